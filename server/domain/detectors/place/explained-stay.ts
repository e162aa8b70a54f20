import { haversineM } from '../../geo/distance.ts';
import { intersectIntervals, isWithin, minutesOf, type Interval } from '../../interval.ts';
import type { StayPoint } from '../../track/track.ts';
import { isOwn } from './near-places.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { permissionsIn } from '../permissions.ts';
import type { RouteChangeSettings } from '../settings/route-change-settings.ts';
import { errorRadiusM } from './error-radius.ts';

/** Share of a stay that a reason in time (trip, arrangement, visit) must cover to explain it. */
const COVERED = 0.5;

/** Whether the stay belongs to the job as far as anybody knows: a company place, a task, a trip, an approval, a new customer's visit. */
export function isExplained(
  evidence: PeriodEvidence,
  { day, stay }: { day: WorkDay; stay: StayPoint },
  settings: RouteChangeSettings,
): boolean {
  const span: Interval = { startAt: stay.startAt, endAt: stay.lastFixAt };
  const around = evidence.places
    .nearby(stay, errorRadiusM(stay.accuracyM) + settings.companyM)
    .map(({ place }) => place);
  return (
    around.some(isOwn) ||
    isCovered(span, day.schedule.trips) ||
    isPermitted(evidence, { span, around }) ||
    isOnTask(evidence, stay, settings) ||
    evidence.anchors.some(({ isOk, at, kind }) => isOk && kind !== 'prompt' && isWithin(at, span)) ||
    isNewCustomer(evidence, span, settings)
  );
}

/** An arrangement without a place covers the time wherever it is; one with a place, and a side job, only that place. */
function isPermitted(
  evidence: PeriodEvidence,
  { span, around }: { span: Interval; around: readonly { id: string }[] },
): boolean {
  const permitted = permissionsIn(evidence, span).filter(
    ({ placeId }) => placeId === undefined || around.some(({ id }) => id === placeId),
  );
  return isCovered(span, permitted);
}

function isOnTask(
  { tasks }: PeriodEvidence,
  stay: StayPoint,
  { taskM, taskMin }: RouteChangeSettings,
): boolean {
  return tasks.some(
    (task) =>
      task.startAt.getTime() - taskMin * 60_000 <= stay.lastFixAt.getTime() &&
      task.endAt.getTime() + taskMin * 60_000 >= stay.startAt.getTime() &&
      haversineM(task, stay) <= taskM + errorRadiusM(stay.accuracyM),
  );
}

/** A visit to a customer whose place nobody knows yet, or that others miss as well; visits to known places are judged elsewhere. */
function isNewCustomer(
  { visits, placeById, placeDoubt }: PeriodEvidence,
  span: Interval,
  { doubtPeople }: RouteChangeSettings,
): boolean {
  return isCovered(
    span,
    visits.filter(
      ({ customerId }) =>
        !placeById.has(customerId) || (placeDoubt.get(customerId)?.people ?? 0) >= doubtPeople,
    ),
  );
}

/** Whether the reasons cover half of the span. */
export function isCovered(span: Interval, reasons: readonly Interval[]): boolean {
  const fromMs = span.startAt.getTime();
  const toMs = span.endAt.getTime();
  const touching = reasons.filter(
    ({ startAt, endAt }) => startAt.getTime() < toMs && endAt.getTime() > fromMs,
  );
  return (
    touching.length > 0 && minutesOf(intersectIntervals([span], touching)) >= COVERED * minutesOf([span])
  );
}
