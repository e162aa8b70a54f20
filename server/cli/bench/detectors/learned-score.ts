import { featuresOf } from '../../../domain/features/day-features.ts';
import { growForest, scoreRow } from '../../../domain/features/isolation-forest.ts';
import { groupRows } from '../../../domain/features/robust-scores.ts';
import { evidenceOf } from './judge-scene.ts';
import type { Scene } from './scene.ts';

/** How rare the rarest day of a scene is among the days of a peer group, 0-1. */
export type LearnedScore = (scene: Scene) => number;

const SEED = 1;

/**
 * An isolation forest over the history of a peer group, the numbers of a day as they are (`day-features.ts`). Beside the detectors, so that
 * one sees what learning alone would find; no detector asks it. Null when the group has no two days.
 */
export function learnScore(group: readonly Scene[]): LearnedScore | null {
  const forest = growForest(groupRows(group.map((scene) => evidenceOf(scene).evidence.baseline)), {
    seed: SEED,
  });
  if (!forest) return null;
  return (scene) => {
    const { days, baseline } = evidenceOf(scene).evidence;
    return Math.max(0, ...days.map((day) => scoreRow(forest, featuresOf(day, baseline))));
  };
}
