import { describe, expect, it } from 'vitest';
import {
  atThreshold,
  averagePrecision,
  bootstrapByPerson,
  calibration,
  recallAt,
  rocAuc,
  rocPoints,
  thresholdAt,
  type Labelled,
} from '../../../server/cli/bench/detectors/metrics.ts';

const rows = (trues: readonly number[], falses: readonly number[]): Labelled[] => [
  ...trues.map((score, n) => ({ score, isTrue: true, person: `p${n % 3}` })),
  ...falses.map((score, n) => ({ score, isTrue: false, person: `p${n % 3}` })),
];

describe('metrics of the detector bench', () => {
  it('rank: all above is 1, all equal is a half, half above is three quarters', () => {
    expect(rocAuc(rows([0.9, 0.8], [0.1, 0.2]))).toBe(1);
    expect(rocAuc(rows([0.5, 0.5], [0.5]))).toBe(0.5);
    expect(rocAuc(rows([0.9, 0.2], [0.1, 0.5]))).toBe(0.75);
  });

  it('take average precision over ties together', () => {
    expect(averagePrecision(rows([0.9, 0.7], [0.8]))).toBeCloseTo((1 + 2 / 3) / 2);
    expect(averagePrecision(rows([0.5], [0.5, 0.5, 0.5]))).toBeCloseTo(0.25);
  });

  it('let no more false ones through than allowed, ties included', () => {
    const falses = [0.9, 0.4, 0.4, 0.1];
    expect(thresholdAt(falses, 0.25)).toBeGreaterThan(0.4);
    expect(recallAt(rows([0.95, 0.5, 0.4], falses), 0.25)).toBeCloseTo(2 / 3);
  });

  it('draw the ROC by the share of false ones let through', () => {
    const points = rocPoints(rows([0.95, 0.5, 0.3], [0.9, 0.4, 0.2, 0.1]), [0, 0.25, 0.5]);
    expect(points).toEqual([
      { falseShare: 0, trueShare: 1 / 3 },
      { falseShare: 0.25, trueShare: 2 / 3 },
      { falseShare: 0.5, trueShare: 1 },
    ]);
  });

  it('never count a score of nothing as found', () => {
    expect(recallAt(rows([0, 0], [0, 0]), 0.5)).toBe(0);
  });

  it('give precision, recall and F1 at a threshold', () => {
    expect(atThreshold(rows([0.9, 0.2], [0.8, 0.1]), 0.5)).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5 });
  });

  it('weigh the calibration to the stated share of true ones', () => {
    expect(calibration(rows([0.05], [0.05, 0.05]), 0.05).ece).toBeCloseTo(0);
    expect(calibration(rows([0.95], [0.95]), 0.1).ece).toBeCloseTo(0.85);
  });

  it('draw people, not rows', () => {
    const next = (() => {
      let n = 0;
      return () => (n++ % 10) / 10;
    })();
    const [low, high] = bootstrapByPerson(rows([0.9, 0.8, 0.1], [0.2, 0.3, 0.5]), rocAuc, {
      rounds: 50,
      next,
    });
    expect(low).toBeLessThanOrEqual(high);
    expect(low).toBeGreaterThanOrEqual(0);
  });
});
