import { dayOf } from '../../domain/time.ts';
import type { SettingsVersion } from '../../domain/tuning/settings-version.ts';
import type { StoredRule } from '../../store/custom-rules.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listPolicyStarts } from '../../store/policies.ts';
import { listSettingVersions } from '../../store/setting-versions.ts';
import { getSilences } from '../../store/silences.ts';
import { companyComparisons, type Comparisons } from './company-comparisons.ts';
import { companyMap, type CompanyMap } from './company-map.ts';
import { loadRules } from '../custom-rule/custom-rule-load.ts';
import type { Deps } from '../deps.ts';
import { loadPeriods, type Periods } from '../rollout/rollout-mode.ts';

/**
 * What one run knows of the company: read once, whatever the number of people and shifts. The map's digest stands for places and zones;
 * what changes every night is not in it, nor are the thresholds, which are a day's own.
 */
export type CompanyRecords = CompanyMap &
  Comparisons &
  Readonly<{
    /** The day of the run, company time. */
    today: string;
    /** Every version of the thresholds; each day is judged by its own. */
    versions: readonly SettingsVersion[];
    /** Detectors that raise nothing, because they were too often wrong. */
    silent: ReadonlySet<string>;
    /** The company's own rules in force. */
    rules: readonly StoredRule[];
    /** Since when each version of the policy is in force. */
    policies: readonly Readonly<{ version: string; effectiveAt: Date }>[];
    /** When each region is judged. */
    periods: Periods;
  }>;

export async function loadCompany(deps: Deps): Promise<CompanyRecords> {
  const timeZone = await getTimeZone();
  const today = dayOf(deps.now(), timeZone);
  const [map, comparisons, versions, silences, rules, policies, periods] = await Promise.all([
    companyMap(),
    companyComparisons(deps, { today, timeZone }),
    listSettingVersions(),
    getSilences(),
    loadRules(today),
    listPolicyStarts(),
    loadPeriods(),
  ]);
  return {
    ...map,
    ...comparisons,
    today,
    versions,
    silent: new Set(silences.silences.map(({ detector }) => detector)),
    rules,
    policies,
    periods,
  };
}
