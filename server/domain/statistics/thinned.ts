import { meanRate, type RateBelief } from './binomial.ts';
import { successesAtMost } from './poisson-binomial.ts';

/** Rates looked at; 32 leave an error below 2 % of the chance. */
const STEPS = 32;
/** Standard deviations of the belief looked at on either side. */
const REACH = 6;

/**
 * Chance of at most `k` successes when trial i succeeds with `exposures[i]` (0-1) times an unknown common rate: trials that have not
 * run their time count for the part they have.
 */
export function chanceAtMostThinned(k: number, exposures: readonly number[], belief: RateBelief): number {
  const { a, b } = belief;
  const mean = meanRate(belief);
  const sd = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const from = Math.max(0, mean - REACH * sd);
  const step = (Math.min(1, mean + REACH * sd) - from) / STEPS;
  const logPeak = (a - 1) * Math.log(mean) + (b - 1) * Math.log1p(-mean);
  const chances = new Float64Array(exposures.length);
  let weight = 0;
  let sum = 0;
  for (let n = 0; n < STEPS; n++) {
    const rate = from + (n + 0.5) * step;
    const density = Math.exp((a - 1) * Math.log(rate) + (b - 1) * Math.log1p(-rate) - logPeak);
    for (let trial = 0; trial < exposures.length; trial++) chances[trial] = rate * (exposures[trial] ?? 0);
    weight += density;
    sum += density * successesAtMost(k, chances);
  }
  return weight > 0 ? sum / weight : 1;
}
