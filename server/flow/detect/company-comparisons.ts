import type { WorkRecordKind } from '../../contract/records.ts';
import type { Interval } from '../../domain/interval.ts';
import { addDays, addMonths, instantOf } from '../../domain/time.ts';
import { countFindingsByPlace } from '../../store/detections.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { findSharedInstalls, type SharedInstall } from '../../store/shared-installs.ts';
import { sumMisses, type PlaceDoubt } from './place-doubt.ts';
import { findFeeds, type WorkFeeds } from '../../store/work-feeds.ts';
import { findWorkTotals, type WorkTotals } from '../../store/work-totals.ts';
import type { Deps } from '../deps.ts';

/** Days of records that comparisons rest on: three months of sales (product section 3). */
export const RECORD_DAYS = 92;
/** Whole months of sales a trend is read from: the three of product section 3, and four before that tell the own level. */
export const SALES_MONTHS = 7;
const DAY_MS = 86_400_000;
/** Days before a day in which a kind of record must have come for its absence to say anything, and in which shared devices count. */
const RECENT_DAYS = 30;

/** What one person's day is compared with: read from months of everybody's records. */
export type Comparisons = Readonly<{
  /** When other systems fed which kinds of records. */
  feeds: WorkFeeds;
  /** Customers that people do not reach. */
  placeDoubt: PlaceDoubt;
  /** People by the installation they share. */
  sharedInstalls: readonly SharedInstall[];
  /** Totals of the records of each region's staff. */
  teams: ReadonlyMap<string, readonly WorkTotals[]>;
}>;
type Company = Readonly<{ today: string; timeZone: string }>;

/** How much longer than its reading took a comparison is kept: a large company's takes the store minutes. */
const REST = 10;

let kept: Readonly<Company & { untilMs: number; found: Promise<Comparisons> }> | undefined;

/** As they are now, or, where the deployment keeps them, as they were some minutes ago. */
export async function companyComparisons(deps: Deps, { today, timeZone }: Company): Promise<Comparisons> {
  const nowMs = performance.now();
  const isSame = kept?.today === today && kept.timeZone === timeZone;
  if (kept && isSame && nowMs < kept.untilMs) return kept.found;
  const found = readComparisons(deps, { today, timeZone });
  const keptMs = deps.comparisonsKeptMs ?? 0;
  const reading = { today, timeZone, untilMs: keptMs === 0 ? nowMs : Infinity, found };
  kept = reading;
  const read = (): void => {
    const readAtMs = performance.now();
    if (keptMs > 0) reading.untilMs = readAtMs + Math.max(keptMs, REST * (readAtMs - nowMs));
  };
  found.then(read, () => (kept = undefined));
  return found;
}

/**
 * Kinds of records that came in the month before the end of a day. Of the day judged, not of today: a source that falls silent later
 * changes no earlier verdict.
 */
export function fedBefore(feeds: WorkFeeds, endAt: Date): Set<WorkRecordKind> {
  const isFed = ({ startAt, endAt: untilAt }: Interval): boolean =>
    startAt.getTime() < endAt.getTime() && endAt.getTime() <= untilAt.getTime();
  return new Set([...feeds].filter(([, stretches]) => stretches.some(isFed)).map(([kind]) => kind));
}

async function readComparisons(deps: Deps, { today, timeZone }: Company): Promise<Comparisons> {
  const since = (days: number): Date => new Date(+deps.now() - days * DAY_MS);
  // A day of the company may already be the next one for somebody.
  const recentDays = Array.from({ length: RECENT_DAYS + 2 }, (_, n) => addDays(today, 1 - n));
  const staff = await listStaff();
  const months = { countFrom: since(RECORD_DAYS), salesFrom: salesFrom(today, timeZone) };
  const [feeds, doubt, sharedInstalls, totals] = await Promise.all([
    findFeeds(since(RECORD_DAYS + RECENT_DAYS), RECENT_DAYS * DAY_MS),
    countFindingsByPlace('visit-unsupported', recentDays),
    findSharedInstalls({ fromAt: since(RECENT_DAYS), toAt: deps.now() }, daysAtOnce(staff.length)),
    findWorkTotals(
      staff.map(({ employeeNo }) => employeeNo),
      months,
      timeZone,
    ),
  ]);
  return {
    feeds,
    placeDoubt: sumMisses(doubt),
    sharedInstalls,
    teams: byRegion(totals, staff),
  };
}

/** Days of everybody's punches that one query reads: some ten thousand person-days. */
const daysAtOnce = (staff: number): number => Math.max(1, Math.floor(10_000 / Math.max(1, staff)));

/** The day judged may lie a month back. */
function salesFrom(today: string, timeZone: string): Date {
  return instantOf(addMonths(`${today.slice(0, 7)}-01`, -1 - SALES_MONTHS), '00:00', timeZone);
}

function byRegion(totals: readonly WorkTotals[], staff: readonly Person[]): Map<string, WorkTotals[]> {
  const regionOf = new Map(staff.map(({ employeeNo, regionId }) => [employeeNo, regionId ?? '']));
  const teams = new Map<string, WorkTotals[]>();
  for (const total of totals) {
    const regionId = regionOf.get(total.employeeNo) ?? '';
    const team = teams.get(regionId) ?? [];
    team.push(total);
    teams.set(regionId, team);
  }
  return teams;
}
