import type { Detector } from './detector.ts';
import type { Finding } from './finding.ts';
import { findNewStops } from './route/new-stops.ts';
import { describeDay, describeStop, scoreSingle, scoreStop } from './route/route-change-findings.ts';
import {
  ROUTE_CHANGE,
  RouteChangeSettingsSchema,
  type RouteChangeSettings,
} from './settings/route-change-settings.ts';
import { findUnusualDays } from './route/unusual-days.ts';
import type { PeriodEvidence } from './evidence.ts';

/**
 * Compares the places and times of a period with the person's own history. A new regular stop (long stays at one unknown place on
 * several days, in a period that is otherwise as usual) is supported; a day that merely differs is shown as undecided, never more.
 */
export const routeChange: Detector<RouteChangeSettings> = {
  ...ROUTE_CHANGE,
  needs: ['track', 'baseline'],
  settings: RouteChangeSettingsSchema,
  detect: (evidence, settings) => {
    if (evidence.baseline.weight < settings.minHistoryDays * FADED) return [];
    return [...stopFindings(evidence, settings), ...dayFindings(evidence, settings)];
  },
};

/** What a day learned weighs after the two weeks in which five working days surely pass. */
const FADED = 0.7;

function stopFindings(evidence: PeriodEvidence, settings: RouteChangeSettings): Finding[] {
  const stops = findNewStops(evidence, settings).filter(
    (stop, rank) =>
      scoreStop(stop, settings) >= settings.supportedScore ||
      (rank === 0 &&
        Math.max(scoreStop(stop, settings), scoreSingle(stop, evidence.baseline, settings)) >=
          settings.minScore),
  );
  return stops.map((stop) => describeStop(evidence, stop, settings));
}

function dayFindings(evidence: PeriodEvidence, settings: RouteChangeSettings): Finding[] {
  return findUnusualDays(evidence, settings)
    .filter(({ score }) => score >= settings.minScore)
    .slice(0, settings.toldDays)
    .toSorted((a, b) => (a.day.day < b.day.day ? -1 : 1))
    .map((unusual) => describeDay(evidence, unusual, settings));
}
