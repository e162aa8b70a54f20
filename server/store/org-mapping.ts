import { OrgMappingSchema, type OrgMapping, type Region } from '../contract/org-mapping.ts';
import type { Pending } from './pending.ts';
import { getSetting, saveSetting } from './settings.ts';

export type { OrgMapping, Region } from '../contract/org-mapping.ts';

const KEY = 'org-mapping';
const NONE: OrgMapping = {
  regions: [],
  stores: [],
  roleRules: [],
  staffKinds: [],
  timeZone: 'Asia/Shanghai',
};

/** Before an administrator has mapped anything, everyone is an employee in the office of no region. */
export async function getOrgMapping(): Promise<OrgMapping> {
  const value = await getSetting(KEY);
  return value === undefined ? NONE : OrgMappingSchema.parse(value);
}

/** Whether anybody has mapped anything yet. */
export async function hasOrgMapping(): Promise<boolean> {
  return (await getSetting(KEY)) !== undefined;
}

export async function saveOrgMapping(mapping: OrgMapping, pending: readonly Pending[] = []): Promise<void> {
  await saveSetting(KEY, mapping, pending);
}

export async function findRegion(id: string): Promise<Region | null> {
  const { regions } = await getOrgMapping();
  return regions.find((region) => region.id === id) ?? null;
}
