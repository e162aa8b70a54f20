import { logBeta, logChoose } from './gamma.ts';

/** What is believed of a rate: Beta(a, b), as if `a` successes and `b` failures had been seen. */
export type RateBelief = Readonly<{ a: number; b: number }>;

/**
 * The belief after `successes` of `trials`, starting from a rate known elsewhere that weighs as much as `strength` trials: few own
 * trials are shrunk towards it.
 */
export function shrunkRate(
  { successes, trials }: Readonly<{ successes: number; trials: number }>,
  prior: Readonly<{ mean: number; strength: number }>,
): RateBelief {
  return {
    a: successes + prior.mean * prior.strength,
    b: trials - successes + (1 - prior.mean) * prior.strength,
  };
}

/** The mean of a belief about a rate, 0-1. */
export const meanRate = ({ a, b }: RateBelief): number => a / (a + b);

/** Beta-binomial: chance of at most `k` successes in `n` trials when only the belief about their rate is known. */
export function chanceAtMost(k: number, n: number, { a, b }: RateBelief): number {
  if (k < 0) return 0;
  if (k >= n) return 1;
  const base = logBeta(a, b);
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += Math.exp(logChoose(n, i) + logBeta(a + i, b + n - i) - base);
  return Math.min(1, sum);
}

/** Beta-binomial: chance of at least `k` successes in `n` trials. */
export function chanceAtLeast(k: number, n: number, { a, b }: RateBelief): number {
  return chanceAtMost(n - k, n, { a: b, b: a });
}
