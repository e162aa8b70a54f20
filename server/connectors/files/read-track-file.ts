import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCsv } from './csv.ts';
import { readGeoJson } from './geojson.ts';
import { readGpx } from './gpx.ts';
import { readPlt } from './plt.ts';
import { badFile, MAX_WHOLE_BYTES, type ReadOptions, type TrackPoint } from './track-point.ts';

type Reader = (text: string, options: ReadOptions) => TrackPoint[];

/** One reader per file ending; all give the same shape. */
export const READERS: Readonly<Record<string, Reader>> = {
  gpx: readGpx,
  plt: readPlt,
  csv: readCsv,
  geojson: readGeoJson,
  json: readGeoJson,
};

/** The readings of a .gpx, .plt, .csv, .geojson or .json file, also gzipped (.gz), in time order; at least one. */
export async function readTrackFile(path: string, options: ReadOptions = {}): Promise<TrackPoint[]> {
  return readTrack(basename(path), await readFile(path), options);
}

/** As readTrackFile, from bytes; `name` says the format. Throws invalid_input naming the line and what is allowed there. */
export function readTrack(name: string, bytes: Uint8Array, options: ReadOptions = {}): TrackPoint[] {
  const isZipped = name.toLowerCase().endsWith('.gz');
  const ending = (isZipped ? name.slice(0, -3) : name).toLowerCase().split('.').at(-1) ?? '';
  const reader = READERS[ending];
  if (!reader)
    throw badFile(`unknown ending .${ending}; allowed: ${Object.keys(READERS).join(', ')}, each also .gz`);
  const points = reader(decode(isZipped ? unzip(bytes) : bytes), options);
  if (points.length === 0) throw badFile(options.user ? `no fixes of ${options.user}` : 'no fixes in it');
  return points.toSorted((a, b) => a.atMs - b.atMs);
}

/** The readings of a plain GPX or GeoJSON file in its own order; those that cannot be read go to `refuse`. */
export function readTrackAsWritten(
  format: 'gpx' | 'geojson',
  bytes: Uint8Array,
  refuse: NonNullable<ReadOptions['refuse']>,
): TrackPoint[] {
  const text = decode(bytes);
  if (text.trim() === '') return [];
  return format === 'gpx' ? readGpx(text, { refuse }) : readGeoJson(text, { refuse });
}

function unzip(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_WHOLE_BYTES });
  } catch (error) {
    throw badFile(`cannot be unzipped: ${error instanceof Error ? error.message : 'not gzip'}`);
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_WHOLE_BYTES) throw badFile(`larger than ${MAX_WHOLE_BYTES / 1024 / 1024} MB`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badFile('not UTF-8 text');
  }
}
