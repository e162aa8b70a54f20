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
  await saveSetting(KEY, mapping, pending).finally(() => {
    saves += 1;
    zone = null;
  });
}

/** So long a change by another process may go unseen: far less than from one sweep to the next, which asks some twenty times. */
const ZONE_KEPT_MS = 1_000;
let zone: Readonly<{ timeZone: string; untilMs: number }> | null = null;
let saves = 0;

/** The time zone the company counts its days in; what this process has saved it sees at once. */
export async function getTimeZone(): Promise<string> {
  if (zone && performance.now() < zone.untilMs) return zone.timeZone;
  const [before, untilMs] = [saves, performance.now() + ZONE_KEPT_MS];
  const { timeZone } = await getOrgMapping();
  if (before === saves) zone = { timeZone, untilMs };
  return timeZone;
}

export async function findRegion(id: string): Promise<Region | null> {
  const { regions } = await getOrgMapping();
  return regions.find((region) => region.id === id) ?? null;
}
