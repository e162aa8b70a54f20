import type { Erased } from '../../contract/data-request.ts';
import { dayOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/interval.ts';
import { repeatWindowStart } from '../../domain/policy/escalation.ts';
import { countFlexibleWords } from '../../store/flexible-approvals.ts';
import type { DataRequest } from '../../store/data-requests.ts';
import { findDetections, type Detection } from '../../store/detections.ts';
import { listForgettable } from '../../store/forget-alerts.ts';
import type { Person } from '../../store/people.ts';
import { listPhotosOf, type Photo } from '../../store/photos.ts';
import { findPunches } from '../../store/punches.ts';
import { findUploadsIn } from '../../store/erase-fixes.ts';
import { findVisits } from '../../store/visits.ts';
import { countZoneWords } from '../../store/zone-assignments.ts';
import { isHeld, listHeld } from '../case/legal-hold.ts';
import { spanAsked, spanOf } from './erased.ts';

/** What a granted deletion takes, by id; `kept` counts what a case still rests on, and alerts that are still looked into. */
export type ErasurePlan = Readonly<{
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

/** What of the person this request is about, up to an instant, but for what a case rests on. */
export async function planErasure(
  request: DataRequest,
  { id, timeZone }: Person,
  untilAt: Date,
): Promise<ErasurePlan> {
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

export const countsOf = ({
  segments,
  days,
  photos,
  punches,
  visits,
  alerts,
  flexible,
  zones,
  kept,
}: ErasurePlan): Erased => ({
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
