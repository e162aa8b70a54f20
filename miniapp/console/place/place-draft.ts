import type { Datum, LngLat } from '../../../server/contract/geo.ts';
import {
  PLACE_REASON_MIN,
  type PlaceDeskBody,
  type PlaceDetail,
} from '../../../server/contract/place-desk.ts';
import { ExternalIdSchema, type PlaceRole } from '../../../server/contract/place.ts';

/** A place as it is being typed. */
export type PlaceDraft = Readonly<{
  id: string;
  name: string;
  roles: readonly PlaceRole[];
  regionId: string;
  floor: string;
  wifi: string;
  /** Whether the position is typed anew. */
  isMoved: boolean;
  datum: Datum | '';
  lng: string;
  lat: string;
  radiusM: string;
  polygon: string;
  why: string;
}>;

export const NEW_PLACE: PlaceDraft = {
  id: '',
  name: '',
  roles: [],
  regionId: '',
  floor: '',
  wifi: '',
  isMoved: true,
  datum: '',
  lng: '',
  lat: '',
  radiusM: '50',
  polygon: '',
  why: '',
};

export const draftOf = ({
  id,
  name,
  roles,
  regionId,
  floor,
  wifiBssids,
  radiusM,
}: PlaceDetail): PlaceDraft => ({
  ...NEW_PLACE,
  id,
  name,
  roles,
  regionId: regionId ?? '',
  floor: floor ?? '',
  wifi: (wifiBssids ?? []).join(', '),
  isMoved: false,
  radiusM: String(radiusM),
});

/** Two numbers as a map's picker copies them, `lng,lat`, fill both fields. */
export function pasted(lng: string): Pick<PlaceDraft, 'lng'> & Partial<Pick<PlaceDraft, 'lat'>> {
  const [, first, second] = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(lng) ?? [];
  return first !== undefined && second !== undefined ? { lng: first, lat: second } : { lng };
}

/** The typed position; null while it is not one. */
export function spotOf(draft: PlaceDraft): NonNullable<PlaceDeskBody['spot']> | null {
  const { datum, radiusM } = draft;
  const center = pointOf(draft.lng, draft.lat);
  const reach = numberOf(radiusM);
  const polygon = ringOf(draft.polygon);
  if (datum === '' || !center || polygon === null || reach === undefined) return null;
  if (reach < 5 || reach > 2000) return null;
  return { center, datum, radiusM: reach, ...(polygon.length > 0 && { polygon }) };
}

/** What is sent; null while something is missing. `seen`: of the place that is corrected. */
export function bodyOf(draft: PlaceDraft, seen?: string): PlaceDeskBody | null {
  const { name, roles, regionId, floor, wifi, isMoved, why } = draft;
  const spot = isMoved ? spotOf(draft) : undefined;
  const reason = why.trim();
  const needsWhy = seen !== undefined || reason !== '';
  if (name.trim() === '' || roles.length === 0 || spot === null) return null;
  if (needsWhy && reason.length < PLACE_REASON_MIN) return null;
  if (seen === undefined && draft.id.trim() !== '' && !ExternalIdSchema.safeParse(draft.id.trim()).success)
    return null;
  const wifiBssids = wifi
    .split(/[,，;；\s]+/)
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  return {
    name: name.trim(),
    roles: [...roles],
    ...(regionId !== '' && { regionId }),
    ...(floor.trim() !== '' && { floor: floor.trim() }),
    ...(wifiBssids.length > 0 && { wifiBssids }),
    ...(spot && { spot }),
    ...(seen !== undefined && { seen }),
    ...(needsWhy && { why: reason }),
  };
}

function numberOf(text: string): number | undefined {
  const number = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

function pointOf(lngText: string, latText: string): LngLat | null {
  const [lng, lat] = [numberOf(lngText), numberOf(latText)];
  if (lng === undefined || lat === undefined || Math.abs(lng) > 180 || Math.abs(lat) > 90) return null;
  return lng === 0 && lat === 0 ? null : { lng, lat };
}

/** The corners; none where nothing is typed, null where they are no ring. */
function ringOf(text: string): LngLat[] | null {
  if (text.trim() === '') return [];
  const corners = text
    .split(/[;；\n]/)
    .filter((corner) => corner.trim() !== '')
    .map((corner) => {
      const [lng = '', lat = ''] = corner.trim().split(/[\s,，]+/);
      return pointOf(lng, lat);
    });
  const ring = corners.flatMap((corner) => corner ?? []);
  return ring.length === corners.length && ring.length >= 3 ? ring : null;
}
