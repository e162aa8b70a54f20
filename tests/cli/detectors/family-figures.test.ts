import { describe, expect, it } from 'vitest';
import type { CaseScore } from '../../../server/cli/bench/detectors/case-score.ts';
import { familyFigures } from '../../../server/cli/bench/detectors/family-figures.ts';
import { measureScores } from '../../../server/cli/bench/detectors/measure.ts';
import { BEHAVIOURS } from '../../../server/cli/bench/detectors/planters.ts';

const planterOf = (wanted: string) => {
  const planter = BEHAVIOURS.find(({ name }) => name === wanted);
  if (!planter) throw new Error(wanted);
  return planter;
};

/** A day of a rep; the score of route-change is the highest of its findings. */
function day(name: string, byReason: Record<string, number>, fields: Partial<CaseScore> = {}): CaseScore {
  const score = Math.max(0, ...Object.values(byReason));
  return {
    name,
    person: 'p1',
    half: 'test',
    seed: 0,
    staff: 'rep',
    unit: 'day',
    kind: name === 'clean' ? 'clean' : 'behaviour',
    dayKey: name,
    days: 1,
    score,
    alert: null,
    severity: null,
    isNoisyAnyway: false,
    byDetector: { 'route-change': score },
    byReason,
    supported: [],
    simple: {},
    learned: null,
    claims: 0,
    plantedClaim: null,
    otherClaims: [],
    ...fields,
  };
}

const CLEAN = [
  day('clean', { unusual_places: 0.33, unusual_order: 0.05 }),
  day('clean', { new_stop: 0.2, unusual_order: 0.1 }, { person: 'p2' }),
];

describe('figures of a planted behaviour', () => {
  it('stand for all findings of its detectors, and beside it for those alone that answer the question', () => {
    const scores = [...CLEAN, day('route/reversed', { unusual_order: 0.3, new_stop: 0.01 })];
    expect(familyFigures(scores, planterOf('route/reversed'))).toMatchObject({
      n: 1,
      negatives: 2,
      auc: 0.5,
      answerAuc: 1,
      answerR5: 1,
    });
  });

  it('stand beside those of a forest that was asked about the same days', () => {
    const asked = CLEAN.map((one, n) => ({ ...one, learned: 0.4 + n / 10 }));
    const reversed = day('route/reversed', { unusual_order: 0.3 }, { learned: 0.45 });
    expect(familyFigures([...asked, reversed], planterOf('route/reversed')).learnedAuc).toBe(0.5);
    const unasked = day('route/reversed', { unusual_order: 0.3 });
    expect(familyFigures([...asked, unasked], planterOf('route/reversed')).learnedAuc).toBeNaN();
  });

  it('have no second score where the detectors ask nothing else', () => {
    const scores = [...CLEAN, day('zone/60min-5km', { outside_zone: 0.9 })];
    expect(familyFigures(scores, planterOf('zone/60min-5km')).answerAuc).toBeNaN();
  });

  it('are reported of the people nothing was chosen on, and told of everybody beside', () => {
    const tuned = day('route/reversed', { unusual_order: 0.01 }, { half: 'train', person: 'p3' });
    const scores = [...CLEAN, day('route/reversed', { unusual_order: 0.9 }), tuned];
    const said: string[] = [];
    const { figures } = measureScores(scores, (line) => said.push(line));
    expect(figures).toMatchObject({
      'route/reversed auc': 1,
      'route/reversed answer auc': 1,
      'route/reversed everybody auc': 0.5,
    });
    expect(said.join('\n')).toContain('everybody, also those settings were chosen on');
  });
});
