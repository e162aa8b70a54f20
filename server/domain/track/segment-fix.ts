/** One stored fix. `atMs` is corrected UTC, `capturedAtMs` the device's own wall clock; degrees are WGS-84. */
export type SegmentFix = Readonly<{
  seq: number;
  atMs: number;
  capturedAtMs: number;
  lng: number;
  lat: number;
  accuracyM: number;
  speedMps?: number;
  headingDeg?: number;
  altitudeM?: number;
  /** The platform said that the position came from a mock provider. */
  mock?: boolean;
  /** What produced it (gps, network, imported ...), a short word. */
  source?: string;
}>;

/** How a number is stored: whole multiples of 1 / scale between min and max, as the difference to the column `after` if any. */
export type Column = Readonly<{ key: NumberKey; scale: number; min: number; max: number; after?: NumberKey }>;
type NumberKey = Exclude<keyof SegmentFix, 'mock' | 'source'>;

const MAX_MS = 8.64e15;
/** Stored precision is 1 / scale: 1e-7 degrees is 1 cm; sensors do not resolve the rest. */
export const REQUIRED_COLUMNS: readonly Column[] = [
  { key: 'seq', scale: 1, min: 0, max: 2 ** 40 },
  { key: 'atMs', scale: 1, min: 0, max: MAX_MS },
  { key: 'capturedAtMs', scale: 1, min: 0, max: MAX_MS, after: 'atMs' },
  { key: 'lng', scale: 1e7, min: -180, max: 180 },
  { key: 'lat', scale: 1e7, min: -90, max: 90 },
  { key: 'accuracyM', scale: 10, min: 0, max: 1e6 },
];
/** Columns of numbers that a fix may lack. */
export const OPTIONAL_COLUMNS: readonly Column[] = [
  { key: 'speedMps', scale: 100, min: 0, max: 1e5 },
  { key: 'headingDeg', scale: 10, min: 0, max: 360 },
  { key: 'altitudeM', scale: 10, min: -1e5, max: 1e5 },
];

/** A fix in the stored precision: two fixes with equal results are the same reading. */
export function quantizeFix(fix: SegmentFix): SegmentFix {
  const rounded: FixDraft = { ...fix };
  for (const { key, scale } of [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS]) {
    const value = fix[key];
    if (value !== undefined) rounded[key] = Math.round(value * scale) / scale + 0;
  }
  return finishFix(rounded);
}

/** A fix while its columns are being read. */
export type FixDraft = { -readonly [K in keyof SegmentFix]?: SegmentFix[K] };

/** A complete fix without absent fields; throws RangeError when a required one is missing. */
export function finishFix(draft: FixDraft): SegmentFix {
  const { seq, atMs, capturedAtMs, lng, lat, accuracyM, ...rest } = draft;
  if (seq === undefined || atMs === undefined || capturedAtMs === undefined) throw new RangeError('no time');
  if (lng === undefined || lat === undefined || accuracyM === undefined) throw new RangeError('no position');
  return { seq, atMs, capturedAtMs, lng, lat, accuracyM, ...rest };
}
