import { ERASABLE, type Erased } from '../../contract/data-request.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/interval.ts';
import { repeatWindowStart } from '../../domain/policy/escalation.ts';
import { deleteBaseline } from '../../store/baselines.ts';
import { countFlexibleWords, dropFlexibleWords } from '../../store/flexible-approvals.ts';
import {
  finishErasure,
  listUnerased,
  listUnsettled,
  noteErasing,
  settleErasure,
  type DataRequest,
} from '../../store/data-requests.ts';
import { markShiftsDirty } from '../../store/detection-marks.ts';
import { findDetections, type Detection } from '../../store/detections.ts';
import { forgetAlert, listForgettable } from '../../store/forget-alerts.ts';
import { dropFindings, dropStays, forgetResults } from '../../store/forget-detections.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { deletePhotos, listPhotosOf, type Photo } from '../../store/photos.ts';
import { dropPunchDetails, dropPunchPhotos, findPunches } from '../../store/punches.ts';
import { eraseFixes, findUploadsIn } from '../../store/erase-fixes.ts';
import { dropVisitDetails, dropVisitPhotos, findVisits } from '../../store/visits.ts';
import { countZoneWords, dropZoneWords } from '../../store/zone-assignments.ts';
import type { Pending } from '../../store/pending.ts';
import type { Deps } from '../deps.ts';
import { isHeld, listHeld } from '../case/legal-hold.ts';
import { spanAsked, spanOf } from './erased.ts';

/** What a granted deletion takes, by id; `kept` counts what a case still rests on, and alerts that are still looked into. */
type Plan = Readonly<{
  segments: readonly string[];
  /** Of the uploads what lies in this time goes. */
  span: Readonly<{ fromAt: Date; toAt: Date }>;
  days: readonly Detection[];
  photos: readonly Photo[];
  punches: readonly string[];
  visits: readonly string[];
  alerts: readonly string[];
  /** Flexible shifts and zones that were over before the day of the answer. */
  flexible: number;
  zones: number;
  answeredAt: Date;
  answerDay: string;
  kept: number;
  /** Of them alerts that are still needed. */
  keptAlerts: number;
  /** Shifts of which no alert is left. */
  shifts: readonly string[];
}>;

/** What saying yes to this request would delete now; null where people have to do it by hand. */
export async function previewErasure(deps: Deps, request: DataRequest): Promise<Erased | null> {
  const person = await findPerson(request.personId);
  if (request.kind !== 'delete' || !ERASABLE.includes(request.topic) || !person) return null;
  return countsOf(await planErasure(request, person, deps.now()));
}

/** An upload that had begun before HR's answer has ended by then. */
const UNDER_WAY_MS = 60_000;
/** What was granted longer ago is settled. */
const SETTLED_MS = 86_400_000;

/**
 * Carries out the deletions that were granted, each until it is done and entered; what is left over by a crash goes the next time, and what
 * was under way to the server while HR answered a minute later.
 */
export async function carryOutErasures(deps: Deps): Promise<void> {
  for (const request of await listUnerased(ERASABLE)) {
    const plan = await planGranted(request);
    if (!plan) continue;
    // As it was before anything went: a run that is cut off would leave the next one less to count.
    const erased = await noteErasing(request.id, countsOf(plan));
    await erase(request, plan);
    await finishErasure(request.id, erased, [auditOf(deps, request, erased)]);
  }
  const now = deps.now();
  const span = { fromAt: new Date(+now - SETTLED_MS), toAt: new Date(+now - UNDER_WAY_MS) };
  for (const request of await listUnsettled(ERASABLE, span)) {
    const plan = await planGranted(request);
    if (plan) await eraseLate(request, plan, now);
    const isAny = plan !== null && plan.segments.length + plan.photos.length > 0;
    await settleErasure(request.id, now, isAny ? [auditOf(deps, request, countsOf(plan), ':late')] : []);
  }
}

/** What had been under way; what was judged since from what is left stays, but not where such an upload may have been in it. */
async function eraseLate(request: DataRequest, plan: Plan, at: Date): Promise<void> {
  const cleanAt = +plan.answeredAt + UNDER_WAY_MS;
  const isStale = ({ judgedAt }: Detection): boolean => judgedAt !== undefined && +judgedAt < cleanAt;
  const days = plan.segments.length > 0 ? plan.days : plan.days.filter(isStale);
  const running = days.flatMap(({ id, day }) => (day >= plan.answerDay ? id : []));
  await markShiftsDirty(running, at);
  // What was raised since stands on something else.
  await erase(request, { ...plan, days, alerts: [], shifts: [] });
}

async function planGranted(request: DataRequest): Promise<Plan | null> {
  const person = await findPerson(request.personId);
  // What came in after the answer is not what was asked about.
  return person && planErasure(request, person, request.answer?.at ?? request.submittedAt);
}

function auditOf(deps: Deps, { id, personId }: DataRequest, erased: Erased, when = ''): Pending {
  const subject = `data_requests:${id}`;
  const entry = { at: deps.now(), actorId: 'system', action: 'data.erase', subject, personId };
  return {
    id: `${id}:audit:erased${when}`,
    kind: 'audit',
    entry: { ...entry, to: JSON.stringify(erased) },
  };
}

async function planErasure(request: DataRequest, { id, timeZone }: Person, untilAt: Date): Promise<Plan> {
  const { topic, day } = request;
  const of = (...topics: readonly string[]): boolean => topics.includes(topic) || topic === 'all';
  const { fromAt, toAt, fromDay, toDay } = spanAsked(request, timeZone, untilAt);
  const isAll = topic === 'all' && day === undefined;
  const answerDay = dayOf(untilAt, timeZone);
  const watchedFromDay = repeatWindowStart(answerDay);
  const [held, segments, days, photos, punches, visits, alerts, flexible, zones] = await Promise.all([
    listHeld(untilAt, id),
    of('track') ? findUploadsIn(id, { fromAt, toAt }) : [],
    of('track') ? findDetections(id, fromDay, toDay) : [],
    of('photo') ? listPhotosOf(id, fromAt, toAt) : [],
    of('punch') ? findPunches(id, fromAt, toAt) : [],
    of('visit') ? findVisits(id, fromAt, toAt) : [],
    of('alert') ? listForgettable(id, { fromDay, toDay, watchedFromDay }) : [],
    isAll ? countFlexibleWords(id, answerDay) : 0,
    isAll ? countZoneWords(id, answerDay) : 0,
  ]);
  const spans = held.get(id) ?? [];
  const needed = alerts.filter(({ isNeeded }) => isNeeded);
  let kept = needed.length;
  const free = <T extends { id: string }>(found: readonly T[], whenOf: (one: T) => Interval): T[] => {
    const all = found.filter((one) => request.record === undefined || one.id === request.record.id);
    const rest = all.filter((one) => !isHeld(whenOf(one), spans));
    kept += all.length - rest.length;
    return rest;
  };
  const at = (when: Date): Interval => ({ startAt: when, endAt: when });
  return {
    segments: free(segments, (one) => one).map((one) => one.id),
    span: { fromAt, toAt },
    days: free(days, (one) => spanOf(one.day, timeZone)),
    photos: free(photos, ({ capturedAt }) => at(capturedAt)),
    punches: free(punches, (one) => at(one.at)).map((one) => one.id),
    visits: free(visits, (one) => at(one.startAt)).map((one) => one.id),
    alerts: alerts.filter(({ isNeeded }) => !isNeeded).map((one) => one.id),
    shifts: alerts.flatMap(({ shiftId }) => (needed.some((one) => one.shiftId === shiftId) ? [] : [shiftId])),
    keptAlerts: needed.length,
    flexible,
    zones,
    answeredAt: untilAt,
    answerDay,
    kept,
  };
}

async function erase({ personId, topic, day }: DataRequest, plan: Plan): Promise<void> {
  await eraseFixes(plan.segments, plan.span);
  const results = plan.days.map(({ id }) => id);
  await forgetResults(results, plan.answeredAt);
  if (day !== undefined && plan.segments.length > 0) await dropStays(personId, addDays(day, -1), plan.span);
  // What was learned from all of the tracks goes with them; nothing of the kind is left to learn it from again.
  if (day === undefined && plan.kept === plan.keptAlerts && (topic === 'track' || topic === 'all'))
    await deleteBaseline(personId);
  await deletePhotos(plan.photos);
  const photographed = plan.photos.map(({ punchId }) => punchId);
  await dropPunchPhotos(photographed);
  await dropVisitPhotos(photographed);
  await dropPunchDetails(plan.punches);
  await dropVisitDetails(plan.visits);
  // Before the alerts, which are what a run that broke off finds the shifts by.
  await dropFindings(personId, plan.shifts);
  for (const id of plan.alerts) await forgetAlert(id);
  if (plan.flexible > 0) await dropFlexibleWords(personId, plan.answerDay);
  if (plan.zones > 0) await dropZoneWords(personId, plan.answerDay);
}

const countsOf = ({
  segments,
  days,
  photos,
  punches,
  visits,
  alerts,
  flexible,
  zones,
  kept,
}: Plan): Erased => ({
  uploads: segments.length,
  days: days.length,
  photos: photos.length,
  punches: punches.length,
  visits: visits.length,
  alerts: alerts.length,
  flexible,
  zones,
  kept,
});
