import {
  intersectIntervals,
  minutesOf,
  subtractIntervals,
  widenInterval,
  type Interval,
} from '../interval.ts';
import { workIntervals, type Shift } from '../working-time.ts';
import type { Detector } from './detector.ts';
import {
  explainOutside,
  outsideHabitOf,
  refuteOutside,
  usualOutside,
  type ZoneQuestion,
} from './zone/explained-outside.ts';
import type { Finding } from './finding.ts';
import { isLeaptTo } from './zone/leapt-away.ts';
import { tellOutside } from './zone/off-zone-finding.ts';
import { OFF_ZONE, OffZoneSettingsSchema, type OffZoneSettings } from './settings/off-zone-settings.ts';
import { outsideTimeOf, type OutsideTime } from './zone/outside-time.ts';
import { ZoneUnion } from './zone/zone-distance.ts';

/**
 * Looks for observed working time outside all zones of the person, beyond the allowance and without a reason; one finding per shift.
 * Supported when what no reason explains passes the allowance even without the stops the person is known at and without stretches that
 * the positions only leapt to, unless the person was often outside before (then the zone on record is in doubt); score by minutes and depth,
 * severity by minutes, both of what is left. People whose job spans areas have no zone to leave.
 */
export const offZone: Detector<OffZoneSettings> = {
  ...OFF_ZONE,
  needs: ['track'],
  settings: OffZoneSettingsSchema,
  detect: (evidence, settings) => {
    if (evidence.zones.length === 0 || evidence.person.isRegional) return [];
    const zones = new ZoneUnion(evidence.zones);
    return evidence.days.flatMap((day) =>
      day.shifts.flatMap((shift) => judgeShiftZone({ evidence, day, zones, settings }, shift) ?? []),
    );
  },
};

function judgeShiftZone(asked: Omit<ZoneQuestion, 'span'>, shift: Shift): Finding | null {
  const { day, zones, settings } = asked;
  const windows = askedTimes(workIntervals(day.schedule, shift), shift, settings);
  const outside = outsideTimeOf(day.track, { zones, windows }, settings);
  if (minutesOf(outside.spans) < settings.allowanceMin) return null;
  const question = { ...asked, span: { startAt: shift.startAt, endAt: shift.endAt } };
  const reasons = [
    ...explainOutside(question).filter((reason) => minutesShared(outside, reason) > 0),
    ...refuteOutside(outside.spans, question),
  ];
  const unexplained = subtractIntervals(outside.spans, reasons);
  const usual = usualOutside(question).filter((stay) => minutesShared(outside, stay) > 0);
  const leapt = outside.spans.filter((span) => isLeaptTo(day.track, span, settings));
  const notUsual = subtractIntervals(unexplained, usual);
  const open = subtractIntervals(notUsual, leapt);
  const isLeft = leapt.length > 0 && minutesOf(open) >= settings.allowanceMin;
  const unleapt = { zones, windows: subtractIntervals(windows, leapt.map(withLastFix)) };
  return tellOutside(question, {
    shift,
    outside,
    counted: isLeft ? outsideTimeOf(day.track, unleapt, settings) : outside,
    unexplained,
    open,
    leaptMin: minutesOf(intersectIntervals(notUsual, leapt)),
    reasons,
    habitShare: outsideHabitOf(question),
    isOnTheRoad: asked.evidence.person.kind === 'rider',
  });
}

/** Half open: the fix a span ends at is one of it. */
const withLastFix = ({ startAt, endAt }: Interval): Interval => ({
  startAt,
  endAt: new Date(endAt.getTime() + 1),
});

const minutesShared = ({ spans }: OutsideTime, time: Interval): number =>
  minutesOf(intersectIntervals(spans, [time]));

/** Working time without the way to work and home, and without the way to lunch and back. */
function askedTimes(work: readonly Interval[], shift: Shift, settings: OffZoneSettings): Interval[] {
  const off = subtractIntervals([shift], work);
  const around = (at: Date, min: number): Interval => widenInterval({ startAt: at, endAt: at }, min);
  return subtractIntervals(work, [
    around(shift.startAt, settings.commuteMin),
    around(shift.endAt, settings.commuteMin),
    ...off.flatMap(({ startAt, endAt }) => [
      around(startAt, settings.breakMarginMin),
      around(endAt, settings.breakMarginMin),
    ]),
  ]);
}
