import { z } from 'zod';
import { badFile, LineFaults, parseTime, toPoint, type ReadOptions, type TrackPoint } from './track-point.ts';

const PositionSchema = z.array(z.number()).min(2).max(4);
const TimeSchema = z.union([z.string(), z.number()]);
const PropertiesSchema = z.record(z.string(), z.unknown()).nullish();
const FeatureSchema = z.object({
  type: z.literal('Feature'),
  properties: PropertiesSchema,
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Point'), coordinates: PositionSchema }),
    z.object({ type: z.literal('LineString'), coordinates: z.array(PositionSchema) }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(PositionSchema)) }),
  ]),
});
const FileSchema = z.union([
  FeatureSchema.transform((feature) => [feature]),
  z
    .object({ type: z.literal('FeatureCollection'), features: z.array(FeatureSchema) })
    .transform(({ features }) => features),
]);
type Feature = z.infer<typeof FeatureSchema>;

const TIME_KEYS = ['time', 'timestamp', 'datetime', 'capturedAt', 'tracked_at'];
const ACCURACY_KEYS = ['accuracyM', 'accuracy', 'horizontalAccuracy'];

/**
 * GeoJSON: lines with `coordTimes` (or `times`, or `coordinateProperties.times`), one time per position, or points with a time property.
 */
export function readGeoJson(text: string, options: ReadOptions = {}): TrackPoint[] {
  const parsed = FileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw badFile(`not a GeoJSON track: ${describe(parsed.error)}`);
  const faults = new LineFaults(options);
  const points = parsed.data.flatMap((feature, n) => {
    const read = feature.geometry.type === 'Point' ? [pointOf(feature)] : lineOf(feature);
    return read.flatMap((point, at) => {
      if (typeof point !== 'string') return [point];
      faults.add(lineOfFeature(text, n), `feature ${n + 1}, position ${at + 1}: ${point}`);
      return [];
    });
  });
  faults.throwIfAny();
  return points;
}

type Read = TrackPoint | string;

function pointOf({ geometry, properties }: Feature): Read {
  const [lng = Number.NaN, lat = Number.NaN] = geometry.coordinates.flat(2);
  const accuracy = firstOf(properties, ACCURACY_KEYS);
  return toPoint({
    atMs: timeOf(firstOf(properties, TIME_KEYS)),
    lng,
    lat,
    accuracyM: accuracy === undefined || accuracy === null ? undefined : Number(accuracy),
  });
}

function lineOf({ geometry, properties }: Feature): Read[] {
  if (geometry.type === 'Point') return [];
  const positions = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates.flat();
  const times = z.array(TimeSchema).safeParse([timesOf(properties) ?? []].flat(2));
  if (!times.success || times.data.length !== positions.length)
    return [`coordTimes must hold one time for each of the ${positions.length} positions`];
  return positions.map(([lng = Number.NaN, lat = Number.NaN], at) =>
    toPoint({ atMs: timeOf(times.data[at]), lng, lat }),
  );
}

/** The times as togeojson writes them, in its older and its newer way. */
function timesOf(properties: Feature['properties']): unknown {
  const nested = z.object({ times: z.unknown() }).safeParse(properties?.['coordinateProperties']);
  return properties?.['coordTimes'] ?? properties?.['times'] ?? nested.data?.times;
}

function firstOf(properties: Feature['properties'], keys: readonly string[]): unknown {
  return keys.map((key) => properties?.[key]).find((value) => value !== undefined);
}

function timeOf(value: unknown): number {
  const time = TimeSchema.safeParse(value);
  return time.success ? parseTime(String(time.data)) : Number.NaN;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw badFile(`not JSON: ${error instanceof Error ? error.message : 'cannot be parsed'}`);
  }
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'top level'}: ${issue.message}` : 'unknown shape';
}

/** The line on which the n-th feature begins, so that the message points into the file. */
function lineOfFeature(text: string, n: number): number {
  let at = -1;
  for (let count = 0; count <= n; count++) at = text.indexOf('"geometry"', at + 1);
  return text.slice(0, Math.max(0, at)).split('\n').length;
}
