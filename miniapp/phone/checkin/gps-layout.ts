/** Metres east and north. */
type Offset = Readonly<{ xM: number; yM: number }>;
type Point = Readonly<{ x: number; y: number }>;
/** What the sketch shows, in the units of its view box; north is up. */
export type GpsLayout = Readonly<{
  you: Point & Readonly<{ ringR: number }>;
  place?: Point & Readonly<{ r: number }>;
  /** The bar of the scale: a round length that fits a third of the width, away from the name that stands lowest. */
  scale: Readonly<{ metres: number; width: number; left: number }>;
  /** Metres between two lines of the ground. */
  grid: Readonly<{ step: number; left: number; top: number }>;
}>;
type Size = Readonly<{ width: number; height: number }>;

/** Room for names and the scale around what is drawn. */
const PAD = { x: 46, top: 26, bottom: 30 } as const;
/** From the edge to the bar of the scale, and the room for its length beside it. */
const SCALE = { edge: 10, text: 50 } as const;
const SMALLEST_RING = 9;
const SMALLEST_PLACE = 6;
/** Nothing is drawn larger than so many metres fill the height: a phone's error is metres. */
const LEAST_M = 40;

/** Both circles whole and as large as they fit, the person `offset` from the place; alone in the middle without one. */
export function layOutGps(
  size: Size,
  { accuracyM, place }: Readonly<{ accuracyM: number; place?: Readonly<{ radiusM: number; you: Offset }> }>,
): GpsLayout {
  const you = place?.you ?? { xM: 0, yM: 0 };
  const circles = [{ ...you, rM: accuracyM }, ...(place ? [{ xM: 0, yM: 0, rM: place.radiusM }] : [])];
  const west = Math.min(...circles.map(({ xM, rM }) => xM - rM));
  const east = Math.max(...circles.map(({ xM, rM }) => xM + rM));
  const south = Math.min(...circles.map(({ yM, rM }) => yM - rM));
  const north = Math.max(...circles.map(({ yM, rM }) => yM + rM));
  const room = { width: size.width - 2 * PAD.x, height: size.height - PAD.top - PAD.bottom };
  const perM = Math.min(
    room.width / Math.max(east - west, LEAST_M),
    room.height / Math.max(north - south, LEAST_M),
  );
  const at = ({ xM, yM }: Offset): Point => ({
    x: size.width / 2 + (xM - (west + east) / 2) * perM,
    y: PAD.top + room.height / 2 - (yM - (south + north) / 2) * perM,
  });
  const metres = roundLength(size.width / 3 / perM);
  const origin = at({ xM: 0, yM: 0 });
  const step = metres * perM;
  const own = at(you);
  const lowest = own.y >= origin.y ? own : origin;
  const isLowLeft = lowest.x < size.width / 2 && lowest.y > size.height - 2 * PAD.bottom;
  return {
    you: { ...own, ringR: Math.max(SMALLEST_RING, accuracyM * perM) },
    ...(place && { place: { ...origin, r: Math.max(SMALLEST_PLACE, place.radiusM * perM) } }),
    scale: {
      metres,
      width: step,
      left: isLowLeft ? size.width - SCALE.edge - SCALE.text - step : SCALE.edge,
    },
    grid: { step, left: origin.x % step, top: origin.y % step },
  };
}

/** The largest 1, 2 or 5 times a power of ten that is not longer. */
function roundLength(longestM: number): number {
  const power = 10 ** Math.floor(Math.log10(longestM));
  const factor = [5, 2, 1].find((one) => one * power <= longestM) ?? 1;
  return factor * power;
}
