import { createRandom } from '../../../demo/random.ts';
import type { CaseScore } from './case-score.ts';
import type { Planter } from './case.ts';
import { averagePrecision, bootstrapByPerson, recallAt, rocAuc, type Labelled } from './metrics.ts';
import { simpleOf } from './simple-scores.ts';

const ROUNDS = 200;

/** How well one planted behaviour is told from ordinary days of the same kind of staff; `low`/`high`: 90 % interval of R@5 %. */
export type FamilyFigures = Readonly<{
  name: string;
  n: number;
  negatives: number;
  auc: number;
  ap: number;
  r1: number;
  r5: number;
  low: number;
  high: number;
  fusedAuc: number;
  /** Of the findings alone that answer the question; NaN where the detectors ask nothing else. */
  answerAuc: number;
  answerR5: number;
  /** The best simple score of trajectory 3.6 on the same cases; NaN where there is none. */
  simpleAuc: number;
  simpleR5: number;
  /** Of the forest of the peer group on the same cases; NaN where it was not asked. */
  learnedAuc: number;
  learnedR5: number;
  /** Share that raises an alert with the settings as they are. */
  alerted: number;
}>;

/** The figures of one planter, of the people given: those who are reported on, unless the caller asks about the others. */
export function familyFigures(scores: readonly CaseScore[], planter: Planter): FamilyFigures {
  const positives = scores.filter(({ name }) => name === planter.name);
  const negatives = scores.filter(
    ({ kind, staff, unit }) => kind === 'clean' && staff === planter.staff && unit === planter.unit,
  );
  const rowsOf = (score: (one: CaseScore) => number): Labelled[] =>
    [...positives, ...negatives].map((one) => ({
      score: score(one),
      isTrue: one.kind !== 'clean',
      person: one.person,
    }));
  const isClaim = planter.detectors[0] === 'visit-unsupported';
  const rows = isClaim ? claimRows(positives, negatives) : rowsOf((one) => bestOf(one, planter.detectors));
  const { answers } = planter;
  const answerRows = answers ? rowsOf((one) => highestOf(one.byReason, answers)) : [];
  const simple = simpleOf(planter.name);
  const simpleRows = simple === undefined ? [] : rowsOf((one) => one.simple[simple] ?? 0);
  const isLearned = positives.length > 0 && positives.every(({ learned }) => learned !== null);
  const learnedRows = isLearned ? rowsOf(({ learned }) => learned ?? 0) : [];
  const [low, high] = bootstrapByPerson(rows, (drawn) => recallAt(drawn, 0.05), {
    rounds: ROUNDS,
    next: createRandom(7).next,
  });
  return {
    name: planter.name,
    n: positives.length,
    negatives: rows.length - positives.length,
    auc: rocAuc(rows),
    ap: averagePrecision(rows),
    r1: recallAt(rows, 0.01),
    r5: recallAt(rows, 0.05),
    low,
    high,
    fusedAuc: rocAuc(rowsOf(({ score }) => score)),
    answerAuc: answers ? rocAuc(answerRows) : Number.NaN,
    answerR5: answers ? recallAt(answerRows, 0.05) : Number.NaN,
    simpleAuc: simple === undefined ? Number.NaN : rocAuc(simpleRows),
    simpleR5: simple === undefined ? Number.NaN : recallAt(simpleRows, 0.05),
    learnedAuc: isLearned ? rocAuc(learnedRows) : Number.NaN,
    learnedR5: isLearned ? recallAt(learnedRows, 0.05) : Number.NaN,
    alerted: positives.filter(({ alert }) => alert !== null).length / positives.length,
  };
}

const bestOf = ({ byDetector }: CaseScore, detectors: readonly string[]): number =>
  highestOf(byDetector, detectors);

const highestOf = (scores: Readonly<Record<string, number>>, keys: readonly string[]): number =>
  Math.max(0, ...keys.map((key) => scores[key] ?? 0));

/** One row a claim: the planted ones against every claim of ordinary days; a claim nothing was said of scores 0. */
export function claimRows(positives: readonly CaseScore[], negatives: readonly CaseScore[]): Labelled[] {
  return [
    ...positives.map(({ plantedClaim, person }) => ({ score: plantedClaim ?? 0, isTrue: true, person })),
    ...negatives.flatMap(({ claims, otherClaims, person }) =>
      Array.from({ length: claims }, (_, n) => ({
        score: otherClaims[n]?.score ?? 0,
        isTrue: false,
        person,
      })),
    ),
  ];
}
