import type { MonthlyReport } from '../../contract/views.ts';
import { intersectIntervals, minutesOf, type Interval } from '../interval.ts';
import { addDays, dayOf } from '../time.ts';
import { workIntervals, type DaySchedule } from '../working-time.ts';

/** One punch as the report needs it. */
type ReportPunch = Readonly<{
  kind: 'in' | 'out';
  at: Date;
  isConfirmed: boolean;
  isWaiting: boolean;
}>;
/** What judging a shift found out about a day. */
type ReportDetection = Readonly<{
  day: string;
  coveragePct: number | null;
  distanceKm: number | null;
  stays: number;
}>;
/** Everything the numbers of one person's month are counted from. */
export type ReportFacts = Readonly<{
  month: string;
  /** When it is read: of a shift that runs, only what has passed counts. */
  at: Date;
  timeZone: string;
  /** With the days around the month, as the punches: a night shift reaches into the next one. */
  schedules: readonly DaySchedule[];
  /** The same, by which worked time is counted: of a day whose hours were agreed late, the planned and the agreed ones. */
  counted: readonly DaySchedule[];
  punches: readonly ReportPunch[];
  detections: readonly ReportDetection[];
}>;
type Numbers = Omit<
  MonthlyReport,
  'previous' | 'alerts' | 'cases' | 'visits' | 'overtime' | 'places' | 'history' | 'tips'
>;

/** The numbers of one month; what nobody measured is null, never zero. */
export function reportNumbers(facts: ReportFacts): Numbers {
  const days = daysOf(facts.month).flatMap((day) => reportDay(day, facts) ?? []);
  const over = days.filter(({ day }) => !isRunning(day, facts));
  const punches = facts.punches.filter(({ at }) => dayOf(at, facts.timeZone).startsWith(facts.month));
  return {
    month: facts.month,
    workedDays: days.filter(({ workedMin }) => workedMin > 0).length,
    punches: {
      total: punches.length,
      confirmed: punches.filter(({ isConfirmed }) => isConfirmed).length,
      waiting: punches.filter(({ isWaiting }) => isWaiting).length,
    },
    onTimePct: onTimePct(facts),
    distanceKm: sumOf(days.map(({ distanceKm }) => distanceKm)),
    coveragePct: meanOf(over.map(({ coveragePct }) => coveragePct)),
    days,
  };
}

/** Days of a month YYYY-MM. */
export function daysOf(month: string): string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}

/** The month before YYYY-MM. */
export const monthBefore = (month: string): string => addDays(`${month}-01`, -1).slice(0, 7);

function reportDay(day: string, facts: ReportFacts): Numbers['days'][number] | null {
  const schedule = facts.counted.find((one) => one.day === day);
  const detections = facts.detections.filter((one) => one.day === day);
  const workedMin = schedule ? workedMinutes(schedule, facts) : 0;
  if (workedMin === 0 && detections.length === 0) return null;
  return {
    day,
    workedMin: Math.round(workedMin),
    distanceKm: sumOf(detections.map(({ distanceKm }) => distanceKm)),
    coveragePct: meanOf(detections.map(({ coveragePct }) => coveragePct)),
    stays: detections.reduce((sum, { stays }) => sum + stays, 0),
  };
}

/** Of a day whose shift still runs, the coverage so far says nothing about the whole. */
const isRunning = (day: string, { schedules, at }: ReportFacts): boolean =>
  schedules.some(
    (one) => one.day === day && one.shifts.some(({ startAt, endAt }) => startAt <= at && at < endAt),
  );

/** Scheduled working time between the first punch in and the last punch out (the shift's end, at most now, while that is missing). */
function workedMinutes(schedule: DaySchedule, facts: ReportFacts): number {
  const { at: now } = facts;
  const own = facts.punches.filter((punch) => belongsTo(punch, schedule, facts));
  const startAt = earliest(own.filter(({ kind }) => kind === 'in'));
  if (!startAt) return 0;
  const outs = own.filter(({ kind, at }) => kind === 'out' && at > startAt);
  const lastEnd = schedule.shifts.at(-1)?.endAt ?? startAt;
  const soFar = new Date(Math.max(+startAt, Math.min(+lastEnd, +now)));
  const endAt = outs.length > 0 ? new Date(Math.max(...outs.map(({ at }) => +at))) : soFar;
  return minutesOf(intersectIntervals(workIntervals(schedule), [{ startAt, endAt }]));
}

function onTimePct({ schedules, punches, month }: ReportFacts): number | null {
  const ofMonth = schedules.filter(({ day }) => day.startsWith(month));
  const arrivals = ofMonth.flatMap(({ shifts }) =>
    shifts.flatMap((shift) => {
      const ins = punches.filter((punch) => punch.kind === 'in' && near(punch, shift));
      const first = earliest(ins);
      return first ? [first <= shift.startAt] : [];
    }),
  );
  if (arrivals.length === 0) return null;
  return Math.round((100 * arrivals.filter(Boolean).length) / arrivals.length);
}

const MARGIN_MS = 4 * 3_600_000;
/** Who leaves late leaves the shift that is over. */
const near = ({ kind, at }: ReportPunch, { startAt, endAt }: Interval): boolean =>
  +at >= +startAt - MARGIN_MS && +at < +endAt + (kind === 'out' ? MARGIN_MS : 0);
const isAround = (punch: ReportPunch, { shifts }: DaySchedule): boolean =>
  shifts.some((shift) => near(punch, shift));

/** A punch is of the shift it lies around, also after midnight; of its calendar day where it lies around none. */
function belongsTo(punch: ReportPunch, schedule: DaySchedule, { counted, timeZone }: ReportFacts): boolean {
  if (isAround(punch, schedule)) return true;
  return dayOf(punch.at, timeZone) === schedule.day && !counted.some((one) => isAround(punch, one));
}

const earliest = (punches: readonly ReportPunch[]): Date | null =>
  punches.length === 0 ? null : new Date(Math.min(...punches.map(({ at }) => +at)));

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : round(known.reduce((sum, value) => sum + value, 0));
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : round(known.reduce((sum, value) => sum + value, 0) / known.length);
}

const round = (value: number): number => Math.round(value * 10) / 10;
