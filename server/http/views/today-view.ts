import type { ShiftView, TodayView } from '../../contract/views.ts';
import type { Place } from '../../domain/geo/place.ts';
import type { Interval, Shift } from '../../domain/working-time.ts';
import type { Today } from '../../flow/own/today.ts';
import { ownDayView, platformPunchView } from './own-day-view.ts';
import { punchView } from './punch-view.ts';

export function todayView(today: Today): TodayView {
  const { now, day, schedules, windows, onLeave, leaves, punches, places, waiting, appealable, own } = today;
  return {
    serverTime: now.toISOString(),
    day,
    shifts: schedules.flatMap(({ shifts }) => shifts.map((shift) => shiftView(shift, places))),
    onLeave,
    ...(leaves.length > 0 && { leaves: leaves.map(intervalView) }),
    collectionWindows: windows.map(intervalView),
    punches: [
      ...punches.map((punch) => punchView(punch, places.get(punch.placeId ?? '')?.name)),
      ...own.platformPunches.map((flow, n) =>
        platformPunchView(flow, n === 0 && punches.every(({ at }) => at > flow.at)),
      ),
    ].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    sampling: today.sampling,
    locationConsent: today.locationConsent,
    photoConsent: today.photoConsent,
    policyAcknowledged: today.policyAcknowledged,
    ...(today.quizDueAt && { quizDueAt: today.quizDueAt.toISOString() }),
    waiting: waiting.map(({ id, caseNo, explanationDueAt }) => ({
      caseId: id,
      caseNo,
      ...(explanationDueAt && { dueAt: explanationDueAt.toISOString() }),
    })),
    ...(appealable.length > 0 && { appealable: appealable.map(appealableView) }),
    toConfirm: today.toConfirm,
    ...ownDayView(own),
  };
}

function appealableView({ id, caseNo, appealUntilAt }: Today['appealable'][number]) {
  return { caseId: id, caseNo, ...(appealUntilAt && { untilAt: appealUntilAt.toISOString() }) };
}

function shiftView(shift: Shift, places: ReadonlyMap<string, Place>): ShiftView {
  const place = places.get(shift.placeId ?? '');
  return {
    id: shift.id,
    ...intervalView(shift),
    breaks: shift.breaks.map(intervalView),
    ...(place && {
      place: {
        name: place.name,
        center: { lng: place.center.lng, lat: place.center.lat },
        radiusM: place.radiusM,
      },
    }),
  };
}

function intervalView({ startAt, endAt }: Interval): { startAt: string; endAt: string } {
  return { startAt: startAt.toISOString(), endAt: endAt.toISOString() };
}
