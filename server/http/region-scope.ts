import { z } from 'zod';
import { NO_REGION } from '../contract/rollout.ts';
import type { RegionChoice } from '../contract/zones.ts';
import { notFound } from '../errors.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import { listStaff, type Person } from '../store/people.ts';
import { parseValue } from './parse.ts';

const AskedSchema = z.string().min(1).max(64).optional();

/** A region with its field staff, and the regions this reader may choose from. */
export type RegionScope = Readonly<{
  regions: RegionChoice[];
  region: RegionChoice;
  staff: readonly Person[];
}>;

/** The region asked for, or the first one: of all where the reader sees all, else the own one and no other. */
export async function findRegionScope(
  reader: Person,
  { asked, seesAll }: Readonly<{ asked: unknown; seesAll: boolean }>,
): Promise<RegionScope> {
  const wanted = parseValue(AskedSchema, asked, 'region');
  const [mapping, staff] = await Promise.all([getOrgMapping(), listStaff()]);
  const known = mapping.regions.map(({ id, name }) => ({ id, name }));
  const all = staff.some(({ regionId }) => regionId === undefined)
    ? [...known, { id: NO_REGION, name: '' }]
    : known;
  const regions = seesAll ? all : known.filter(({ id }) => id === reader.regionId);
  const region = wanted === undefined ? regions[0] : regions.find(({ id }) => id === wanted);
  if (!region) throw notFound('region');
  return { regions, region, staff: staff.filter(({ regionId = NO_REGION }) => regionId === region.id) };
}
