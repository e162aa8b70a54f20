import { detectorsRecordsEn } from '../../contract/texts/detectors-records.en.ts';
import { detectorsRecordsZh } from '../../contract/texts/detectors-records.zh.ts';
import { findDrop, type ChangePoint } from '../statistics/change-point.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import {
  PERFORMANCE_DROP,
  PerformanceDropSettingsSchema,
  type PerformanceDropSettings,
} from './settings/performance-drop-settings.ts';
import { daysBetween, recordFinding } from './record-finding.ts';
import { comparedSales, type ComparedSales } from './sales/sales-series.ts';

const SOURCE = {
  ...PERFORMANCE_DROP,
  zh: detectorsRecordsZh.performanceDrop,
  en: detectorsRecordsEn.performanceDrop,
};
/** A drop less likely than this is nothing to mention. */
const MENTION_PROBABILITY = 0.5;

/** Sales that fell against the own level, once the team's season is taken out; only ever beside other findings. */
export const performanceDrop: Detector<PerformanceDropSettings> = {
  ...PERFORMANCE_DROP,
  needs: ['sales'],
  isSupporting: true,
  settings: PerformanceDropSettingsSchema,
  detect(evidence, settings) {
    const sales = comparedSales(evidence);
    if (!sales) return [];
    const drop = findDrop(sales.logShares, {
      within: settings.withinMonths,
      minBefore: settings.minMonthsBefore,
      least: -Math.log(1 - settings.minDropPct / 100),
      share: settings.priorShare,
      prior: priorOf(sales, settings),
    });
    if (!drop || drop.probability < MENTION_PROBABILITY) return [];
    return [describe(evidence, { sales, drop, settings })];
  },
};

/** A level anywhere near the own median; the spread as usual. */
function priorOf({ logShares }: ComparedSales, { usualSpreadPct, spreadMonths }: PerformanceDropSettings) {
  const sorted = logShares.toSorted((a, b) => a - b);
  const spread = usualSpreadPct / 100;
  return { mean: sorted[sorted.length >> 1] ?? 0, weight: 0.1, spread, freedom: spreadMonths };
}

function describe(
  evidence: PeriodEvidence,
  {
    sales,
    drop,
    settings,
  }: Readonly<{ sales: ComparedSales; drop: ChangePoint; settings: PerformanceDropSettings }>,
): Finding {
  const { startAt, endAt } = evidence.judge;
  const targetPct = 100 * sales.targetShare(drop.at);
  const reachesTarget = targetPct >= settings.targetPct;
  const isSupported = !reachesTarget && sales.hasTeam && drop.probability >= settings.minProbability;
  const unsure = reachesTarget ? 'target_reached' : sales.hasTeam ? 'may_be_chance' : 'no_team';
  const dropPct = 100 * (1 - Math.exp(drop.shift));
  return recordFinding(evidence, SOURCE, {
    startAt,
    endAt,
    days: daysBetween(evidence, startAt, endAt),
    verdict: isSupported ? 'supported' : 'undecided',
    severity: 'low',
    score: isSupported ? drop.probability : Math.min(0.5, drop.probability / 2),
    reasons: isSupported ? ['sales_dropped'] : ['sales_dropped', unsure],
    evidence: [],
    numbers: {
      dropPct: Math.round(dropPct),
      months: sales.logShares.length - drop.at,
      monthsBefore: drop.at,
      teamMonths: sales.hasTeam ? sales.logShares.length : 0,
      targetPct: Number.isFinite(targetPct) ? Math.round(targetPct) : -1,
      probabilityPct: Math.round(100 * drop.probability),
    },
    thresholds: settings,
  });
}
