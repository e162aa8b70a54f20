import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USUAL_CARE } from '../../../server/domain/care/care-settings.ts';
import { formGroups, type GroupedPerson } from '../../../server/domain/care/form-groups.ts';
import { personMonth, type PersonMonth } from '../../../server/domain/care/person-month.ts';
import { summariseGroup } from '../../../server/domain/care/summarise-group.ts';

const K = 5;
const people = (regionId: string, departmentId: string, count: number): GroupedPerson[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${regionId}-${departmentId}-${n}`,
    regionId,
    departmentId,
  }));
const shapeOf = (given: readonly GroupedPerson[]) =>
  formGroups(given, K).map(({ departmentIds, memberIds }) => [departmentIds.join('+'), memberIds.length]);

describe('groups of the care report', () => {
  it('are departments, small ones joined within their region', () => {
    expect(
      shapeOf([...people('east', 'a', 9), ...people('east', 'b', 3), ...people('east', 'c', 2)]),
    ).toEqual([
      ['a', 9],
      ['b+c', 5],
    ]);
    expect(shapeOf([...people('east', 'a', 9), ...people('east', 'b', 1)])).toEqual([['a+b', 10]]);
  });

  it('join regions that are too small, and leave out those who are still too few', () => {
    expect(shapeOf([...people('east', 'a', 3), ...people('west', 'b', 4)])).toEqual([['a+b', 7]]);
    expect(shapeOf([...people('east', 'a', 8), ...people('west', 'b', 4)])).toEqual([['a', 8]]);
  });

  const personArbitrary = fc.record({
    id: fc.integer({ min: 0, max: 400 }).map(String),
    regionId: fc.constantFrom('r1', 'r2', 'r3'),
    departmentId: fc.constantFrom('d1', 'd2', 'd3', 'd4'),
  });
  const companyArbitrary = fc.uniqueArray(personArbitrary, { selector: ({ id }) => id, maxLength: 60 });

  it('never tell of fewer than five people, nor does any difference or sum of groups of a month', () => {
    fc.assert(
      fc.property(companyArbitrary, (company) => {
        const groups = formGroups(company, K);
        expect(groups.every(({ memberIds }) => memberIds.length >= K)).toBe(true);
        // Disjoint groups without a total: what unions and differences of them can tell are unions of whole groups.
        const members = groups.flatMap(({ memberIds }) => memberIds);
        expect(new Set(members).size).toBe(members.length);
      }),
      { numRuns: 300 },
    );
  });

  it('show one manager no group that another view cuts differently', () => {
    fc.assert(
      fc.property(companyArbitrary, (company) => {
        const groups = formGroups(company, K);
        const seen = groups.filter(({ regionIds }) => regionIds.every((id) => id === 'r1'));
        expect(seen.every((group) => groups.includes(group))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

const month = (change: Partial<PersonMonth> = {}): PersonMonth => ({
  overtimeMin: 0,
  workedMin: 9600,
  fullestWeekDays: 5,
  salesChange: 0,
  ...change,
});

describe('figures of a group', () => {
  it('suggest what to do for the people', () => {
    const tired = Array.from({ length: 6 }, (_, n) =>
      month({ overtimeMin: 40 * 60, fullestWeekDays: 7, salesChange: -0.3, workedMin: 6000 + n * 3000 }),
    );
    expect(summariseGroup(tired, USUAL_CARE)).toEqual({
      people: 6,
      overtimeHours: 40,
      overLimit: 'many',
      withoutRest: 'many',
      salesBelow: 'many',
      spread: 'uneven',
      actions: [
        'review_overtime',
        'flexible_shift',
        'rest_days',
        'review_base_pay',
        'promotion_talk',
        'balance_workload',
      ],
    });
    expect(
      summariseGroup(
        Array.from({ length: 6 }, () => month()),
        USUAL_CARE,
      ).actions,
    ).toEqual([]);
  });

  it('say nothing of sales that are known of fewer than five', () => {
    const known = [month(), month(), month(), month(), month({ salesChange: null })];
    expect(summariseGroup(known, USUAL_CARE).salesBelow).toBeNull();
  });
});

describe('a person’s month', () => {
  const at = (day: string, clock: string): Date => new Date(`${day}T${clock}:00+08:00`);
  const schedule = (day: string) => ({
    personId: 'p',
    day,
    timeZone: 'Asia/Shanghai',
    shifts: [
      {
        id: day,
        startAt: at(day, '09:00'),
        endAt: at(day, '18:00'),
        breaks: [{ startAt: at(day, '12:00'), endAt: at(day, '13:00') }],
      },
    ],
    leaves: [],
    trips: [],
  });
  const punches = (day: string, out: string) => [
    { kind: 'in' as const, at: at(day, '08:55') },
    { kind: 'out' as const, at: at(day, out) },
  ];
  // Monday 2026-11-30 begins a week that ends in December.
  const days = ['2026-11-28', '2026-11-29', '2026-11-30', '2026-12-01'];

  it('counts overtime beyond the grace, and a week in the month it ends in', () => {
    const facts = {
      month: '2026-11',
      schedules: days.map(schedule),
      punches: [
        ...punches('2026-11-28', '18:10'),
        ...punches('2026-11-29', '20:00'),
        ...punches('2026-11-30', '18:00'),
      ],
      salesFen: null,
    };
    expect(personMonth(facts, USUAL_CARE)).toEqual({
      overtimeMin: 120,
      workedMin: 3 * 480 + 120,
      fullestWeekDays: 2,
      salesChange: null,
    });
    expect(personMonth({ ...facts, month: '2026-12' }, USUAL_CARE).fullestWeekDays).toBe(1);
  });

  it('counts a night for the day it began on, not for the next one that had a shift and was not worked', () => {
    const hoursAfter = (day: string, hours: number) => new Date(+at(day, '22:00') + hours * 3_600_000);
    const night = (day: string) => ({
      ...schedule(day),
      shifts: [{ id: day, startAt: at(day, '22:00'), endAt: hoursAfter(day, 8), breaks: [] }],
    });
    const facts = {
      month: '2026-11',
      schedules: ['2026-11-24', '2026-11-25'].map(night),
      punches: [{ kind: 'out' as const, at: hoursAfter('2026-11-24', 9) }],
      salesFen: null,
    };
    expect(personMonth(facts, USUAL_CARE)).toMatchObject({
      overtimeMin: 60,
      workedMin: 9 * 60,
      fullestWeekDays: 1,
    });
  });

  it('compares sales with the own months before, when there are enough', () => {
    const facts = { month: '2026-11', schedules: [], punches: [] };
    const salesFen = { '2026-08': 100, '2026-09': 100, '2026-10': 100, '2026-11': 70 };
    expect(personMonth({ ...facts, salesFen }, USUAL_CARE).salesChange).toBeCloseTo(-0.3, 9);
    const { '2026-08': _gone, ...two } = salesFen;
    expect(personMonth({ ...facts, salesFen: two }, USUAL_CARE).salesChange).toBeNull();
  });
});
