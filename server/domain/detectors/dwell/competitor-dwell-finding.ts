import { detectorsEn } from '../../../contract/texts/detectors.en.ts';
import { detectorsZh } from '../../../contract/texts/detectors.zh.ts';
import { haversineM } from '../../geo/distance.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import { minutesOf } from '../../interval.ts';
import { round } from '../../round.ts';
import { COMPETITOR_DWELL, type CompetitorDwellSettings } from '../settings/competitor-dwell-settings.ts';
import type { Finding } from '../finding.ts';
import type { DwellInput, JudgedDwell } from './judge-dwell.ts';
import { mayBeMeal } from './meal-time.ts';
import { isOwn } from '../place/near-places.ts';
import { tellFinding } from '../place/place-finding.ts';
import { coverageOfShift } from '../day/shift-coverage.ts';

/** Metres around the place within which the nearest place of ours is worth naming in the numbers. */
const OWN_SEARCH_M = 1000;
/** Minutes at which a dwell is as likely an errand as not: the score's half-way mark. */
const HALF_DWELL_MIN = 10;

type Told = Readonly<{ judged: JudgedDwell; settings: CompetitorDwellSettings; daysThere: number }>;

/** The finding with its numbers, thresholds and sentences. */
export function describeDwell(input: DwellInput, told: Told): Finding {
  const { place, verdict, reasons, spans } = told.judged;
  const numbers = numbersOf(input, told);
  const isMeal = verdict === 'supported' && told.daysThere <= 1 && mayBeMeal(spans, input);
  return tellFinding(
    {
      detector: COMPETITOR_DWELL.name,
      version: COMPETITOR_DWELL.version,
      personId: input.evidence.person.id,
      shiftId: input.shift.id,
      placeId: place.id,
      days: [input.day.day],
      spans,
      score: scoreOf(told.judged, numbers),
      severity: isMeal ? 'low' : severityOf(told, numbers.dwellMin),
      verdict,
      numbers,
      thresholds: { ...told.settings },
      reasons: isMeal ? [...reasons, 'may_be_meal'] : reasons,
    },
    { zh: detectorsZh.competitorDwell, en: detectorsEn.competitorDwell },
  );
}

function numbersOf(input: DwellInput, { judged, daysThere }: Told) {
  const { place, spans, best, stays } = judged;
  const spot = best?.sighting ?? stays[0] ?? { ...place.center, accuracyM: 0, fixes: 0 };
  const own = input.evidence.places.nearby(spot, OWN_SEARCH_M).find((near) => isOwn(near.place));
  return {
    dwellMin: round(minutesOf(spans), 1),
    longestDwellMin: round(Math.max(0, ...spans.map((span) => minutesOf([span]))), 1),
    fixes: spot.fixes,
    distanceM: round(haversineM(spot, place.center), 1),
    edgeM: round(distanceToEdgeM(spot, place), 1),
    accuracyM: round(spot.accuracyM, 1),
    probabilityPct: round(100 * (best?.probability ?? 0), 1),
    coveragePct: round(100 * coverageOfShift(input.day, input.shift), 1),
    ...(daysThere > 0 && { daysThere }),
    ...(own && { nearestOwnEdgeM: round(own.edgeM, 1) }),
  };
}

/** Supported: 0.5 to 1 by how likely inside and how long; undecided stays well below it. */
function scoreOf({ verdict, best }: JudgedDwell, { dwellMin }: Readonly<{ dwellMin: number }>): number {
  const probability = best?.probability ?? 0;
  const weight = probability * (dwellMin / (dwellMin + HALF_DWELL_MIN));
  if (verdict === 'contradicted') return 0;
  return round(verdict === 'supported' ? 0.5 + weight / 2 : weight / 4, 3);
}

/**
 * A short stay on one day may be an errand, and an unsure one may have been next door: the finding is kept, and asked about when it comes
 * again.
 */
function severityOf({ judged, settings, daysThere }: Told, dwellMin: number): Finding['severity'] {
  const { askInsideMin, highDwellMin, highRepeatDays } = settings;
  if (judged.verdict !== 'supported') return 'low';
  if (dwellMin >= highDwellMin || daysThere >= highRepeatDays) return 'high';
  const insideMin = dwellMin * (judged.best?.probability ?? 0);
  return insideMin >= askInsideMin || daysThere > 1 ? 'medium' : 'low';
}
