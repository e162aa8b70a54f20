import type { WorkRecordKind } from '../contract/records.ts';
import { createPlaceIndex, type PlaceIndex } from '../domain/geo/place-index.ts';
import type { Place } from '../domain/geo/place.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { SettingsVersion } from '../domain/tuning/settings-version.ts';
import { countFindingsByPlace } from '../store/detections.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import { listStaff, type Person } from '../store/people.ts';
import { listPlaces } from '../store/places.ts';
import { listPolicyStarts } from '../store/policies.ts';
import { findSharedInstalls } from '../store/punches.ts';
import { listSettingVersions } from '../store/setting-versions.ts';
import { getSilences } from '../store/silences.ts';
import { findFedKinds, findWorkTotals, type WorkTotals } from '../store/work-records.ts';
import { listZones, type Zone } from '../store/zones.ts';
import type { StoredRule } from '../store/custom-rules.ts';
import { loadRules } from './custom-rule-load.ts';
import type { Deps } from './deps.ts';
import { digestOf } from './digest-of.ts';

/** Days of records that comparisons rest on: three months of sales (product section 3). */
export const RECORD_DAYS = 92;
const DAY_MS = 86_400_000;
/** Days in which a kind of record must have come for its absence to say anything, and in which shared devices count. */
const RECENT_DAYS = 30;

/** What one run knows of the company: read once, whatever the number of people and shifts. */
export type CompanyRecords = Readonly<{
  /** The day of the run, company time. */
  today: string;
  places: PlaceIndex;
  placeById: ReadonlyMap<string, Place>;
  zones: readonly Zone[];
  /** Every version of the thresholds; each day is judged by its own. */
  versions: readonly SettingsVersion[];
  /** Detectors that raise nothing, because they were too often wrong. */
  silent: ReadonlySet<string>;
  /** The company's own rules in force. */
  rules: readonly StoredRule[];
  /** Since when each version of the policy is in force. */
  policies: readonly Readonly<{ version: string; effectiveAt: Date }>[];
  /** Kinds of records that other systems feed at all. */
  fed: ReadonlySet<WorkRecordKind>;
  /** Customers that several people do not reach. */
  placeDoubt: ReadonlyMap<string, Readonly<{ people: number; misses: number }>>;
  /** People by the installation they share. */
  sharedInstalls: readonly Readonly<{ installId: string; personIds: readonly string[] }>[];
  /** Totals of the records of each region's staff. */
  teams: ReadonlyMap<string, readonly WorkTotals[]>;
  /** Names places and zones; what changes every night is not in it, nor are the thresholds, which are a day's own. */
  digest: string;
}>;

export async function loadCompany(deps: Deps): Promise<CompanyRecords> {
  const now = +deps.now();
  const since = (days: number): Date => new Date(now - days * DAY_MS);
  const { timeZone } = await getOrgMapping();
  const today = dayOf(deps.now(), timeZone);
  const [places, zones, versions, silences, rules, policies, fed, doubt, sharedInstalls, totals, staff] =
    await Promise.all([
      listPlaces(),
      listZones(),
      listSettingVersions(),
      getSilences(),
      loadRules(today),
      listPolicyStarts(),
      findFedKinds(since(RECENT_DAYS)),
      countFindingsByPlace('visit-unsupported', addDays(today, -RECENT_DAYS)),
      findSharedInstalls(since(RECENT_DAYS)),
      findWorkTotals(since(RECORD_DAYS), timeZone),
      listStaff(),
    ]);
  return {
    today,
    places: createPlaceIndex(places),
    placeById: new Map(places.map((place) => [place.id, place])),
    zones,
    versions,
    silent: new Set(silences.silences.map(({ detector }) => detector)),
    rules,
    policies,
    fed,
    placeDoubt: new Map(doubt.map(({ placeId, ...rest }) => [placeId, rest])),
    sharedInstalls,
    teams: byRegion(totals, staff),
    digest: digestOf({ places, zones }),
  };
}

function byRegion(totals: readonly WorkTotals[], staff: readonly Person[]): Map<string, WorkTotals[]> {
  const regionOf = new Map(staff.map(({ employeeNo, regionId }) => [employeeNo, regionId ?? '']));
  const teams = new Map<string, WorkTotals[]>();
  for (const total of totals) {
    const regionId = regionOf.get(total.employeeNo) ?? '';
    teams.set(regionId, [...(teams.get(regionId) ?? []), total]);
  }
  return teams;
}
