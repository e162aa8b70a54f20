import { z } from 'zod';
import { LngLatSchema } from './geo.ts';

/** Letters of a name below which nothing is looked up: no list of all places is given out. */
export const PlaceNameSchema = z.string().trim().min(2).max(40);

export const NamedPlaceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  center: LngLatSchema,
  radiusM: z.number(),
});
export type NamedPlace = z.infer<typeof NamedPlaceSchema>;

/** Reply of GET /api/v1/my/places?name=…: at most ten places of that name, for a declaration; what they are to the company is not said. */
export const NamedPlacesSchema = z.strictObject({ places: z.array(NamedPlaceSchema) });
export type NamedPlaces = z.infer<typeof NamedPlacesSchema>;
