import { describe, expect, it } from 'vitest';
import { judgePeriod } from '../../../server/domain/detectors/judge-period.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { buildPeriod, fixesOf, isoAt, shiftOn, spotAt } from '../period/build-period.ts';

type Stretch = readonly [number, number, number, number];
const HISTORY = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11];
const JUDGED = [14, 15, 16, 17, 18];
const ROUND: readonly Stretch[] = [
  [0, 80, 0, 0],
  [90, 178, 3000, 0],
  [242, 400, 0, 4000],
  [410, 538, 0, 0],
];
/** The afternoon begins with 150 minutes at a place nobody knows. */
const SECOND_JOB: readonly Stretch[] = [
  [0, 80, 0, 0],
  [90, 178, 3000, 0],
  [250, 400, -5000, 2000],
  [410, 538, 0, 0],
];
const SHORT: readonly Stretch[] = [...ROUND.slice(0, 2), [250, 275, -5000, 2000], [290, 538, 0, 0]];
const MOVED: readonly Stretch[] = ROUND.map(([from, to, x, y]) => [from, to, x + 30_000, y] as const);

function findings(
  plan: (day: number) => readonly Stretch[],
  {
    judged = JUDGED,
    settings = {},
    ...fields
  }: { judged?: readonly number[]; settings?: Record<string, unknown> } & Record<string, unknown> = {},
) {
  const days = [...HISTORY, ...judged];
  const period = buildPeriod({
    shifts: days.map(shiftOn),
    judge: { from: isoAt(judged[0] ?? 0, -60), to: isoAt(judged.at(-1) ?? 0, 900) },
    fixes: fixesOf(
      days.flatMap((day) => (HISTORY.includes(day) ? ROUND : plan(day)).map((row) => [day, ...row] as const)),
    ),
    ...fields,
  });
  return judgePeriod(readPeriod(period), { 'route-change': settings }).filter(
    ({ detector }) => detector === 'route-change',
  );
}
const supported = (found: ReturnType<typeof findings>) =>
  found.filter(({ verdict }) => verdict === 'supported');
const on =
  (days: readonly number[]) =>
  (day: number): readonly Stretch[] =>
    days.includes(day) ? SECOND_JOB : ROUND;

describe('route-change', () => {
  it('supports a new regular stop: the same unknown place on three days in two weeks', () => {
    const [stop, ...more] = supported(findings(on([14, 16, 18])));
    expect(more).toEqual([]);
    expect(stop).toMatchObject({
      days: ['2026-03-16', '2026-03-18', '2026-03-20'],
      severity: 'medium',
      reasons: ['new_regular_stop'],
      numbers: { stopDays: 3, totalMin: 450, dayMin: 150, historyDays: 10 },
    });
    expect(stop?.score).toBeGreaterThan(0.8);
    expect(stop?.evidence).toHaveLength(3);
    expect(stop?.sentence.zh).toContain('3 个工作日');
  });

  it('supports none at which the visits of one customer were logged: its pin may be wrong', () => {
    const days = [14, 16, 18];
    const far = { kind: 'customer' as const, ...spotAt(15_000, 0), radiusM: 60, datum: 'wgs84' as const };
    const stopWith = (customers: readonly string[]) =>
      findings(on(days), {
        places: ['c0', 'c1', 'c2'].map((id) => ({ id, name: id, ...far })),
        visits: days.map((day, n) => ({
          id: `v${day}`,
          customerId: customers[n % customers.length] ?? '',
          start: isoAt(day, 252),
          end: isoAt(day, 395),
        })),
      });
    expect(supported(stopWith(['c0']))).toEqual([]);
    expect(stopWith(['c0']).map(({ reasons }) => reasons)).toContainEqual(['new_stop']);
    expect(supported(stopWith(['c0', 'c1', 'c2']))).toHaveLength(1);
  });

  it('is severe when it takes more days and a working day in all', () => {
    expect(supported(findings(on([14, 15, 16, 18])))[0]?.severity).toBe('high');
  });

  it('counts the days of the two weeks before the period', () => {
    const history = [...HISTORY, 14, 15];
    const judged = [16];
    const days = [...history, ...judged];
    const period = buildPeriod({
      shifts: days.map(shiftOn),
      judge: { from: isoAt(16, -60), to: isoAt(16, 900) },
      fixes: fixesOf(
        days.flatMap((day) => (day >= 14 ? SECOND_JOB : ROUND).map((row) => [day, ...row] as const)),
      ),
    });
    const [stop] = supported(
      judgePeriod(readPeriod(period)).filter(({ detector }) => detector === 'route-change'),
    );
    expect(stop?.numbers).toMatchObject({ stopDays: 3, judgedDays: 1 });
    expect(stop?.sentence.zh).toContain(
      '近期有 3 个工作日在同一处以往未到过的地点停留；其中本次核查的 1 个工作日平均',
    );
    expect(stop?.sentence.en).toContain(
      'On 3 recent work days a stay at one place not seen before; on the 1 judged',
    );
  });

  it.each([
    ['an ordinary week', () => ROUND, {}],
    ['a single day at a new place', on([15]), {}],
    ['short stops at a new place on every day', () => SHORT, {}],
    ['new territory: everything is new', () => MOVED, {}],
    [
      'an approved trip',
      on([14, 16, 18]),
      { leaves: [{ start: isoAt(14, -60), end: isoAt(18, 900), kind: 'trip' }] },
    ],
    [
      "a manager's arrangement",
      on([14, 16, 18]),
      { arrangements: [{ from: isoAt(14, 0), to: isoAt(18, 600), reason: 'support' }] },
    ],
    [
      'a company place',
      on([14, 16, 18]),
      {
        places: [
          { id: 'c1', kind: 'customer', name: 'x', ...spotAt(-5000, 2000), radiusM: 60, datum: 'wgs84' },
        ],
      },
    ],
    [
      'logged visits of a customer whose stored position others miss too',
      on([14, 16, 18]),
      {
        places: [
          { id: 'c1', kind: 'customer', name: 'x', ...spotAt(-8000, 2000), radiusM: 60, datum: 'wgs84' },
        ],
        visits: [14, 16, 18].map((day) => ({
          id: `v${day}`,
          customerId: 'c1',
          start: isoAt(day, 255),
          end: isoAt(day, 395),
        })),
        placeDoubt: [{ placeId: 'c1', people: 3, misses: 4 }],
      },
    ],
    [
      'own tasks there',
      on([14, 16, 18]),
      {
        tasks: [14, 16, 18].map((day) => ({
          id: `t${day}`,
          kind: 'wait',
          ...spotAt(-5000, 2000),
          datum: 'wgs84',
          from: isoAt(day, 260),
          to: isoAt(day, 380),
        })),
      },
    ],
    [
      'an approved side job at that place',
      on([14, 16, 18]),
      {
        places: [{ id: 'o1', kind: 'other', name: 'x', ...spotAt(-5000, 2000), radiusM: 60, datum: 'wgs84' }],
        declarations: [
          {
            id: 'd1',
            status: 'approved',
            placeId: 'o1',
            employer: 'x',
            hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
          },
        ],
      },
    ],
  ] as const)('supports nothing in %s', (_, plan, fields) => {
    expect(supported(findings(plan, fields))).toEqual([]);
  });

  it('says nothing without a history', () => {
    const period = buildPeriod({
      fixes: fixesOf(SECOND_JOB.map((row) => [0, ...row] as const)),
      visits: [],
    });
    expect(judgePeriod(readPeriod(period)).filter(({ detector }) => detector === 'route-change')).toEqual([]);
  });

  it('shows a day with other places or the other way round as undecided, never more', () => {
    const score = (found: ReturnType<typeof findings>, reason: string) =>
      Math.max(0, ...found.filter(({ reasons }) => reasons.includes(reason)).map((finding) => finding.score));
    const elsewhere = findings(() => [[0, 538, 25_000, 0]], { judged: [14] });
    const usual = findings(() => ROUND, { judged: [14] });
    expect(elsewhere.every(({ verdict }) => verdict === 'undecided')).toBe(true);
    expect(score(elsewhere, 'unusual_places')).toBeGreaterThan(0.15);
    expect(score(usual, 'unusual_places')).toBeLessThan(0.05);
    const backwards = ROUND.map(([from, to, x, y]) => [538 - to, 538 - from, x, y] as const).toReversed();
    expect(
      score(
        findings(() => backwards, { judged: [14] }),
        'unusual_order',
      ),
    ).toBeGreaterThan(score(usual, 'unusual_order') + 0.2);
    expect(findings(() => backwards, { judged: [14] }).every(({ verdict }) => verdict === 'undecided')).toBe(
      true,
    );
  });

  it('does not compare a day at the place where the manager sent the person', () => {
    const lent = (to: number) => ({
      judged: [14],
      places: [{ id: 'o2', kind: 'own_store', name: 'x', ...spotAt(25_000, 0), radiusM: 60, datum: 'wgs84' }],
      arrangements: [{ placeId: 'o2', from: isoAt(14, -30), to: isoAt(14, to), reason: 'support' }],
    });
    const away = (): readonly Stretch[] => [[0, 538, 25_000, 0]];
    expect(findings(away, lent(570))).toEqual([]);
    expect(findings(away, lent(120)).map(({ reasons }) => reasons)).toEqual([['unusual_places']]);
    expect(findings(() => [[0, 538, -25_000, 0]], lent(570)).map(({ reasons }) => reasons)).toContainEqual([
      'unusual_places',
    ]);
  });

  /** Minutes at the place nobody knows, the rest of the day as usual. */
  const lone = (...spans: readonly (readonly [number, number])[]): readonly Stretch[] => [
    [0, 60, 0, 0],
    ...spans.map(([from, to]): Stretch => [from, to, -5000, 2000]),
    [420, 538, 0, 0],
  ];
  const newStop = (found: ReturnType<typeof findings>) =>
    found.find(({ reasons }) => reasons.includes('new_stop'));

  it('takes a stay on both sides of a break for one, and tells the worked minutes alone', () => {
    const across = newStop(findings(() => lone([110, 178], [242, 310]), { judged: [14] }));
    const apart = newStop(findings(() => lone([90, 158], [262, 330]), { judged: [14] }));
    expect(across?.numbers).toMatchObject({ totalMin: 136 });
    expect(apart?.numbers).toMatchObject({ totalMin: 136 });
    expect(across?.score).toBeGreaterThan((apart?.score ?? 1) + 0.08);
    expect(across?.verdict).toBe('undecided');
  });

  it('takes a meal that runs over its break for a meal, however often', () => {
    const meal = (): readonly Stretch[] => [
      [0, 80, 0, 0],
      [90, 143, 3000, 0],
      [155, 265, 6000, -2500],
      [277, 400, 0, 4000],
      [410, 538, 0, 0],
    ];
    const found = findings(meal);
    expect(supported(found)).toEqual([]);
    expect(newStop(found)?.numbers['dayMin']).toBeLessThan(60);
    expect(newStop(found)?.score).toBe(newStop(findings(meal, { settings: { bridgedMin: 0 } }))?.score);
  });

  it('counts no break towards a stop that comes again, which can be supported', () => {
    const across = () => lone([145, 178], [242, 280]);
    const regular = (change: Parameters<typeof findings>[1]) =>
      findings(across, change).filter(({ reasons }) => reasons.includes('new_regular_stop'));
    const settings = { minScore: 0, supportedScore: 0.5 };
    const bridged = regular({ settings });
    expect(bridged).toHaveLength(1);
    expect(bridged[0]?.score).toBe(regular({ settings: { ...settings, bridgedMin: 0 } })[0]?.score);
  });

  it('bridges no break of hours, in which nobody knows where the person was', () => {
    const split = (day: number) => ({
      start: isoAt(day, 0),
      end: isoAt(day, 540),
      breaks: [{ start: isoAt(day, 180), end: isoAt(day, 300) }],
    });
    const shifts = [...HISTORY, 14].map(split);
    const across = newStop(findings(() => lone([110, 178], [302, 370]), { judged: [14], shifts }));
    const apart = newStop(findings(() => lone([90, 158], [322, 390]), { judged: [14], shifts }));
    expect(across?.score).toBe(apart?.score);
  });

  it('thinks less of one long stay of a person who often stays somewhere new', () => {
    const roamer = (day: number): readonly Stretch[] =>
      day % 2 === 0 ? ROUND : [...ROUND.slice(0, 2), [242, 340, 9000 + day * 900, -4000], [400, 538, 0, 0]];
    const days = [...HISTORY, 14];
    const judgedOf = (past: (day: number) => readonly Stretch[]) =>
      judgePeriod(
        readPeriod(
          buildPeriod({
            shifts: days.map(shiftOn),
            judge: { from: isoAt(14, -60), to: isoAt(14, 900) },
            fixes: fixesOf(
              days.flatMap((day) =>
                (day === 14 ? SECOND_JOB : past(day)).map((row) => [day, ...row] as const),
              ),
            ),
          }),
        ),
      ).filter(({ detector }) => detector === 'route-change');
    const usual = newStop(judgedOf(() => ROUND));
    expect(newStop(judgedOf(roamer))?.score).toBeLessThan((usual?.score ?? 0) - 0.03);
    expect(usual?.score).toBeLessThanOrEqual(0.5);
  });

  it('names the numbers of such a day that are furthest from usual, none of an ordinary one', () => {
    const elsewhere = findings(() => [[0, 538, 25_000, 0]], { judged: [14] }).find(({ reasons }) =>
      reasons.includes('unusual_places'),
    );
    expect(elsewhere?.numbers).toMatchObject({
      unknownMin: 476,
      usualUnknownMin: 0,
      newCellPct: 100,
      usualNewCellPct: 0,
    });
    expect(elsewhere?.sentence.zh).toContain('；与以往差别最大的是：');
    expect(elsewhere?.sentence.zh).toContain('100% 的时间在以往未到过的区域（以往约 0）');
    expect(elsewhere?.sentence.en).toContain('100% of the time in areas not seen before (usually about 0)');
    const usual = findings(() => ROUND, { judged: [14] });
    expect(
      usual.flatMap(({ numbers }) => Object.keys(numbers)).filter((key) => key.startsWith('usual')),
    ).toEqual([]);
  });
});
