import type { LngLat } from '../../contract/geo.ts';
import { RingSchema } from '../../contract/place.ts';
import { said, type RecordFault } from '../../contract/texts/record-faults.ts';
import type { FieldFault } from '../../errors.ts';

/** A ring that is smaller than this holds no place: a line, or one corner said three times. */
const SMALLEST_M2 = 1;

/** What is wrong with the ring of a record whose corners are right: nobody could say what is inside. */
export async function ringFaults(record: object): Promise<FieldFault[]> {
  const ring = RingSchema.safeParse(Reflect.get(record, 'polygon'));
  const fault = ring.success ? await faultOfRing(ring.data) : null;
  return fault === null ? [] : [{ field: 'polygon', ...said(fault) }];
}

/** One that crosses itself, or that holds nothing. */
async function faultOfRing(ring: readonly LngLat[]): Promise<RecordFault | null> {
  // Loading it takes 0.3 s, which nobody but the giver of a ring should wait for.
  const { area, kinks, polygon } = await import('@turf/turf');
  const corners = ring.map(({ lng, lat }) => [lng, lat]);
  const [first] = corners;
  const last = corners.at(-1);
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  const closed = isClosed || !first ? corners : [...corners, first];
  if (closed.length < 4 || area(polygon([closed])) < SMALLEST_M2) return 'ringGround';
  return kinks(polygon([closed])).features.length > 0 ? 'ringCrosses' : null;
}
