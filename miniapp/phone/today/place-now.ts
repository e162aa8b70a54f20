import type { ShiftView } from '../../../server/contract/views.ts';

/** Where the shift is worked that runs now, else the one nearest in time: of two a day the second may be in another store. */
export function placeNow(shifts: readonly ShiftView[], nowMs: number): ShiftView['place'] {
  const away = ({ startAt, endAt }: ShiftView): number =>
    Math.max(0, Date.parse(startAt) - nowMs, nowMs - Date.parse(endAt));
  const [nearest] = shifts.filter(({ place }) => place).sort((a, b) => away(a) - away(b));
  return nearest?.place;
}
