import { readDeltaCsv, DELTA_HEADER } from './delta-csv.ts';
import { splitCsvLine } from './csv-line.ts';
import { readHeader, rowPoint } from './csv-columns.ts';
import { LineFaults, type ReadOptions, type TrackPoint } from './track-point.ts';

/**
 * Comma-separated rows with a header that names latitude, longitude and time in any order (and a person, an accuracy), or without one
 * as lat,lng,datetime[,uid]. Of several people one is read.
 */
export function readCsv(text: string, options: ReadOptions = {}): TrackPoint[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = splitCsvLine(lines[0] ?? '') ?? [];
  if (header.join(',') === DELTA_HEADER) return readDeltaCsv(lines, options);
  const { columns, isBare } = readHeader(header);
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
    const point = rowPoint(cells, columns);
    return typeof point === 'string' ? faults.add(n + 1, point) : void points.push(point);
  });
  faults.throwIfAny();
  return points;
}
