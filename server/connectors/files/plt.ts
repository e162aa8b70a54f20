import { badFile, LineFaults, parseNumber, parseTime, toPoint, type TrackPoint } from './track-point.ts';

/** Lines before the first reading. */
export const PLT_HEADER_LINES = 6;
const COLUMNS = 7;

/** GeoLife .plt: six lines of header, then lat, lng, 0, altitude (feet), days since 1899-12-30, date, time (GMT). */
export function readPlt(text: string): TrackPoint[] {
  const lines = text.split(/\r?\n/);
  if (!/^geolife trajectory/i.test(lines[0] ?? ''))
    throw badFile('line 1: must begin with "Geolife trajectory"');
  const faults = new LineFaults();
  const points = lines.slice(PLT_HEADER_LINES).flatMap((line, n) => {
    if (line.trim() === '') return [];
    const point = pltPoint(line.split(','));
    if (typeof point !== 'string') return [point];
    faults.add(n + PLT_HEADER_LINES + 1, point);
    return [];
  });
  faults.throwIfAny();
  return points;
}

/** The reading of a row, or what is wrong with it. */
export function pltPoint(cells: readonly string[]): TrackPoint | string {
  if (cells.length !== COLUMNS) return `must have ${COLUMNS} columns`;
  const [lat, lng, , , , date = '', time = ''] = cells;
  return toPoint({ atMs: parseTime(`${date} ${time}`), lng: parseNumber(lng), lat: parseNumber(lat) });
}
