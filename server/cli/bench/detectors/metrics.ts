/** A score and whether it belongs to something planted; `person` is what the bootstrap draws. */
export type Labelled = Readonly<{ score: number; isTrue: boolean; person: string }>;

/** Area under the ROC curve: the chance that a true one scores above a false one, ties counting half. NaN when one kind is missing. */
export function rocAuc(rows: readonly Labelled[]): number {
  const sorted = rows.toSorted((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (sorted[at]?.isTrue) rankSum += rank;
    from = to;
  }
  const positives = rows.filter(({ isTrue }) => isTrue).length;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (rows.length - positives));
}

/** Average precision; rows with equal scores are taken together, so that their order does not matter. */
export function averagePrecision(rows: readonly Labelled[]): number {
  const sorted = rows.toSorted((a, b) => b.score - a.score);
  const positives = rows.filter(({ isTrue }) => isTrue).length;
  let found = 0;
  let sum = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    let more = 0;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score)
      more += Number(sorted[to++]?.isTrue);
    found += more;
    sum += (more * found) / to;
    from = to;
  }
  return sum / positives;
}

/** The lowest threshold at which at most `share` of the false ones are reached; ties stay out together. */
export function thresholdAt(falseScores: readonly number[], share: number): number {
  const sorted = falseScores.toSorted((a, b) => b - a);
  const allowed = Math.floor(share * sorted.length + 1e-9);
  const limit = sorted[allowed];
  return limit === undefined ? Number.EPSILON : nextAbove(limit);
}

/** Share of the true ones found when at most `share` of the false ones are. A score of 0 is never a find. */
export function recallAt(rows: readonly Labelled[], share: number): number {
  const threshold = thresholdAt(
    rows.filter(({ isTrue }) => !isTrue).map(({ score }) => score),
    share,
  );
  const found = rows.filter(({ isTrue }) => isTrue);
  return found.filter(({ score }) => score > 0 && score >= threshold).length / found.length;
}

/** Points of the ROC curve: the share of true ones found when at most each share of the false ones is. */
export function rocPoints(
  rows: readonly Labelled[],
  falseShares: readonly number[],
): { falseShare: number; trueShare: number }[] {
  return falseShares.map((falseShare) => ({ falseShare, trueShare: recallAt(rows, falseShare) }));
}

/** Precision, recall and F1 of the rows at or above `threshold`. */
export function atThreshold(
  rows: readonly Labelled[],
  threshold: number,
): { precision: number; recall: number; f1: number } {
  const hits = rows.filter(({ score }) => score >= threshold && score > 0);
  const right = hits.filter(({ isTrue }) => isTrue).length;
  const precision = hits.length === 0 ? 0 : right / hits.length;
  const recall = right / Math.max(1, rows.filter(({ isTrue }) => isTrue).length);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** The threshold with the best F1. */
export function bestThreshold(rows: readonly Labelled[]): number {
  const scores = [
    ...new Set(rows.filter(({ isTrue, score }) => isTrue && score > 0).map(({ score }) => score)),
  ];
  const sorted = scores.toSorted((a, b) => a - b);
  const tried = sorted.filter((_, n) => n % Math.ceil(sorted.length / 60) === 0);
  let best = { threshold: Infinity, f1: -1 };
  for (const threshold of tried) {
    const { f1 } = atThreshold(rows, threshold);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return best.threshold;
}

export type ReliabilityBin = Readonly<{ from: number; meanScore: number; trueShare: number; weight: number }>;

/**
 * How far scores are from the shares they promise, in ten bins, with the true ones weighted so that they make up `prevalence` of all.
 * `ece` is the weighted mean distance.
 */
export function calibration(
  rows: readonly Labelled[],
  prevalence: number,
): { ece: number; bins: ReliabilityBin[] } {
  const positives = rows.filter(({ isTrue }) => isTrue).length;
  const weightOf = (isTrue: boolean) =>
    isTrue ? prevalence / positives : (1 - prevalence) / (rows.length - positives);
  const bins = Array.from({ length: 10 }, (_, n): ReliabilityBin => {
    const inside = rows.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === n);
    const weight = inside.reduce((sum, { isTrue }) => sum + weightOf(isTrue), 0);
    const mean = (of: (row: Labelled) => number) =>
      inside.reduce((sum, row) => sum + weightOf(row.isTrue) * of(row), 0) / (weight || 1);
    return {
      from: n / 10,
      weight,
      meanScore: mean(({ score }) => score),
      trueShare: mean(({ isTrue }) => Number(isTrue)),
    };
  });
  return {
    bins,
    ece: bins.reduce((sum, bin) => sum + bin.weight * Math.abs(bin.meanScore - bin.trueShare), 0),
  };
}

/** A figure's 90 % interval when people are drawn anew with replacement. */
export function bootstrapByPerson(
  rows: readonly Labelled[],
  figure: (rows: readonly Labelled[]) => number,
  { rounds, next }: { rounds: number; next: () => number },
): readonly [number, number] {
  const people = [...new Set(rows.map(({ person }) => person))];
  const byPerson = new Map(people.map((person) => [person, rows.filter((row) => row.person === person)]));
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const drawn = people.flatMap(() => byPerson.get(people[Math.floor(next() * people.length)] ?? '') ?? []);
    const got = figure(drawn);
    if (Number.isFinite(got)) figures.push(got);
  }
  figures.sort((a, b) => a - b);
  const at = (share: number) => figures[Math.round(share * (figures.length - 1))] ?? Number.NaN;
  return [at(0.05), at(0.95)];
}

const nextAbove = (value: number): number => value + Math.max(Number.EPSILON, Math.abs(value) * 1e-12);
