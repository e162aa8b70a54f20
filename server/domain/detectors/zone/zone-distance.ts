import { DEGREE_M, metresPerLng, wrapDeg } from '../../geo/distance.ts';
import type { FixRun } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { errorRadiusM } from '../place/error-radius.ts';
import type { ZoneFact } from '../evidence.ts';

/** One zone on its own flat plane; metres. A ring holds x, y pairs and is closed by its first corner. */
type FlatZone = Readonly<{
  lng: number;
  lat: number;
  perLng: number;
  radiusM: number;
  ring: Float64Array | null;
}>;

/** The union of a person's zones, made once per period and asked for every fix without allocating. */
export class ZoneUnion {
  private readonly zones: readonly FlatZone[];

  constructor(zones: readonly ZoneFact[]) {
    this.zones = zones.map(flatten);
  }

  /** Signed distance to the nearest zone's edge in metres: negative inside any of them. Infinity without zones. */
  outsideM(lng: number, lat: number): number {
    let nearest = Infinity;
    for (const zone of this.zones) {
      const { radiusM, ring } = zone;
      const x = xOf(zone, lng);
      const y = yOf(zone, lat);
      const edgeM = ring ? edgeOfRing(ring, x, y) : Math.sqrt(x * x + y * y) - radiusM;
      if (edgeM < nearest) nearest = edgeM;
    }
    return nearest;
  }

  /** The first fix from `from` to before `to` that lies beyond every zone by more than the band and its own error, else `to`. */
  firstBeyond(track: Track, { from, to }: FixRun, bandM: number): number {
    for (let at = from; at < to; at++)
      if (this.isBeyond(track.lng[at] ?? 0, track.lat[at] ?? 0, bandM + errorRadiusM(track.accuracyM[at])))
        return at;
    return to;
  }

  private isBeyond(lng: number, lat: number, beyondM: number): boolean {
    // By index: an iterator's clean-up would keep every number of the loop as an object.
    for (let n = 0; n < this.zones.length; n++) {
      const zone = this.zones[n];
      if (!zone) continue;
      const { radiusM, ring } = zone;
      const x = xOf(zone, lng);
      const y = yOf(zone, lat);
      if ((ring ? edgeOfRing(ring, x, y) : Math.sqrt(x * x + y * y) - radiusM) <= beyondM) return false;
    }
    return true;
  }

  /** Whether the straight way between two points outside touches a zone: between sparse fixes it may have been inside. */
  isCrossed(lngA: number, latA: number, way: Readonly<{ lng: number; lat: number }>): boolean {
    return this.zones.some((zone) => {
      const { radiusM, ring } = zone;
      const from = [xOf(zone, lngA), yOf(zone, latA)] as const;
      const to = [xOf(zone, way.lng), yOf(zone, way.lat)] as const;
      if (!ring) return originToSegmentM(from, to) < radiusM;
      for (let at = 0; at + 3 < ring.length; at += 2)
        if (crosses(from, to, ring.subarray(at, at + 4))) return true;
      return false;
    });
  }
}

function flatten({ center, radiusM, polygon }: ZoneFact): FlatZone {
  const circle = { ...center, perLng: metresPerLng(center.lat), radiusM, ring: null };
  const first = polygon?.[0];
  if (!polygon || !first) return circle;
  const ring = [...polygon, first].flatMap(({ lng, lat }) => [xOf(circle, lng), yOf(circle, lat)]);
  return { ...circle, ring: Float64Array.from(ring) };
}

const xOf = ({ lng, perLng }: FlatZone, asked: number): number => wrapDeg(asked - lng) * perLng;
const yOf = ({ lat }: FlatZone, asked: number): number => (asked - lat) * DEGREE_M;

/** One pass for both questions: the nearest edge, and inside or not (even-odd rule). */
function edgeOfRing(ring: Float64Array, x: number, y: number): number {
  let inside = false;
  let nearest = Infinity;
  let fromX = (ring[0] ?? 0) - x;
  let fromY = (ring[1] ?? 0) - y;
  for (let at = 2; at + 1 < ring.length; at += 2) {
    const toX = (ring[at] ?? 0) - x;
    const toY = (ring[at + 1] ?? 0) - y;
    const dx = toX - fromX;
    const dy = toY - fromY;
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(fromX * dx + fromY * dy) / length));
    const nearX = fromX + share * dx;
    const nearY = fromY + share * dy;
    nearest = Math.min(nearest, nearX * nearX + nearY * nearY);
    if (toY > 0 !== fromY > 0 && 0 < (-fromY * dx) / dy + fromX) inside = !inside;
    fromX = toX;
    fromY = toY;
  }
  return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
}

type Spot = readonly [number, number];

function originToSegmentM([fromX, fromY]: Spot, [toX, toY]: Spot): number {
  const dx = toX - fromX;
  const dy = toY - fromY;
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(fromX * dx + fromY * dy) / length));
  return Math.hypot(fromX + share * dx, fromY + share * dy);
}

function crosses(from: Spot, to: Spot, edge: Float64Array): boolean {
  const a = [edge[0] ?? 0, edge[1] ?? 0] as const;
  const b = [edge[2] ?? 0, edge[3] ?? 0] as const;
  return side(a, b, from) !== side(a, b, to) && side(from, to, a) !== side(from, to, b);
}

const side = (a: Spot, b: Spot, c: Spot): boolean =>
  (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]);
