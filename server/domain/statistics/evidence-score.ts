/**
 * A p-value as a probability (0-1) that the behaviour is real. No test can weigh more against "nothing unusual" than
 * -1 / (e p ln p) (Sellke, Bayarri and Berger 2001), so with `prior` = the share of people expected to do this, the posterior is at
 * most what is returned; from p = 1/e on the prior stays.
 */
export function scoreOfChance(p: number, prior: number): number {
  const chance = Math.max(p, 1e-12);
  const factor = chance >= 1 / Math.E ? 1 : 1 / (-Math.E * chance * Math.log(chance));
  return scoreOfOdds((prior / (1 - prior)) * factor);
}

/** Odds as a probability (0-1). */
export const scoreOfOdds = (odds: number): number => odds / (1 + odds);

/** The chance that the smallest of `tests` p-values is this small when nothing is unusual (Bonferroni). */
export const smallestOf = (chances: readonly number[]): number =>
  Math.min(1, chances.length * Math.min(...chances));
