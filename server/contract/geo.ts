import { z } from 'zod';
import { faultNamed } from './texts/record-faults.ts';

/** Datums a phone or a store list may use; everything is stored as WGS-84 with this word beside it. */
export const DatumSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
export type Datum = z.infer<typeof DatumSchema>;

/** Degrees. */
export const LngLatSchema = z.strictObject({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
export type LngLat = z.infer<typeof LngLatSchema>;

/** A position of the company's own records: 0/0 is what an export writes when it has none. */
export const RecordPointSchema = LngLatSchema.refine(({ lng, lat }) => lng !== 0 || lat !== 0, {
  path: ['lng'],
  ...faultNamed('nullIsland'),
});
