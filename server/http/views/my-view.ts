import type { DataRequestView, Erased } from '../../contract/data-request.ts';
import type { MyCalendar, MyDay } from '../../contract/view-my-data.ts';
import type { ClockZone } from '../../domain/case/clocks.ts';
import { workingDaysLeft } from '../../domain/calendar.ts';
import { leaveOfDay } from '../../domain/leave-in-shifts.ts';
import { isUnread } from '../../domain/working-time.ts';
import type { MyDayData } from '../../flow/own/my-day.ts';
import type { MonthData } from '../../flow/own/my-month.ts';
import type { DataRequest } from '../../store/data-requests.ts';
import { punchView } from './punch-view.ts';
import { visitView } from './visit-view.ts';

/** Metres from a place's edge within which a stay is said to have been at it. */
const AT_M = 100;

export function myDayView(data: MyDayData): MyDay {
  const { day, schedule, punches, visits, detections, alerts, map } = data;
  const nameOf = (id?: string): string | undefined => map.namedById.get(id ?? '')?.name;
  const leave = schedule ? leaveOfDay(schedule) : { isWhole: false, parts: [] };
  const results = detections.flatMap(({ result }) => result ?? []);
  const judged = detections.flatMap(({ judgedAt }) => judgedAt ?? []);
  const span = ({ startAt, endAt }: { startAt: Date; endAt: Date }) => ({
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
  });
  return {
    day,
    erased: [...data.erased],
    unread: schedule !== null && isUnread(schedule),
    onLeave: leave.isWhole,
    ...(!leave.isWhole && leave.parts.length > 0 && { leaves: leave.parts.map(span) }),
    shifts: (schedule?.shifts ?? []).map((shift) => {
      const placeName = nameOf(shift.placeId);
      return { ...span(shift), ...(placeName !== undefined && { placeName }) };
    }),
    punches: punches.map((punch) => ({
      ...punchView(punch, nameOf(punch.placeId)),
      ...(punch.hasPhoto && punch.photoId !== undefined && { photoId: punch.photoId }),
    })),
    visits: visits.map((visit) => visitView(visit, (id) => nameOf(id) ?? id)),
    stays: results.flatMap(({ stays }) =>
      stays.map((stay) => ({
        startAt: stay.startAt.toISOString(),
        endAt: stay.lastFixAt.toISOString(),
        fixes: stay.fixes,
        accuracyM: Math.round(stay.accuracyM),
        placeNames: map.places
          .nearby(stay, AT_M)
          .map(({ place }) => place.name)
          .slice(0, 3),
      })),
    ),
    gaps: results.flatMap(({ gaps }) => gaps.map(span)),
    fixes: results.reduce((sum, { fixes }) => sum + fixes, 0),
    rejected: results.reduce((sum, { rejected }) => sum + rejected.length, 0),
    coveragePct: meanOf(results.map(({ coveragePct }) => coveragePct)),
    distanceKm: sumOf(results.map(({ distanceKm }) => distanceKm)),
    ...(judged.length > 0 && { judgedAt: new Date(Math.max(...judged.map(Number))).toISOString() }),
    alerts: alerts.map(({ id, alertNo, status, finding }) => ({
      id,
      alertNo,
      status,
      sentence: { ...finding.sentence },
    })),
  };
}

export function myCalendarView({ month, days }: MonthData): MyCalendar {
  return { month, days: days.map((row) => ({ ...row })) };
}

/** A request; `personName` on HR's list only. */
export function dataRequestView(
  request: DataRequest,
  shown: Readonly<{
    at: Date;
    zone: ClockZone;
    nameOf: (id: string) => string;
    personName?: string;
    erases?: Erased | null;
  }>,
): DataRequestView {
  const { id, kind, topic, day, record, text, status, submittedAt, dueAt, answer, erased } = request;
  const { at, zone, nameOf, personName, erases } = shown;
  return {
    id,
    kind,
    topic,
    ...(day !== undefined && { day }),
    ...(record && { record: recordOf(record) }),
    text,
    status,
    submittedAt: submittedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    overdue: status === 'open' && at > dueAt,
    ...(status === 'open' && { workingDaysLeft: workingDaysLeft(at, dueAt, zone) }),
    ...(answer && {
      answer: { at: answer.at.toISOString(), by: nameOf(answer.byId), reason: answer.reason },
    }),
    ...(erased && { erased }),
    ...(erases && { erases }),
    ...(personName !== undefined && { personName }),
  };
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : round(known.reduce((sum, value) => sum + value, 0));
}

function meanOf(values: readonly (number | null)[]): number | null {
  const sum = sumOf(values);
  const known = values.filter((value) => value !== null).length;
  return sum === null ? null : round(sum / known);
}

const round = (value: number): number => Math.round(value * 10) / 10;

const recordOf = ({ at, direction, placeName }: NonNullable<DataRequest['record']>) => ({
  at: at.toISOString(),
  ...(direction !== undefined && { direction }),
  ...(placeName !== undefined && { placeName }),
});
