import { expect, it } from 'vitest';
import { tipsFor } from '../../../server/domain/report/tips.ts';

const good = {
  workedDays: 20,
  workedMin: 9_600,
  distanceKm: 100,
  coveragePct: 80,
  onTimePct: 98,
  waiting: 0,
};

it('has nothing to say of a good month, nor of one without data', () => {
  expect(tipsFor(good, [{ distanceKm: 100 }])).toEqual([]);
  const empty = {
    workedDays: 0,
    workedMin: 0,
    distanceKm: null,
    coveragePct: null,
    onTimePct: null,
    waiting: 0,
  };
  expect(tipsFor(empty, [])).toEqual([]);
});

it.each([
  [{ coveragePct: 49 }, 'keep_open'],
  [{ waiting: 1 }, 'ask_confirmation'],
  [{ onTimePct: 80 }, 'start_earlier'],
  [{ workedMin: 20 * 541 }, 'rest'],
  [{ distanceKm: 131 }, 'plan_route'],
])('advises on %j', (change, tip) => {
  expect(
    tipsFor({ ...good, ...change }, [{ distanceKm: 110 }, { distanceKm: 90 }, { distanceKm: null }]),
  ).toEqual([tip]);
});
