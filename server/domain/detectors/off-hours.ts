import { detectorsPunchesEn } from '../../contract/texts/detectors-punches.en.ts';
import { detectorsPunchesZh } from '../../contract/texts/detectors-punches.zh.ts';
import { scoreOfChance, smallestOf } from '../statistics/evidence-score.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { OFF_HOURS, OffHoursSettingsSchema, type OffHoursSettings } from './settings/off-hours-settings.ts';
import { testDrift, type Drift } from './hours/punch-drift.ts';
import { testOften, type Often } from './hours/punch-often.ts';
import { MENTION_CHANCE, severityOfChance } from './record-chance.ts';
import { daysBetween, recordFinding } from './record-finding.ts';

const SOURCE = { ...OFF_HOURS, zh: detectorsPunchesZh.offHours, en: detectorsPunchesEn.offHours };

/** Punches outside working time on more days than usual, or a start or end that drifts; times only, nothing is collected off hours. */
export const offHours: Detector<OffHoursSettings> = {
  ...OFF_HOURS,
  needs: ['punches'],
  settings: OffHoursSettingsSchema,
  detect(evidence, settings) {
    if (evidence.days.every(({ shifts }) => shifts.length === 0)) return [];
    const often = testOften(evidence, settings);
    const tests = (['in', 'out'] as const).flatMap((edge) => testDrift(evidence, edge, settings) ?? []);
    const asked = 1 + tests.length;
    const drifts = tests.filter((drift) => drift.chance <= MENTION_CHANCE);
    const chance = smallestOf([often.chance, ...tests.map((drift) => drift.chance)]);
    return chance > MENTION_CHANCE ? [] : [describe(evidence, { often, drifts, chance, asked, settings })];
  },
};

type Told = Readonly<{
  often: Often;
  drifts: readonly Drift[];
  chance: number;
  /** How many questions the chances share. */
  asked: number;
  settings: OffHoursSettings;
}>;

function describe(evidence: PeriodEvidence, { often, drifts, chance, asked, settings }: Told): Finding {
  const { judge } = evidence;
  const isOften = often.chance <= MENTION_CHANCE;
  const startAt = (isOften && often.punches[0]?.at) || judge.startAt;
  const endAt = (isOften && often.punches.at(-1)?.at) || judge.endAt;
  const isImprobable = (one: Often | Drift): boolean => one.chance * asked <= settings.maxChance;
  const isOftenProven = often.days >= settings.minDays && isImprobable(often);
  const isSupported = isOftenProven || drifts.some(isImprobable);
  const driftOf = (edge: Drift['edge']) => drifts.find((drift) => drift.edge === edge)?.driftMin ?? 0;
  return recordFinding(evidence, SOURCE, {
    startAt,
    endAt,
    days: daysBetween(evidence, startAt, endAt),
    verdict: isSupported ? 'supported' : 'undecided',
    // A drift alone is a question about the schedule, never more.
    severity: severityOfChance(often.chance * asked, {
      isSupported: isOftenProven,
      highChance: settings.highChance,
    }),
    score: scoreOfChance(chance, settings.priorShare) * (isSupported ? 1 : 0.5),
    reasons: [
      ...(isOften ? ['often_off_hours'] : []),
      ...drifts.map(({ edge }) => (edge === 'in' ? 'start_drifts' : 'end_drifts')),
      ...(isSupported ? [] : ['may_be_chance']),
    ],
    evidence: [...new Set([...often.punches, ...drifts.flatMap(({ punches }) => punches)])].map(({ id }) => ({
      kind: 'punch',
      id,
    })),
    numbers: {
      offDays: often.days,
      offPunches: often.punches.length,
      startDriftMin: driftOf('in'),
      endDriftMin: driftOf('out'),
      chancePct: 100 * chance,
    },
    thresholds: settings,
  });
}
