import type { Person } from '../../store/people.ts';
import type { Zone } from '../../store/zones.ts';

type By = Pick<Person, 'id' | 'roles' | 'regionId'>;

/** HR and IT look at every region and assign in each. */
export const seesAllZones = ({ roles }: Pick<Person, 'roles'>): boolean =>
  roles.some((role) => role === 'hr' || role === 'hr_lead' || role === 'admin');

/** Whether somebody may put people of their choice into the zone: an area manager into those of the own region. */
export const mayFillZone = (by: By, { regionId }: Pick<Zone, 'regionId'>): boolean =>
  seesAllZones(by) || isManagerOf(by, regionId);

/** Whether somebody may change this person's zones, which are never the own ones. */
export const mayPlace = (by: By, { id, regionId }: Pick<Person, 'id' | 'regionId'>): boolean =>
  id !== by.id && (seesAllZones(by) || isManagerOf(by, regionId));

const isManagerOf = (by: By, regionId: string | undefined): boolean =>
  by.roles.includes('area_manager') && by.regionId !== undefined && by.regionId === regionId;
