import { LineFaults, parseNumber, toPoint, type ReadOptions, type TrackPoint } from './track-point.ts';

export const DELTA_HEADER = 'uid,dt_s,dlat_e6,dlon_e6';

/**
 * Rows as differences to the row before of the same person (seconds, micro-degrees); a person's first row is absolute. The lines
 * include the header. Of several people one is read.
 */
export function readDeltaCsv(lines: readonly string[], options: ReadOptions): TrackPoint[] {
  const faults = new LineFaults();
  const points: TrackPoint[] = [];
  const sum = { seconds: 0, latE6: 0, lngE6: 0 };
  let user = options.user;
  lines.forEach((line, n) => {
    if (n === 0 || line.trim() === '') return;
    const [owner, seconds, latE6, lngE6] = line.split(',');
    user ??= owner;
    if (owner !== user) return;
    sum.seconds += parseNumber(seconds);
    sum.latE6 += parseNumber(latE6);
    sum.lngE6 += parseNumber(lngE6);
    const point = toPoint({ atMs: sum.seconds * 1000, lng: sum.lngE6 / 1e6, lat: sum.latE6 / 1e6 });
    if (typeof point === 'string') faults.add(n + 1, point);
    else points.push(point);
  });
  faults.throwIfAny();
  return points;
}
