import { detectorsPlaceEn } from '../../contract/texts/detectors-place.en.ts';
import { detectorsPlaceZh } from '../../contract/texts/detectors-place.zh.ts';
import { round } from '../round.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding, Severity, Verdict } from './finding.ts';
import {
  PICKUP_ROUNDS,
  PickupRoundsSettingsSchema,
  type PickupRoundsSettings,
} from './settings/pickup-rounds-settings.ts';
import { listPickupStops, type PickupStop } from './pickup/pickup-stops.ts';
import { distinct, tellFinding } from './place/place-finding.ts';

/**
 * Looks for a rider's short repeated stops at rivals' pickup points; one finding per period. Supported from enough stops that no own
 * waybill explains, on enough days; without waybills of a day its stops are undecided, and so is what seldom fixes cannot prove to be
 * stops. Severity by stops and days.
 */
export const pickupRounds: Detector<PickupRoundsSettings> = {
  ...PICKUP_ROUNDS,
  needs: ['track'],
  settings: PickupRoundsSettingsSchema,
  detect: (evidence, settings) => {
    if (evidence.person.kind !== 'rider') return [];
    const all = listPickupStops(evidence, settings);
    const stops = all.filter(({ kind }) => kind !== 'unproven');
    const verdict = verdictOf(stops, settings);
    if (verdict) return [tellRounds(evidence, { stops, verdict }, settings)];
    const open = all.filter(({ kind }) => kind === 'unproven' || kind === 'unexplained');
    const isWorthAWord = open.length >= settings.minUnproven && daysOf(open).length >= settings.minDays;
    return isWorthAWord ? [tellRounds(evidence, { stops: open, verdict: 'undecided' }, settings)] : [];
  },
};

/** Enough stops for a pattern, or null: below it nothing is said at all. */
function verdictOf(stops: readonly PickupStop[], settings: PickupRoundsSettings): Verdict | null {
  const isPattern = (some: readonly PickupStop[]) =>
    some.length >= settings.minStops && daysOf(some).length >= settings.minDays;
  if (!isPattern(stops)) return null;
  const open = stops.filter(({ kind }) => kind === 'unexplained');
  if (isPattern(open)) return 'supported';
  const doubtful = stops.filter(({ kind }) =>
    ['unexplained', 'unknown', 'shared_shop', 'usual_place'].includes(kind),
  );
  return isPattern(doubtful) ? 'undecided' : 'contradicted';
}

type Told = Readonly<{ stops: readonly PickupStop[]; verdict: Verdict }>;

function tellRounds(
  evidence: PeriodEvidence,
  { stops, verdict }: Told,
  settings: PickupRoundsSettings,
): Finding {
  const open = stops.filter(({ kind }) => kind === 'unexplained');
  const told = verdict === 'supported' ? open : stops;
  const coverages = evidence.days.map(({ coverage }) => coverage.share);
  const numbers = {
    stops: stops.length,
    unexplainedStops: open.length,
    unprovenStops: stops.filter(({ kind }) => kind === 'unproven').length,
    days: daysOf(told).length,
    places: distinct(told.map(({ place }) => place.id)).length,
    meanStopMin: round(told.reduce((sum, { minutes }) => sum + minutes, 0) / told.length, 1),
    coveragePct: round((100 * coverages.reduce((sum, share) => sum + share, 0)) / coverages.length, 1),
  };
  return tellFinding(
    {
      detector: PICKUP_ROUNDS.name,
      version: PICKUP_ROUNDS.version,
      personId: evidence.person.id,
      shiftId: told.at(-1)?.shiftId ?? '',
      placeId: mostVisited(told),
      days: daysOf(told),
      spans: told,
      score: scoreOf(verdict, open.length, stops.length),
      severity: severityOf(verdict, numbers, settings),
      verdict,
      numbers,
      thresholds: settings,
      reasons:
        verdict === 'supported' ? ['stops_unexplained'] : distinct(stops.map(({ kind }) => kind)).toSorted(),
    },
    { zh: detectorsPlaceZh.pickupRounds, en: detectorsPlaceEn.pickupRounds },
  );
}

/** Supported: from 0.75 at three stops towards one; undecided stays well below a half. */
function scoreOf(verdict: Verdict, unexplained: number, stops: number): number {
  if (verdict === 'contradicted') return 0;
  return round(verdict === 'supported' ? 0.5 + 0.5 * (1 - 1 / (unexplained - 1)) : 0.25 * (1 - 1 / stops), 3);
}

function severityOf(
  verdict: Verdict,
  { unexplainedStops, days }: Readonly<{ unexplainedStops: number; days: number }>,
  { highStops, highDays }: PickupRoundsSettings,
): Severity {
  if (verdict !== 'supported') return 'low';
  return unexplainedStops >= highStops || days >= highDays ? 'high' : 'medium';
}

const daysOf = (stops: readonly PickupStop[]): string[] => distinct(stops.map(({ day }) => day));

function mostVisited(stops: readonly PickupStop[]): string {
  const counts = new Map<string, number>();
  for (const { place } of stops) counts.set(place.id, (counts.get(place.id) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}
