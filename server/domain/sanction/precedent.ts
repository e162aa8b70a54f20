import type { Measure } from '../../contract/ladder.ts';

/** A penalty that was decided before, without the person. */
export type DecidedPenalty = Readonly<{
  caseNo: string;
  decidedAt: Date;
  rungId: string;
  regionId?: string;
  measures: readonly Measure[];
  deductionFen?: number;
  performanceFen?: number;
}>;
/** How alike cases were answered: same rung, and same region where there are any. */
export type Precedent = Readonly<{
  scope: 'region' | 'company';
  count: number;
  byMeasure: Readonly<Partial<Record<Measure, number>>>;
  /** Median share of a month's performance pay that was taken, percent; null when none was. */
  deductionPct: number | null;
  latest: readonly DecidedPenalty[];
}>;

const SHOWN = 5;
/** Fewer than this many from the region say little: then the whole company is shown. */
const MIN_OF_REGION = 3;

/** What was decided before on the same rung, newest first. */
export function precedentOf(
  decided: readonly DecidedPenalty[],
  { rungId, regionId }: Readonly<{ rungId: string; regionId?: string }>,
): Precedent {
  const alike = decided
    .filter((one) => one.rungId === rungId)
    .toSorted((a, b) => +b.decidedAt - +a.decidedAt);
  const ofRegion = alike.filter((one) => regionId !== undefined && one.regionId === regionId);
  const isRegional = ofRegion.length >= MIN_OF_REGION;
  const shown = isRegional ? ofRegion : alike;
  const byMeasure: Partial<Record<Measure, number>> = {};
  for (const measure of shown.flatMap(({ measures }) => measures))
    byMeasure[measure] = (byMeasure[measure] ?? 0) + 1;
  return {
    scope: isRegional ? 'region' : 'company',
    count: shown.length,
    byMeasure,
    deductionPct: medianOf(shown.flatMap(sharePct)),
    latest: shown.slice(0, SHOWN),
  };
}

function sharePct({ deductionFen, performanceFen }: DecidedPenalty): number[] {
  if (deductionFen === undefined || performanceFen === undefined || performanceFen <= 0) return [];
  return [Math.round((deductionFen * 1000) / performanceFen) / 10];
}

function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
