import type { PackedPassages } from '../../baseline/passages.ts';
import { listClocks, refine, type WaySettings } from './way-clock.ts';
import { weigh, type RepeatedWay } from './way-evidence.ts';
import { pairWay, type TodaysWay } from './way-pairs.ts';

/**
 * What of an earlier day's way comes again after one clock is laid over the other: the best stretch under the best of the clocks that
 * two passages tell (random sample consensus, Fischler and Bolles 1981, here of all pairs of some), set right by all passages that agree.
 * A passage that falls into a time nobody saw counts neither way. Null when too few come again.
 */
export function findRepeatedWay(
  packed: PackedPassages,
  today: TodaysWay,
  settings: WaySettings,
): RepeatedWay | null {
  const way = pairWay(packed, today);
  if (!way) return null;
  let best: RepeatedWay | null = null;
  for (const told of listClocks(way, settings)) {
    const clock = refine(way, told, settings);
    const found = clock && weigh(way, clock, settings);
    if (found && found.nats > (best?.nats ?? 0)) best = found;
  }
  return best;
}
