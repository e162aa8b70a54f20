import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { PeriodSchema, type Period } from '../../../server/contract/period.ts';
import { createRandom, type Random } from '../../../server/demo/random.ts';
import { makePeriod } from '../../../server/cli/bench/judge/made-period.ts';
import { assessPeriod } from '../../../server/domain/detectors/assess-period.ts';
import type { Finding } from '../../../server/domain/detectors/finding.ts';
import { readPeriod } from '../../../server/domain/period/read-period.ts';
import { repeat } from '../../support/runs.ts';

/** A period in which nearly every detector has something to say. */
function busyPeriod(seed: number): Period {
  const made = makePeriod(seed, { historyDays: 6, judgedDays: 3, stepS: 180 });
  const rival = made.places?.find(({ kind }) => kind === 'competitor');
  const { t = [], lng = [], lat = [], accuracyM = [] } = made.fixes ?? {};
  const first = Date.parse(made.judge.from);
  const isAtRival = (ms: number): boolean => ms > first && Math.floor(ms / 3_600_000) % 24 === 5;
  const shifts = made.shifts?.filter(({ start }) => Date.parse(start) >= first) ?? [];
  const at = (minute: number): string => new Date(first + minute * 60_000).toISOString();
  const later = (from: string, minutes: number): string =>
    new Date(Date.parse(from) + minutes * 60_000).toISOString();
  return PeriodSchema.parse({
    ...made,
    fixes: {
      ...made.fixes,
      lng: lng.map((value, n) => (rival && isAtRival(t[n] ?? 0) ? rival.lng : value)),
      lat: lat.map((value, n) => (rival && isAtRival(t[n] ?? 0) ? rival.lat : value)),
    },
    zones: made.zones?.map((zone) => ({ ...zone, radiusM: 3000 })),
    punches: [
      ...(made.punches ?? []).map((punch) => ({ ...punch, deviceId: 'd9' })),
      ...shifts.map(({ end }, n) => ({ id: `late${n}`, kind: 'visit', t: later(end, 180) })),
    ],
    orders: made.orders?.map((order, n) => (n % 3 === 0 ? { ...order, bookedTo: 'e9' } : order)),
    declarations: [
      {
        id: 'b',
        status: 'approved',
        employer: 'x',
        placeId: 'c9',
        hours: [{ weekday: 1, from: '18:00', to: '22:00' }],
      },
      { id: 'a', status: 'refused', employer: 'y', hours: [] },
    ],
    anchors: [
      { kind: 'qr', t: at(120), placeId: 'c0', ok: true },
      { kind: 'pos', t: at(120), placeId: 'c2', ok: true },
      { kind: 'qr', t: at(120), placeId: 'c2', ok: false },
    ],
    arrangements: shifts.slice(0, 1).flatMap(({ start, end }) => [
      { placeId: 'c1', from: start, to: end, reason: 'support' },
      { from: start, to: later(start, 30), reason: 'survey' },
    ]),
    tasks: [0, 1].map((n) => ({
      id: `t${n}`,
      kind: 'drop',
      lng: 116.4,
      lat: 39.9,
      datum: 'wgs84',
      from: at(200),
      to: at(230),
    })),
    peers: [
      { personId: 'e8', deviceIds: ['d9'], photoHashes: [] },
      {
        personId: 'e7',
        deviceIds: ['d9'],
        photoHashes: [],
        fixes: { t, lng, lat, accuracyM, datum: 'wgs84' },
      },
    ],
  });
}

const LISTS = [
  'shifts',
  'leaves',
  'gaps',
  'punches',
  'places',
  'zones',
  'visits',
  'orders',
  'tasks',
  'anchors',
  'arrangements',
  'declarations',
  'peers',
] as const;

function shuffled(period: Period, random: Random): Period {
  const mix = <Row>(rows: readonly Row[]): Row[] =>
    rows
      .map((row) => ({ row, key: random.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ row }) => row);
  const { fixes } = period;
  const order = mix(Array.from((fixes?.t ?? []).keys()));
  const column = (values: ArrayLike<number>): number[] => order.map((at) => values[at] ?? 0);
  return {
    ...period,
    ...Object.fromEntries(LISTS.map((name) => [name, mix<unknown>(period[name] ?? [])])),
    ...(fixes && {
      fixes: {
        ...fixes,
        t: column(fixes.t),
        lng: column(fixes.lng),
        lat: column(fixes.lat),
        accuracyM: column(fixes.accuracyM),
      },
    }),
  };
}

/** Numbers that JSON can hold, a time that does not end before it begins, and words without holes. */
function expectTellable({ numbers, score, startAt, endAt, sentence, whatWouldClear }: Finding): void {
  expect([score, ...Object.values(numbers)].filter((value) => !Number.isFinite(value))).toEqual([]);
  expect(score >= 0 && score <= 1 && startAt <= endAt).toBe(true);
  expect(JSON.stringify([sentence, whatWouldClear])).not.toMatch(/NaN|Infinity|undefined|null/);
}

const judged = (period: Period) => assessPeriod(readPeriod(period));

it('the same facts give the same findings of every detector, whatever the order in which they arrived', () => {
  const detectors = new Set<string>();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer(), (seed, order) => {
      const period = busyPeriod(seed);
      const found = judged(period);
      for (const { detector } of found.findings) detectors.add(detector);
      for (const finding of found.findings) expectTellable(finding);
      expect(judged(shuffled(period, createRandom(order)))).toEqual(found);
    }),
    repeat(12),
  );
  expect(detectors.size).toBeGreaterThan(4);
});
