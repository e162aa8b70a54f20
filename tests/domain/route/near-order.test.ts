import { expect, it } from 'vitest';
import { createRandom } from '../../../server/demo/random.ts';
import { exactOrder } from '../../../server/domain/route/exact-order.ts';
import { nearOrder } from '../../../server/domain/route/near-order.ts';
import type { RouteInput, RouteStop } from '../../../server/domain/route/stop.ts';
import { createTimetable, isBetter } from '../../../server/domain/route/timetable.ts';

const MIN_MS = 60_000;
const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 19, 1) + minute * MIN_MS);

/** A rider's five waybills with windows that overlap, and a break after three hours. */
function waybills(seed: number): RouteInput {
  const random = createRandom(seed);
  const point = () => ({ lng: 121.4 + random.between(0, 0.08), lat: 31.2 + random.between(0, 0.06) });
  const stops = Array.from({ length: 5 }, (_, n): RouteStop[] => {
    const from = random.between(0, 200);
    const task = (id: string, later: readonly [number, number]) => ({
      id: `${id}${n}`,
      point: point(),
      serviceMin: 5,
      window: { startAt: at(from + later[0]), endAt: at(from + later[1]) },
      mayBeLate: true,
    });
    return [task('pickup', [0, 60]), { ...task('drop', [20, 90]), afterId: `pickup${n}` }];
  }).flat();
  const working = [
    { startAt: at(0), endAt: at(180) },
    { startAt: at(240), endAt: at(540) },
  ];
  return { start: { at: at(0), point: point() }, stops, mode: 'ebike', working };
}

it('an order of ten stops is as good as the best of all orders, nearly always', () => {
  const missed = Array.from({ length: 20 }, (_, n) => waybills(n + 1)).filter((input) => {
    const table = createTimetable(input);
    return isBetter(table.costOf(exactOrder(table)), table.costOf(nearOrder(table, input.stops)));
  });
  expect(missed.length).toBeLessThanOrEqual(1);
});
