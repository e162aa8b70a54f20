import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FenceShape } from '../../domain/geo/fence-shape.ts';
import { badFile } from './track-point.ts';

/** A fence and the id it has in its file, a number or a text as there. */
type FileFence = Readonly<{ id: FenceId; shape: FenceShape }>;
export type FenceId = string | number;

const PositionSchema = z.custom<readonly number[]>(isPosition, 'must be [longitude, latitude]');
/** Looked through by hand: a file of fences is mostly corners, and a schema for each takes longer than reading the file. */
const RingSchema = z.custom<readonly (readonly number[])[]>(
  isRing,
  'must be 3 or more [longitude, latitude]',
);
const IdSchema = z.union([z.string().min(1), z.number()]);
const FeatureSchema = z.object({
  type: z.literal('Feature'),
  id: IdSchema.nullish(),
  properties: z
    .object({ id: IdSchema.nullish(), radiusM: z.number().min(0).max(1_000_000).nullish() })
    .nullish(),
  geometry: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('Point'), coordinates: PositionSchema }),
      z.object({ type: z.literal('Polygon'), coordinates: z.array(RingSchema) }),
      z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(RingSchema)) }),
    ])
    .nullable(),
});
const CollectionSchema = z.object({ type: z.literal('FeatureCollection'), features: z.array(FeatureSchema) });
const FileSchema = z.discriminatedUnion('type', [CollectionSchema, FeatureSchema]);
type Feature = z.infer<typeof FeatureSchema>;

/** The fences of a GeoJSON file (WGS-84), also gzipped. */
export async function readFenceFile(path: string): Promise<FileFence[]> {
  const bytes = await readFile(path);
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return readFences((isZipped ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes).toString('utf8'));
}

/** A bomb of a few kilobytes must not fill the memory. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * A FeatureCollection, or one Feature, of polygons (holes and parts too) and of points with `properties.radiusM`. The id is the
 * feature's, else `properties.id`, else its place in the file from 0 as a text. A feature without a geometry is nowhere.
 */
export function readFences(text: string): FileFence[] {
  const parsed = FileSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badFile(`not a GeoJSON collection of fences: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const features = parsed.data.type === 'Feature' ? [parsed.data] : parsed.data.features;
  return features.flatMap(({ id, properties, geometry }, n) =>
    geometry ? [{ id: id ?? properties?.id ?? String(n), shape: shapeOf({ geometry, properties }, n) }] : [],
  );
}

type Placed = Pick<Feature, 'properties'> & { geometry: NonNullable<Feature['geometry']> };

function shapeOf({ geometry, properties }: Placed, n: number): FenceShape {
  if (geometry.type === 'Polygon') return { rings: geometry.coordinates.map(flatten) };
  if (geometry.type === 'MultiPolygon') return { rings: geometry.coordinates.flat().map(flatten) };
  const [lng = 0, lat = 0] = geometry.coordinates;
  const radiusM = properties?.radiusM;
  if (radiusM == null) throw badFile(`feature ${n}: a point needs properties.radiusM`);
  return { center: { lng, lat }, radiusM };
}

function isRing(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 3 && value.every(isPosition);
}

/** A height, and what some programs write behind it, may follow (RFC 7946, 3.1.1). */
function isPosition(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 4) return false;
  return isDegrees(value[0], 180) && isDegrees(value[1], 90);
}

const isDegrees = (value: unknown, most: number): boolean =>
  typeof value === 'number' && value >= -most && value <= most;

function flatten(ring: readonly (readonly number[])[]): number[] {
  const flat: number[] = [];
  for (const position of ring) flat.push(position[0] ?? 0, position[1] ?? 0);
  return flat;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw badFile(`not JSON: ${error instanceof Error ? error.message : 'cannot be parsed'}`);
  }
}
