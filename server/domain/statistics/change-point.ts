import { logGamma } from './gamma.ts';
import { studentAtMost } from './student.ts';

/** What is known of a level before any value: mean and scale as if seen `weight` times, spread as if from `freedom` values. */
type LevelPrior = Readonly<{ mean: number; weight: number; spread: number; freedom: number }>;
/** `at`: index of the first value of the new level. `probability` (0-1) that there is such a change; `shift` its expected size. */
export type ChangePoint = Readonly<{ at: number; probability: number; shift: number }>;

type Level = Readonly<{ n: number; mean: number; squares: number }>;

/**
 * Bayesian test for one drop of at least `least` in the last `within` values of a series with normal noise of unknown spread (conjugate
 * normal-inverse-gamma levels, every change point equally likely, `share` = how often there is a change at all; Barry and Hartigan
 * 1993 for one change). Returns the likeliest change point with the probability of a drop summed over all of them.
 */
export function findDrop(
  values: readonly number[],
  {
    within,
    minBefore,
    least,
    share,
    prior,
  }: Readonly<{ within: number; minBefore: number; least: number; share: number; prior: LevelPrior }>,
): ChangePoint | null {
  const starts = values.map((_, at) => at).filter((at) => at >= Math.max(minBefore, values.length - within));
  if (starts.length === 0) return null;
  const steady = logEvidence(levelOf(values), prior);
  const candidates = starts.map((at) => {
    const before = levelOf(values.slice(0, at));
    const after = levelOf(values.slice(at));
    const weight = Math.exp(logEvidence(before, prior) + logEvidence(after, prior) - steady);
    return {
      at,
      weight: weight * chanceOfDrop(before, after, { least, prior }),
      shift: after.mean - before.mean,
    };
  });
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0) / candidates.length;
  const odds = (share / (1 - share)) * total;
  const best = candidates.reduce((most, one) => (one.weight > most.weight ? one : most));
  return { at: best.at, shift: best.shift, probability: odds / (1 + odds) };
}

function levelOf(values: readonly number[]): Level {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { n: values.length, mean, squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

/** ln of the marginal likelihood of the values under the prior (Murphy 2007, eq. 107 and 201). */
function logEvidence({ n, mean, squares }: Level, prior: LevelPrior): number {
  const { weight, freedom, beta } = update({ n, mean, squares }, prior);
  const alpha0 = prior.freedom / 2;
  const beta0 = alpha0 * prior.spread ** 2;
  return (
    logGamma(freedom / 2) -
    logGamma(alpha0) +
    alpha0 * Math.log(beta0) -
    (freedom / 2) * Math.log(beta) +
    Math.log(prior.weight / weight) / 2 -
    (n / 2) * Math.log(2 * Math.PI)
  );
}

function update({ n, mean, squares }: Level, prior: LevelPrior) {
  const weight = prior.weight + n;
  const freedom = prior.freedom + n;
  const pull = (prior.weight * n * (mean - prior.mean) ** 2) / (2 * weight);
  return { weight, freedom, beta: (prior.freedom / 2) * prior.spread ** 2 + squares / 2 + pull };
}

/** Chance that the level fell by `least` or more: the difference of two posterior means, by one Student's t. */
function chanceOfDrop(
  before: Level,
  after: Level,
  { least, prior }: Readonly<{ least: number; prior: LevelPrior }>,
): number {
  const one = update(before, prior);
  const two = update(after, prior);
  const freedom = prior.freedom + before.n + after.n;
  const variance = (2 * (one.beta + two.beta)) / (one.freedom + two.freedom);
  const scale = Math.sqrt(variance * (1 / one.weight + 1 / two.weight));
  return studentAtMost((before.mean - after.mean - least) / scale, freedom);
}
