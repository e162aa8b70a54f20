import type { Baseline } from '../../../domain/baseline/baseline.ts';
import { assessPeriod, type AssessedPeriod } from '../../../domain/detectors/assess-period.ts';
import { readPeriod } from '../../../domain/period/read-period.ts';
import { periodOf } from './period-of.ts';
import type { Day, Scene } from './scene.ts';

const learned = new WeakMap<readonly Day[], Baseline>();

/** What the product says of a scene. The history is learned once for all scenes that share it. */
export function judgeScene(scene: Scene): AssessedPeriod {
  const { evidence } = evidenceOf(scene);
  return assessPeriod(evidence);
}

export function evidenceOf(scene: Scene) {
  const before = learned.get(scene.history);
  if (!before) {
    const evidence = readPeriod(periodOf(scene, 'bench'));
    learned.set(scene.history, evidence.baseline);
    return { evidence };
  }
  const evidence = readPeriod(periodOf(scene, 'bench', { withPastFixes: false }));
  return { evidence: { ...evidence, baseline: before } };
}
