import type { LngLat } from '../contract/geo.ts';
import { said, type RecordFault } from '../contract/texts/record-faults.ts';
import { invalidInput } from '../errors.ts';

/** A ring that is smaller than this holds no place: a line, or one corner said three times. */
const SMALLEST_M2 = 1;

/** Refuses a fence of which nobody could say what is inside: one that crosses itself, or that holds nothing. */
export async function requireRing(ring: readonly LngLat[] | undefined): Promise<void> {
  if (!ring) return;
  // Loading it takes 0.3 s, which nobody but the giver of a ring should wait for.
  const { area, kinks, polygon } = await import('@turf/turf');
  const corners = ring.map(({ lng, lat }) => [lng, lat]);
  const [first] = corners;
  const last = corners.at(-1);
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  const closed = isClosed || !first ? corners : [...corners, first];
  const fault: RecordFault | null =
    closed.length < 4 || area(polygon([closed])) < SMALLEST_M2
      ? 'ringGround'
      : kinks(polygon([closed])).features.length > 0
        ? 'ringCrosses'
        : null;
  if (fault !== null) throw invalidInput([{ field: 'polygon', ...said(fault) }]);
}
