import { detectorsRecordsEn } from '../../contract/texts/detectors-records.en.ts';
import { detectorsRecordsZh } from '../../contract/texts/detectors-records.zh.ts';
import { scoreOfChance, smallestOf } from '../statistics/evidence-score.ts';
import { itemsWithin } from '../interval.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { listLinks, listUnclearCustomers } from './sales/order-links.ts';
import {
  ORDER_MISMATCH,
  OrderMismatchSettingsSchema,
  type OrderMismatchSettings,
} from './settings/order-mismatch-settings.ts';
import { testDiverted, testUnvisited, type MismatchTest } from './sales/order-tests.ts';
import { MENTION_CHANCE, severityOfChance } from './record-chance.ts';
import { daysBetween, recordFinding } from './record-finding.ts';

const SOURCE = {
  ...ORDER_MISMATCH,
  zh: detectorsRecordsZh.orderMismatch,
  en: detectorsRecordsEn.orderMismatch,
};

/** Orders that do not fit the visits: booked to somebody else, or taken where the person does not go; one finding per period. */
export const orderMismatch: Detector<OrderMismatchSettings> = {
  ...ORDER_MISMATCH,
  needs: ['visits', 'orders'],
  settings: OrderMismatchSettingsSchema,
  detect(evidence, settings) {
    const made = itemsWithin(evidence.orders, ({ at }) => at, evidence.judge);
    if (made.length < settings.minOrders) return [];
    const links = listLinks(evidence, settings.lagDays);
    const unclear = listUnclearCustomers(evidence, links, settings);
    const clear = links.filter(({ order }) => !unclear.has(order.customerId));
    const diverted = testDiverted(evidence, { links: clear, all: links }, settings);
    const unvisited = testUnvisited(evidence, clear, settings);
    const tests = [diverted, unvisited].filter((test) => test !== null);
    if (tests.length === 0) return [];
    const chance = smallestOf(tests.map((test) => test.chance));
    if (chance > MENTION_CHANCE) return [];
    const known = tests.filter(({ isConclusive }) => isConclusive).map((test) => test.chance * tests.length);
    const provenChance = Math.min(1, ...known);
    return [describe(evidence, { diverted, unvisited, chance, provenChance, settings })];
  },
};

type Told = Readonly<{
  diverted: MismatchTest | null;
  unvisited: MismatchTest | null;
  chance: number;
  /** The same by conclusive tests alone: what is only assumed proves nothing. */
  provenChance: number;
  settings: OrderMismatchSettings;
}>;

function describe(evidence: PeriodEvidence, told: Told): Finding {
  const { provenChance, settings } = told;
  const diverted = speaking(told.diverted);
  const unvisited = speaking(told.unvisited);
  const orders = [diverted, unvisited]
    .flatMap((test) => test?.odd ?? [])
    .map(({ order }) => order)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const startAt = orders[0]?.at ?? evidence.judge.startAt;
  const endAt = orders.at(-1)?.at ?? evidence.judge.endAt;
  const isSupported = provenChance <= settings.maxChance;
  const chance = isSupported ? provenChance : told.chance;
  return recordFinding(evidence, SOURCE, {
    startAt,
    endAt,
    days: daysBetween(evidence, startAt, endAt),
    verdict: isSupported ? 'supported' : 'undecided',
    severity: severityOfChance(chance, { isSupported, highChance: settings.highChance }),
    score: scoreOfChance(chance, settings.priorShare) * (isSupported ? 1 : 0.5),
    reasons: [
      ...(diverted ? ['booked_to_another'] : []),
      ...(unvisited ? ['orders_without_visits'] : []),
      ...(isSupported ? [] : [chance <= settings.maxChance ? 'accounts_unknown' : 'may_be_chance']),
    ],
    evidence: [...new Set(orders)].map(({ id }) => ({ kind: 'order', id })),
    numbers: {
      visitedOrders: diverted?.orders ?? 0,
      divertedOrders: diverted?.odd.length ?? 0,
      ownOrders: unvisited?.orders ?? 0,
      unvisitedOrders: unvisited?.odd.length ?? 0,
      customers: new Set(orders.map(({ customerId }) => customerId)).size,
      chancePct: 100 * chance,
    },
    thresholds: settings,
  });
}

const speaking = (test: MismatchTest | null): MismatchTest | null =>
  test !== null && test.chance <= MENTION_CHANCE ? test : null;
