import type { Place } from '../geo/place.ts';

const OWN_ROLES: readonly string[] = ['own_store', 'customer', 'office', 'warehouse', 'own_pickup'];

/** A place the company's own business leads to. */
export const isOwnPlace = ({ roles }: Pick<Place, 'roles'>): boolean =>
  roles.some((role) => OWN_ROLES.includes(role));
