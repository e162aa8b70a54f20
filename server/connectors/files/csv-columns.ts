import { badFile, parseNumber, parseTime, toPoint, type TrackPoint } from './track-point.ts';

/** Names a column may have, lower case, without blanks and signs; the first one present wins. */
const NAMES = {
  lat: ['lat', 'latitude', 'y'],
  lng: ['lng', 'lon', 'long', 'longitude', 'x'],
  time: ['datetime', 'timestamp', 'time', 'trackedat', 'capturedat', 'unixtime', 'ts'],
  user: ['uid', 'user', 'userid', 'person', 'personid', 'vehicleid', 'deviceid'],
  accuracy: ['accuracy', 'accuracym', 'hacc', 'horizontalaccuracy'],
} as const;
/** What a file without a header is read as. */
const BARE: CsvColumns = { lat: 0, lng: 1, time: 2, user: 3, accuracy: -1 };
/** The place of each column in a row, -1 when there is none. */
type CsvColumns = Readonly<Record<keyof typeof NAMES, number>>;

/** What the first line says of the columns; `isBare`: it is a row already. */
export function readHeader(cells: readonly string[]): { columns: CsvColumns; isBare: boolean } {
  const isBare = !Number.isNaN(parseNumber(cells[0])) && !Number.isNaN(parseNumber(cells[1]));
  return { columns: isBare ? BARE : columnsOf(cells), isBare };
}

/** The reading of a row, or what is wrong with it. */
export function rowPoint(cells: readonly string[], columns: CsvColumns): TrackPoint | string {
  const accuracy = cells[columns.accuracy];
  return toPoint({
    atMs: parseTime(cells[columns.time] ?? ''),
    lng: parseNumber(cells[columns.lng]),
    lat: parseNumber(cells[columns.lat]),
    accuracyM: accuracy === undefined || accuracy.trim() === '' ? undefined : parseNumber(accuracy),
  });
}

function columnsOf(header: readonly string[]): CsvColumns {
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
