import type { Place } from '../../domain/geo/place.ts';
import type { Person } from '../../store/people.ts';

type By = Pick<Person, 'roles' | 'regionId'>;

/** HR and IT see and change places of every region and of none: what a place is decides about people of all regions who come near it. */
export const mayChangePlaces = ({ roles }: By): boolean =>
  roles.some((role) => role === 'hr' || role === 'hr_lead' || role === 'admin');

/** An area manager sees those of the own region; what counts as a rival there is not theirs to decide about their own people. */
export const maySeePlace = (by: By, { regionId }: Pick<Place, 'regionId'>): boolean =>
  mayChangePlaces(by) ||
  (by.roles.includes('area_manager') && by.regionId !== undefined && by.regionId === regionId);
