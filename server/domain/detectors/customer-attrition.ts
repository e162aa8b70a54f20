import { detectorsRecordsEn } from '../../contract/texts/detectors-records.en.ts';
import { detectorsRecordsZh } from '../../contract/texts/detectors-records.zh.ts';
import { chanceAtLeast, shrunkRate } from '../statistics/binomial.ts';
import { scoreOfChance } from '../statistics/evidence-score.ts';
import {
  CUSTOMER_ATTRITION,
  CustomerAttritionSettingsSchema,
  type CustomerAttritionSettings,
} from './settings/customer-attrition-settings.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { listOwnCustomers, type OwnCustomer } from './sales/lost-customers.ts';
import { daysBetween, recordFinding } from './record-finding.ts';

const SOURCE = {
  ...CUSTOMER_ATTRITION,
  zh: detectorsRecordsZh.customerAttrition,
  en: detectorsRecordsEn.customerAttrition,
};
/** A chance above this is nothing to mention. */
const MENTION_CHANCE = 0.05;

/** More own customers than usual who stopped ordering or order from others now; only ever beside other findings. */
export const customerAttrition: Detector<CustomerAttritionSettings> = {
  ...CUSTOMER_ATTRITION,
  needs: ['orders'],
  isSupporting: true,
  settings: CustomerAttritionSettingsSchema,
  detect(evidence, settings) {
    const customers = listOwnCustomers(evidence, settings);
    const lost = customers.filter(({ loss }) => loss !== null);
    if (customers.length < settings.minCustomers || lost.length < settings.minLost) return [];
    const belief = shrunkRate(
      { successes: 0, trials: 0 },
      { mean: settings.usualShare, strength: settings.usualStrength },
    );
    const chance = chanceAtLeast(lost.length, customers.length, belief);
    if (chance > MENTION_CHANCE) return [];
    return [describe(evidence, lost, { customers: customers.length, chance, settings })];
  },
};

function describe(
  evidence: PeriodEvidence,
  lost: readonly OwnCustomer[],
  {
    customers,
    chance,
    settings,
  }: Readonly<{ customers: number; chance: number; settings: CustomerAttritionSettings }>,
): Finding {
  const { startAt, endAt } = evidence.judge;
  const isSupported = chance <= settings.maxChance;
  const countOf = (loss: OwnCustomer['loss']) => lost.filter((customer) => customer.loss === loss).length;
  const handedOver = lost.filter(({ isHandedOver }) => isHandedOver).length;
  return recordFinding(evidence, SOURCE, {
    startAt,
    endAt,
    days: daysBetween(evidence, startAt, endAt),
    verdict: isSupported ? 'supported' : 'undecided',
    severity: 'low',
    score: scoreOfChance(chance, settings.priorShare) * (isSupported ? 1 : 0.5),
    reasons: [
      ...(countOf('stopped') > 0 ? ['customers_stopped'] : []),
      ...(countOf('moved') > 0 ? ['customers_moved'] : []),
      ...(handedOver > 0 ? ['after_handover'] : []),
      ...(isSupported ? [] : ['may_be_chance']),
    ],
    evidence: lost.map(({ lastOrder }) => ({ kind: 'order', id: lastOrder.id })),
    numbers: {
      customers,
      stopped: countOf('stopped'),
      moved: countOf('moved'),
      handedOver,
      chancePct: 100 * chance,
    },
    thresholds: settings,
  });
}
