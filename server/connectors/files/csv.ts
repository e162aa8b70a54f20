import { readDeltaCsv, DELTA_HEADER } from './delta-csv.ts';
import { splitCsvLine } from './csv-line.ts';
import {
  badFile,
  LineFaults,
  parseNumber,
  parseTime,
  toPoint,
  type ReadOptions,
  type TrackPoint,
} from './track-point.ts';

/** Names a column may have, lower case, without blanks and signs; the first one present wins. */
const NAMES = {
  lat: ['lat', 'latitude', 'y'],
  lng: ['lng', 'lon', 'long', 'longitude', 'x'],
  time: ['datetime', 'timestamp', 'time', 'trackedat', 'capturedat', 'unixtime', 'ts'],
  user: ['uid', 'user', 'userid', 'person', 'personid', 'vehicleid', 'deviceid'],
  accuracy: ['accuracy', 'accuracym', 'hacc', 'horizontalaccuracy'],
} as const;
/** What a file without a header is read as. */
const BARE = { lat: 0, lng: 1, time: 2, user: 3, accuracy: -1 };
type Columns = Readonly<Record<keyof typeof NAMES, number>>;

/**
 * Comma-separated rows with a header that names latitude, longitude and time in any order (and a person, an accuracy), or without one
 * as lat,lng,datetime[,uid]. Of several people one is read.
 */
export function readCsv(text: string, options: ReadOptions = {}): TrackPoint[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = splitCsvLine(lines[0] ?? '') ?? [];
  if (header.join(',') === DELTA_HEADER) return readDeltaCsv(lines, options);
  const isBare = !Number.isNaN(parseNumber(header[0])) && !Number.isNaN(parseNumber(header[1]));
  const columns = isBare ? BARE : columnsOf(header);
  const faults = new LineFaults();
  const points: TrackPoint[] = [];
  let user = options.user;
  lines.forEach((line, n) => {
    if (line.trim() === '' || (n === 0 && !isBare)) return;
    const cells = splitCsvLine(line);
    if (!cells) return faults.add(n + 1, 'a quote is not closed');
    const owner = cells[columns.user];
    user ??= owner;
    if (owner !== user && owner !== undefined) return undefined;
    const point = pointOf(cells, columns);
    return typeof point === 'string' ? faults.add(n + 1, point) : void points.push(point);
  });
  faults.throwIfAny();
  return points;
}

function pointOf(cells: readonly string[], columns: Columns): TrackPoint | string {
  const accuracy = cells[columns.accuracy];
  return toPoint({
    atMs: parseTime(cells[columns.time] ?? ''),
    lng: parseNumber(cells[columns.lng]),
    lat: parseNumber(cells[columns.lat]),
    accuracyM: accuracy === undefined || accuracy.trim() === '' ? undefined : parseNumber(accuracy),
  });
}

function columnsOf(header: readonly string[]): Columns {
  const words = header.map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, ''));
  const find = (names: readonly string[]) =>
    names.map((name) => words.indexOf(name)).find((at) => at >= 0) ?? -1;
  const columns = {
    lat: find(NAMES.lat),
    lng: find(NAMES.lng),
    time: find(NAMES.time),
    user: find(NAMES.user),
    accuracy: find(NAMES.accuracy),
  };
  const missing = (['lat', 'lng', 'time'] as const).filter((key) => columns[key] < 0);
  if (missing.length > 0) throw badFile(`line 1: the header names no column for ${missing.join(', ')}`);
  return columns;
}
