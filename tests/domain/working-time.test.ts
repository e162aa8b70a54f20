import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf } from '../../server/domain/time.ts';
import {
  admitFix,
  collectionWindows,
  shiftAt,
  workIntervals,
  type DaySchedule,
  type Interval,
  type Shift,
} from '../../server/domain/working-time.ts';
import { repeat } from '../support/runs.ts';

const RUNS = 2000;
const MIN = 60_000;
const day = '2026-03-02';
const at = (clock: string) => instantOf(day, clock, 'Asia/Shanghai');
const span = (from: string, to: string): Interval => ({ startAt: at(from), endAt: at(to) });
const clocks = (intervals: readonly Interval[]) =>
  intervals.map(({ startAt, endAt }) => [(+startAt - +at('00:00')) / MIN, (+endAt - +at('00:00')) / MIN]);

function buildShift(overrides: Partial<Shift> = {}): Shift {
  return { id: 's1', ...span('09:00', '18:00'), breaks: [span('12:00', '13:00')], ...overrides };
}

function buildSchedule(overrides: Partial<DaySchedule> = {}): DaySchedule {
  return {
    personId: 'p1',
    day,
    timeZone: 'Asia/Shanghai',
    shifts: [buildShift()],
    leaves: [],
    trips: [],
    ...overrides,
  };
}

describe('collectionWindows', () => {
  it('adds the margin around the shift but not around the break', () => {
    expect(clocks(collectionWindows(buildSchedule()))).toEqual([
      [525, 720],
      [780, 1095],
    ]);
  });

  it('has no margin beside a leave that begins or ends the shift', () => {
    const schedule = buildSchedule({ leaves: [span('09:00', '11:00')] });
    expect(clocks(collectionWindows(schedule))).toEqual([
      [660, 720],
      [780, 1095],
    ]);
    expect(collectionWindows(buildSchedule({ leaves: [span('00:00', '24:00')] }))).toEqual([]);
  });

  it('gives a trip neither more nor less time', () => {
    expect(collectionWindows(buildSchedule({ trips: [span('06:00', '22:00')] }))).toEqual(
      collectionWindows(buildSchedule()),
    );
  });
});

describe('workIntervals', () => {
  it('leaves out breaks and leave and knows one shift of two', () => {
    const evening = buildShift({ id: 's2', ...span('19:00', '21:00'), breaks: [] });
    const schedule = buildSchedule({ shifts: [buildShift(), evening], leaves: [span('17:00', '18:00')] });
    expect(clocks(workIntervals(schedule))).toEqual([
      [540, 720],
      [780, 1020],
      [1140, 1260],
    ]);
    expect(clocks(workIntervals(schedule, evening))).toEqual([[1140, 1260]]);
  });
});

describe('admitFix', () => {
  it.each([
    ['08:44', 'off_hours'],
    ['08:45', 'ok'],
    ['12:30', 'on_break'],
    ['15:30', 'on_leave'],
    ['18:14', 'ok'],
    ['18:15', 'off_hours'],
  ])('answers %s with %s', (clock, expected) => {
    const schedule = buildSchedule({ leaves: [span('15:00', '16:00')] });
    expect(admitFix([schedule], at(clock))).toBe(expected);
  });

  it('says no_shift when that day has no known working time', () => {
    expect(admitFix([], at('10:00'))).toBe('no_shift');
    expect(admitFix([buildSchedule()], at('34:00'))).toBe('no_shift');
  });

  it('follows a night shift over midnight and a leave of the next day', () => {
    const night = buildSchedule({ shifts: [buildShift({ ...span('22:00', '30:00'), breaks: [] })] });
    expect(admitFix([night], at('29:00'))).toBe('ok');
    const morning = buildSchedule({ day: addDays(day, 1), shifts: [], leaves: [span('28:00', '48:00')] });
    expect(admitFix([night, morning], at('29:00'))).toBe('on_leave');
  });
});

describe('shiftAt', () => {
  it('prefers the shift a time lies in to one whose margin it touches', () => {
    const evening = buildShift({ id: 's2', ...span('18:00', '21:00'), breaks: [] });
    const schedules = [buildSchedule({ shifts: [evening, buildShift()] })];
    expect(shiftAt(schedules, at('17:50'))?.id).toBe('s1');
    expect(shiftAt(schedules, at('18:00'))?.id).toBe('s2');
    expect(shiftAt(schedules, at('21:10'))?.id).toBe('s2');
    expect(shiftAt(schedules, at('21:20'))).toBeNull();
  });
});

describe('random schedules, zones and clock changes', () => {
  it('R1: admits no fix outside shift and margin, in a break or on leave, in any zone', () => {
    let admitted = 0;
    fc.assert(
      fc.property(randomCase, ({ schedules, instants }) => {
        const kept = instants.filter((instant) => admitFix(schedules, instant) === 'ok');
        admitted += kept.length;
        expect(kept.filter((instant) => !allowedByR1(schedules, instant))).toEqual([]);
        expect(kept.filter((instant) => !shiftAt(schedules, instant))).toEqual([]);
      }),
      repeat(RUNS),
    );
    expect(admitted).toBeGreaterThan(0);
  });

  it('gives windows that hold nothing forbidden and miss nothing admitted', () => {
    fc.assert(
      fc.property(randomCase, ({ schedules, instants }) => {
        const windowsHold = (instant: Date) =>
          schedules.some((one) => inAny(collectionWindows(one), instant));
        const wrong = instants.filter((instant) =>
          admitFix(schedules, instant) === 'ok'
            ? !windowsHold(instant)
            : schedules.some((one) => inAny(collectionWindows(one), instant) && !allowedByR1([one], instant)),
        );
        expect(wrong).toEqual([]);
      }),
      repeat(RUNS),
    );
  });

  it('admits every minute of plain working time', () => {
    fc.assert(
      fc.property(randomCase, ({ schedules, instants }) => {
        const working = instants.filter(
          (instant) =>
            schedules.some(({ shifts }) => inAny(shifts, instant)) && allowedByR1(schedules, instant),
        );
        expect(working.filter((instant) => admitFix(schedules, instant) !== 'ok')).toEqual([]);
      }),
      repeat(RUNS),
    );
  });
});

const minuteOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 });
const piece = fc.record({ fromMin: minuteOfDay, lengthMin: fc.integer({ min: 1, max: 11 * 60 }) });
const randomCase = fc
  .record({
    timeZone: fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'UTC',
    ),
    day: fc.constantFrom('2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-04-05', '2026-06-15'),
    shifts: fc.array(fc.record({ work: piece, rest: fc.array(piece, { maxLength: 2 }) }), { maxLength: 3 }),
    leaves: fc.array(piece, { maxLength: 2 }),
    trips: fc.array(piece, { maxLength: 1 }),
    offsetsMin: fc.array(fc.integer({ min: -120, max: 40 * 60 }), { minLength: 1, maxLength: 12 }),
  })
  .map((raw) => {
    const start = instantOf(raw.day, '00:00', raw.timeZone);
    const spanOf = ({ fromMin, lengthMin }: { fromMin: number; lengthMin: number }): Interval => {
      const clock = `${Math.floor(fromMin / 60)}:${String(fromMin % 60).padStart(2, '0')}`;
      const startAt = instantOf(raw.day, clock, raw.timeZone);
      return { startAt, endAt: new Date(+startAt + lengthMin * MIN) };
    };
    const shifts = raw.shifts.map(({ work, rest }, n) => ({
      id: `s${n}`,
      ...spanOf(work),
      breaks: rest.map(spanOf),
    }));
    const common = { personId: 'p1', timeZone: raw.timeZone, trips: raw.trips.map(spanOf) };
    const schedules: DaySchedule[] = [
      { ...common, day: raw.day, shifts: shifts.slice(0, 2), leaves: raw.leaves.slice(0, 1).map(spanOf) },
      {
        ...common,
        day: addDays(raw.day, 1),
        shifts: shifts.slice(2),
        leaves: raw.leaves.slice(1).map(spanOf),
      },
    ];
    return { schedules, instants: raw.offsetsMin.map((offset) => new Date(+start + offset * MIN)) };
  });

function inAny(intervals: readonly Interval[], instant: Date): boolean {
  return intervals.some(({ startAt, endAt }) => startAt <= instant && instant < endAt);
}

/** R1 word for word. */
function allowedByR1(schedules: readonly DaySchedule[], instant: Date): boolean {
  const margin = 15 * MIN;
  const inShift = schedules.some(({ shifts }) =>
    shifts.some((shift) => +instant >= +shift.startAt - margin && +instant <= +shift.endAt + margin),
  );
  const isOff = schedules.some(
    ({ leaves, shifts }) => inAny(leaves, instant) || shifts.some(({ breaks }) => inAny(breaks, instant)),
  );
  return inShift && !isOff;
}
