import { DEGREE_M, EARTH_RADIUS_M, haversineDegM, metresPerLng } from './distance.ts';
import type { FenceShape } from './fence-shape.ts';

const DEG = 180 / Math.PI;
/** Room for rounding at a box's edge, degrees: a ten-thousandth of a metre. */
const SLACK_DEG = 1e-9;
/** Up to this radius and latitude a flat distance errs by less than 0.4 %; beyond, and near the edge, the great circle decides. */
const MAX_FLAT_M = 5000;
const MAX_FLAT_LAT = 80;
const SURELY_IN = 0.98;
const SURELY_OUT = 1.02;

/** Fences in typed arrays; the i-th is the i-th given. */
export class FenceColumns {
  readonly size: number;
  /** West, south, east, north of each, degrees. */
  readonly boxes: Float64Array;
  /** Longitude, latitude, radius, metres per degree of longitude (NaN: always by the great circle) of each circle. */
  private readonly circles: Float64Array;
  private readonly ringFrom: Uint32Array;
  private readonly cornerFrom: Uint32Array;
  private readonly corners: Float64Array;

  constructor(shapes: readonly FenceShape[]) {
    this.size = shapes.length;
    this.boxes = new Float64Array(4 * shapes.length);
    this.circles = new Float64Array(4 * shapes.length);
    this.ringFrom = new Uint32Array(shapes.length + 1);
    const counts = countRings(shapes);
    this.cornerFrom = new Uint32Array(counts.rings + 1);
    this.corners = new Float64Array(counts.numbers);
    let ring = 0;
    shapes.forEach((shape, at) => {
      if ('rings' in shape) {
        for (const corners of shape.rings) this.addRing(ring++, corners);
        this.boxes.set(boxOfRings(shape.rings), 4 * at);
      } else this.addCircle(at, shape);
      this.ringFrom[at + 1] = ring;
    });
  }

  /** Bytes held. */
  get bytes(): number {
    const { boxes, circles, ringFrom, cornerFrom, corners } = this;
    return [boxes, circles, ringFrom, cornerFrom, corners].reduce(
      (sum, { byteLength }) => sum + byteLength,
      0,
    );
  }

  /** Whether the fence at `at` holds the point. */
  contains(at: number, lng: number, lat: number): boolean {
    const { boxes } = this;
    const box = 4 * at;
    if (!(lng >= (boxes[box] ?? 0) && lng <= (boxes[box + 2] ?? 0))) return false;
    if (!(lat >= (boxes[box + 1] ?? 0) && lat <= (boxes[box + 3] ?? 0))) return false;
    const from = this.ringFrom[at] ?? 0;
    const to = this.ringFrom[at + 1] ?? 0;
    if (from === to) return this.isInCircle(box, lng, lat);
    let inside = false;
    for (let ring = from; ring < to; ring++) if (this.isInRing(ring, lng, lat)) inside = !inside;
    return inside;
  }

  private addRing(ring: number, corners: readonly number[]): void {
    const from = this.cornerFrom[ring] ?? 0;
    this.corners.set(corners, from);
    this.cornerFrom[ring + 1] = from + corners.length;
  }

  private addCircle(at: number, { center, radiusM }: Exclude<FenceShape, { rings: unknown }>): void {
    const [west, south, east, north] = boxOfCircle(center.lng, center.lat, radiusM);
    const isFlat = radiusM <= MAX_FLAT_M && Math.abs(center.lat) <= MAX_FLAT_LAT && east - west < 180;
    this.boxes.set([west, south, east, north], 4 * at);
    this.circles.set(
      [center.lng, center.lat, radiusM, isFlat ? metresPerLng(center.lat) : Number.NaN],
      4 * at,
    );
  }

  private isInCircle(at: number, lng: number, lat: number): boolean {
    const { circles } = this;
    const centerLng = circles[at] ?? 0;
    const centerLat = circles[at + 1] ?? 0;
    const radiusM = circles[at + 2] ?? 0;
    const x = (lng - centerLng) * (circles[at + 3] ?? 0);
    const y = (lat - centerLat) * DEGREE_M;
    const away = x * x + y * y;
    const limit = radiusM * radiusM;
    if (away < SURELY_IN * limit) return true;
    return !(away > SURELY_OUT * limit) && haversineDegM(lng, lat, centerLng, centerLat) <= radiusM;
  }

  /** As isInsideRing, in place. */
  private isInRing(ring: number, lng: number, lat: number): boolean {
    const { corners } = this;
    const to = this.cornerFrom[ring + 1] ?? 0;
    let inside = false;
    let previousLng = corners[to - 2] ?? 0;
    let previousLat = corners[to - 1] ?? 0;
    for (let at = this.cornerFrom[ring] ?? 0; at < to; at += 2) {
      const nextLng = corners[at] ?? 0;
      const nextLat = corners[at + 1] ?? 0;
      if (
        nextLat > lat !== previousLat > lat &&
        lng < ((previousLng - nextLng) * (lat - nextLat)) / (previousLat - nextLat) + nextLng
      )
        inside = !inside;
      previousLng = nextLng;
      previousLat = nextLat;
    }
    return inside;
  }
}

function countRings(shapes: readonly FenceShape[]): { rings: number; numbers: number } {
  const counts = { rings: 0, numbers: 0 };
  for (const shape of shapes) {
    if (!('rings' in shape)) continue;
    counts.rings += shape.rings.length;
    for (const ring of shape.rings) counts.numbers += ring.length;
  }
  return counts;
}

type Box = [west: number, south: number, east: number, north: number];

function boxOfRings(rings: readonly (readonly number[])[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    ring.forEach((value, at) => {
      const axis = at % 2 === 0 ? 0 : 1;
      box[axis] = Math.min(box[axis], value);
      box[axis === 0 ? 2 : 3] = Math.max(box[axis === 0 ? 2 : 3], value);
    });
  return box;
}

/** The box of a circle; over a pole or the 180th meridian it goes all the way round. */
function boxOfCircle(lng: number, lat: number, radiusM: number): Box {
  const dLat = (radiusM / DEGREE_M) * (1 + SLACK_DEG) + SLACK_DEG;
  const south = Math.max(-90, lat - dLat);
  const north = Math.min(90, lat + dLat);
  const round: Box = [-180, south, 180, north];
  if (lat - dLat <= -90 || lat + dLat >= 90) return round;
  const dLng = Math.asin(Math.min(1, Math.sin(radiusM / EARTH_RADIUS_M) / Math.cos(lat / DEG))) * DEG;
  const reach = dLng * (1 + SLACK_DEG) + SLACK_DEG;
  return lng - reach < -180 || lng + reach > 180 ? round : [lng - reach, south, lng + reach, north];
}
