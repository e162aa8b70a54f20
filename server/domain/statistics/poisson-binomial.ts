/**
 * Chance of exactly 0, 1, ... `upTo` successes when each trial has its own probability (Poisson-binomial law), by adding one trial
 * after the other; exact, O(trials x upTo).
 */
function successLaw(probabilities: ArrayLike<number>, upTo = probabilities.length): Float64Array {
  const law = new Float64Array(Math.max(0, upTo) + 1);
  law[0] = 1;
  for (let trial = 0; trial < probabilities.length; trial++) {
    const p = probabilities[trial] ?? 0;
    for (let k = Math.min(upTo, trial + 1); k > 0; k--)
      law[k] = (law[k] ?? 0) * (1 - p) + (law[k - 1] ?? 0) * p;
    law[0] = (law[0] ?? 0) * (1 - p);
  }
  return law;
}

/** Chance of at most `k` successes. */
export function successesAtMost(k: number, probabilities: ArrayLike<number>): number {
  if (k < 0) return 0;
  if (k >= probabilities.length) return 1;
  return Math.min(
    1,
    successLaw(probabilities, k).reduce((sum, p) => sum + p, 0),
  );
}
