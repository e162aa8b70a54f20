import { z } from 'zod';

/** Datums a phone or a store list may use; everything is stored as WGS-84 with this word beside it. */
export const DatumSchema = z.enum(['wgs84', 'gcj02', 'bd09']);
export type Datum = z.infer<typeof DatumSchema>;

/** Degrees. */
export const LngLatSchema = z.strictObject({
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
});
export type LngLat = z.infer<typeof LngLatSchema>;
