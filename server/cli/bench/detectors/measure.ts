import { atMost, rounded, type Bar, type BenchResult } from '../bench.ts';
import { DETECTORS } from '../../../domain/detectors/index.ts';
import { claimBar, familyBars } from './bars.ts';
import type { CaseScore } from './case-score.ts';
import { detectorFigures, type DetectorFigures } from './detector-figures.ts';
import { familyFigures, type FamilyFigures } from './family-figures.ts';
import { managerLoad } from './manager-load.ts';
import { overallFigures, share } from './overall-figures.ts';
import { BEHAVIOURS, CONTROLS } from './planters.ts';
import { VISIT_PLANTERS } from './plant-visits.ts';

const TRAP_RATE = 0.05;
const MAX_FALSE_BY_PERSON = 0.05;
const MAX_CARDS = 2;

type Say = (line: string) => void;

/** Tables of what the scores of the main run say, and the bars they must reach. */
export function measureScores(scores: readonly CaseScore[], say: Say): BenchResult {
  const families = familiesOf(scores.filter(({ half }) => half === 'test'));
  const everybody = familiesOf(scores);
  const names = DETECTORS.map(({ name }) => name);
  const detectors = names.map((name) => detectorFigures(scores, name, BEHAVIOURS)).filter(({ n }) => n > 0);
  sayFamilies(families, say);
  sayAnswers(families, say);
  sayLearned(families, say);
  sayEverybody(everybody, say);
  sayDetectors(detectors, say);
  const traps = measureTraps(scores, say);
  const overall = measureOverall(scores, say);
  return {
    figures: {
      ...overall.figures,
      ...Object.fromEntries(families.flatMap(figuresOfFamily)),
      ...Object.fromEntries(everybody.flatMap(figuresOfEverybody)),
      ...Object.fromEntries(detectors.flatMap(figuresOfDetector)),
    },
    bars: [...familyBars(families), ...claimBar(scores, VISIT_PLANTERS), ...traps, ...overall.bars],
  };
}

const familiesOf = (scores: readonly CaseScore[]): FamilyFigures[] =>
  BEHAVIOURS.map((planter) => familyFigures(scores, planter)).filter(({ n }) => n > 0);

function measureOverall(scores: readonly CaseScore[], say: Say): BenchResult {
  const all = overallFigures(scores);
  const load = managerLoad(scores);
  say(
    `overall, single days: AUC ${show(all.auc)} [${show(all.aucLow)}, ${show(all.aucHigh)}], AP ${show(all.ap)}, F1 ${show(all.f1)} at the threshold of the training half`,
  );
  say(
    `  recall ${show(all.recallAt1Per100)} at 1 false alert per 100 person-days, ${show(all.recallAt5Pct)} at 5`,
  );
  say(
    `  alerts as set: recall ${show(all.alertRecall)}, false per 100 person-days ${show(all.falseAlertsPer100Days)} (to a manager ${show(all.falseManagerAlertsPer100Days)}); ${all.distinctDays} distinct clean days`,
  );
  say(`  calibration error ${show(all.ece)} at 10 % prevalence; score -> true share:`);
  for (const { meanScore, trueShare, weight } of all.bins)
    if (weight > 0) say(`    ${show(meanScore)} -> ${show(trueShare)} (${show(weight)} of all)`);
  say(`  false alerts by person, 90th percentile: ${show(all.falseByPersonP90)}`);
  say(
    `manager, 20 people, 1 in 20 misbehaving: ${show(load.asked)} cards a week before the budget, ${show(load.shown)} after, ${show(load.trueShare)} of them true`,
  );
  return {
    figures: {
      auc: rounded(all.auc),
      ap: rounded(all.ap),
      recallAt1Per100: rounded(all.recallAt1Per100),
      recallAt5Pct: rounded(all.recallAt5Pct),
      f1: rounded(all.f1),
      alertRecall: rounded(all.alertRecall),
      falseAlertsPer100Days: rounded(all.falseAlertsPer100Days),
      ece: rounded(all.ece),
      distinctDays: all.distinctDays,
      cardsPerWeekAsked: rounded(load.asked),
      cardsTrueShare: rounded(load.trueShare),
    },
    bars: [
      atMost('Q6 false alerts by person p90', MAX_FALSE_BY_PERSON, rounded(all.falseByPersonP90)),
      atMost('Q8 cards per manager and week', MAX_CARDS, rounded(load.shown)),
    ],
  };
}

/** Q2b, over both halves: traps decide nothing about thresholds. What counts are alerts that the same days untouched do not raise. */
function measureTraps(scores: readonly CaseScore[], say: Say): Bar[] {
  say('situations that must raise no alert:   n  alerts  more than on the untouched days');
  return CONTROLS.flatMap(({ name }) => {
    const own = scores.filter((score) => score.name === name);
    if (own.length === 0) return [];
    const all = share(own, ({ alert }) => alert !== null);
    const caused = own.filter(({ alert, isNoisyAnyway }) => alert !== null && !isNoisyAnyway);
    const rate = caused.length / own.length;
    const spoke = [...new Set(caused.flatMap(({ supported }) => supported))];
    say(
      `  ${name.padEnd(34)}${String(own.length).padStart(4)}  ${show(all)}  ${show(rate)}  ${spoke.join(', ')}`,
    );
    return [atMost(`Q2b ${name}`, TRAP_RATE, rounded(rate))];
  });
}

function sayFamilies(families: readonly FamilyFigures[], say: Say): void {
  say(
    'behaviour (test people)          n   neg   AUC    AP   R@1%  R@5% [90 %]        fused  simple AUC R@5%  alerted',
  );
  for (const f of families)
    say(
      `  ${f.name.padEnd(28)}${String(f.n).padStart(4)}${String(f.negatives).padStart(6)}  ${show(f.auc)}  ${show(f.ap)}  ${show(f.r1)}  ${show(f.r5)} [${show(f.low)}, ${show(f.high)}]  ${show(f.fusedAuc)}  ${show(f.simpleAuc)} ${show(f.simpleR5)}  ${show(f.alerted)}`,
    );
}

/** What the figures are when the people on whom settings were chosen are added. */
function sayEverybody(families: readonly FamilyFigures[], say: Say): void {
  say('everybody, also those settings were chosen on   n   neg   AUC   R@5% [90 %]');
  for (const f of families)
    say(
      `  ${f.name.padEnd(42)}${String(f.n).padStart(5)}${String(f.negatives).padStart(6)}  ${show(f.auc)}  ${show(f.r5)} [${show(f.low)}, ${show(f.high)}]`,
    );
}

/** Detectors that ask several questions of a day: their one score, beside that of the findings which answer this question. */
function sayAnswers(families: readonly FamilyFigures[], say: Say): void {
  say('the finding that answers the question       AUC  R@5%   as one score of the detectors');
  for (const f of families.filter(({ answerAuc }) => !Number.isNaN(answerAuc)))
    say(`  ${f.name.padEnd(40)}${show(f.answerAuc)} ${show(f.answerR5)}   ${show(f.auc)} ${show(f.r5)}`);
}

/** What an isolation forest, grown on the history of the people for training, makes of the same days: no detector asks it. */
function sayLearned(families: readonly FamilyFigures[], say: Say): void {
  say('a forest of the peer group (single days)    AUC  R@5%   the detectors');
  for (const f of families.filter(({ learnedAuc }) => !Number.isNaN(learnedAuc)))
    say(`  ${f.name.padEnd(40)}${show(f.learnedAuc)} ${show(f.learnedR5)}   ${show(f.auc)} ${show(f.r5)}`);
}

function sayDetectors(detectors: readonly DetectorFigures[], say: Say): void {
  say('detector (supported, test)   n   recall false  precision at 10 % 1 %   F1   delay, days');
  for (const d of detectors)
    say(
      `  ${d.detector.padEnd(22)}${String(d.n).padStart(5)}  ${show(d.recall)}  ${show(d.falseRate)}  ${show(d.precision)}  ${show(d.precisionAt1Pct)}  ${show(d.f1)}  ${show(d.delayDays)}`,
    );
}

const figuresOfFamily = (family: FamilyFigures): [string, number][] => {
  const { name, auc, r1, r5, answerAuc, answerR5 } = family;
  const own: [string, number][] = [
    [`${name} auc`, rounded(auc)],
    [`${name} r1`, rounded(r1)],
    [`${name} r5`, rounded(r5)],
  ];
  if (Number.isNaN(answerAuc)) return own;
  return [...own, [`${name} answer auc`, rounded(answerAuc)], [`${name} answer r5`, rounded(answerR5)]];
};

const figuresOfEverybody = ({ name, auc, r5 }: FamilyFigures): [string, number][] => [
  [`${name} everybody auc`, rounded(auc)],
  [`${name} everybody r5`, rounded(r5)],
];

const figuresOfDetector = ({
  detector,
  precision,
  recall,
  f1,
  delayDays,
}: DetectorFigures): [string, number][] => [
  [`${detector} precision`, rounded(precision)],
  [`${detector} recall`, rounded(recall)],
  [`${detector} f1`, rounded(f1)],
  [`${detector} delayDays`, delayDays],
];

export const show = (value: number): string => (Number.isNaN(value) ? '  -  ' : value.toFixed(3));
