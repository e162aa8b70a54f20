import { detectorsRecordsEn } from '../../contract/texts/detectors-records.en.ts';
import { detectorsRecordsZh } from '../../contract/texts/detectors-records.zh.ts';
import { meanRate } from '../statistics/binomial.ts';
import { scoreOfChance } from '../statistics/evidence-score.ts';
import { chanceAtMostThinned } from '../statistics/thinned.ts';
import { listTrials, withoutNew, type VisitTrial } from './sales/conversion.ts';
import { itemsWithin } from '../interval.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import { expectedRate } from './sales/expected-rate.ts';
import type { Finding } from './finding.ts';
import { MENTION_CHANCE, severityOfChance } from './record-chance.ts';
import { daysBetween, recordFinding } from './record-finding.ts';
import {
  VISITS_WITHOUT_SALES,
  VisitsWithoutSalesSettingsSchema,
  type VisitsWithoutSalesSettings,
} from './settings/visits-without-sales-settings.ts';

const SOURCE = {
  ...VISITS_WITHOUT_SALES,
  zh: detectorsRecordsZh.visitsWithoutSales,
  en: detectorsRecordsEn.visitsWithoutSales,
};

/** Improbably few orders for the visits made, against the own and the team's rate; one finding per period. */
export const visitsWithoutSales: Detector<VisitsWithoutSalesSettings> = {
  ...VISITS_WITHOUT_SALES,
  needs: ['visits', 'orders'],
  settings: VisitsWithoutSalesSettingsSchema,
  detect(evidence, settings) {
    const { startAt } = evidence.judge;
    const made = itemsWithin(evidence.visits, (visit) => visit.startAt, evidence.judge);
    if (made.length < settings.minVisits) return [];
    const trials = listTrials(evidence, settings);
    const before = trials.filter(
      ({ visit, ripe }) => visit.startAt.getTime() < startAt.getTime() && ripe === 1,
    );
    const judged = withoutNew(evidence, { trials, before, settings });
    const belief = expectedRate(evidence, before, settings);
    if (!belief) return [];
    const exposures = judged.map(({ ripe }) => ripe);
    const ripe = exposures.reduce((sum, share) => sum + share, 0);
    const customers = new Set(judged.map(({ visit }) => visit.customerId)).size;
    const expected = ripe * meanRate(belief);
    const isEnough = ripe >= settings.minVisits && customers >= settings.minCustomers;
    if (!isEnough || expected < settings.minExpected) return [];
    const orders = judged.filter(({ order }) => order).length;
    const chance = chanceAtMostThinned(orders, exposures, belief);
    if (chance > MENTION_CHANCE) return [];
    return [describe(evidence, judged, { orders, expected, ripe, chance, customers, settings })];
  },
};

function describe(
  evidence: PeriodEvidence,
  judged: readonly VisitTrial[],
  {
    chance,
    settings,
    ...counts
  }: Readonly<{
    orders: number;
    expected: number;
    ripe: number;
    chance: number;
    customers: number;
    settings: VisitsWithoutSalesSettings;
  }>,
): Finding {
  const startAt = judged[0]?.visit.startAt ?? evidence.judge.startAt;
  const endAt = judged.at(-1)?.visit.endAt ?? evidence.judge.endAt;
  const isSupported = chance <= settings.maxChance;
  return recordFinding(evidence, SOURCE, {
    startAt,
    endAt,
    days: daysBetween(evidence, startAt, endAt),
    verdict: isSupported ? 'supported' : 'undecided',
    severity: severityOfChance(chance, { isSupported, highChance: settings.highChance }),
    score: scoreOfChance(chance, settings.priorShare),
    reasons: [isSupported ? 'improbably_few_orders' : 'may_be_chance'],
    evidence: judged.map(({ visit }) => ({ kind: 'visit', id: visit.id })),
    numbers: {
      visits: judged.length,
      ripeVisits: counts.ripe,
      customers: counts.customers,
      orders: counts.orders,
      expectedOrders: counts.expected,
      chancePct: 100 * chance,
    },
    thresholds: settings,
  });
}
