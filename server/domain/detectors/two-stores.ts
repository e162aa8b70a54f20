import { detectorsPlaceEn } from '../../contract/texts/detectors-place.en.ts';
import { detectorsPlaceZh } from '../../contract/texts/detectors-place.zh.ts';
import { round } from '../round.ts';
import type { Detector } from './detector.ts';
import type { Finding, Severity } from './finding.ts';
import { mayBeMeal } from './dwell/meal-time.ts';
import { distinct, tellFinding } from './place/place-finding.ts';
import { coverageOfShift } from './day/shift-coverage.ts';
import { findAlternations, type Alternation, type StoreShift } from './stores/store-alternation.ts';
import { judgeAlternation, type JudgedAlternation } from './stores/judge-alternation.ts';
import {
  TWO_STORES,
  TwoStoresSettingsSchema,
  type TwoStoresSettings,
} from './settings/two-stores-settings.ts';

/**
 * Looks for a promoter's alternating presence at the own store and another store of ours or a rival's in one shift; one finding per
 * other store and shift. Not asked of staff whose job spans stores. Supported when both stores hold enough time and the person went
 * there and back, unless lent, signed in there, planned there or known there; severity by minutes and by whose store it is.
 */
export const twoStores: Detector<TwoStoresSettings> = {
  ...TWO_STORES,
  needs: ['track'],
  settings: TwoStoresSettingsSchema,
  detect: (evidence, settings) => {
    if (evidence.person.kind !== 'promoter' || evidence.person.isRegional) return [];
    return evidence.days.flatMap((day) =>
      day.shifts.flatMap((shift) => {
        const asked = { evidence, day, shift, settings };
        return findAlternations(asked).map((found) =>
          tellAlternation(asked, { found, judged: judgeAlternation(asked, found) }),
        );
      }),
    );
  },
};

function tellAlternation(
  { evidence, day, shift, settings }: StoreShift,
  { found, judged }: Readonly<{ found: Alternation; judged: JudgedAlternation }>,
): Finding {
  const isMeal = judged.verdict === 'supported' && mayBeMeal(found.others, { day, shift });
  const numbers = {
    switches: found.switches,
    homeMin: round(found.homeMin, 1),
    otherMin: round(found.otherMin, 1),
    otherVisits: found.others.length,
    fixes: found.others.reduce((sum, { fixes }) => sum + fixes, 0),
    probabilityPct: round(100 * found.probability, 1),
    coveragePct: round(100 * coverageOfShift(day, shift), 1),
  };
  return tellFinding(
    {
      detector: TWO_STORES.name,
      version: TWO_STORES.version,
      personId: evidence.person.id,
      shiftId: shift.id,
      placeId: found.other.id,
      days: [day.day],
      spans: found.others,
      score: scoreOf(found, judged),
      severity: isMeal ? 'low' : severityOf(found, judged, settings),
      verdict: judged.verdict,
      numbers,
      thresholds: settings,
      reasons: distinct([...judged.reasons, ...(isMeal ? ['may_be_meal'] : [])]),
    },
    { zh: detectorsPlaceZh.twoStores, en: detectorsPlaceEn.twoStores },
  );
}

/** Minutes at which an errand to another store is as likely as a second counter: the score's half-way mark. */
const HALF_STORE_MIN = 30;

function scoreOf({ probability, otherMin }: Alternation, { verdict }: JudgedAlternation): number {
  const weight = probability * (otherMin / (otherMin + HALF_STORE_MIN));
  if (verdict === 'contradicted') return 0;
  return round(verdict === 'supported' ? 0.5 + weight / 2 : weight / 4, 3);
}

function severityOf(
  { other, otherMin }: Alternation,
  { verdict }: JudgedAlternation,
  { highStoreMin }: TwoStoresSettings,
): Severity {
  if (verdict !== 'supported') return 'low';
  return otherMin >= highStoreMin || other.roles.includes('competitor') ? 'high' : 'medium';
}
