import type { PeriodEvidence } from '../evidence.ts';

/**
 * Own monthly sales as logarithms of sales over what the season lets expect; `targetShare(from)`: sales over target from the month of that
 * index on.
 */
export type ComparedSales = Readonly<{
  logShares: readonly number[];
  hasTeam: boolean;
  targetShare: (from: number) => number;
}>;

/** Months with hardly any sales count as this share of a usual one: a logarithm of 0 says nothing. */
const LEAST_SHARE = 0.02;

/** Own sales month by month over the team's, the last months of both beside each other; null when no sales are known. */
export function comparedSales({
  salesByMonthFen = [],
  targetsByMonthFen = [],
  team,
}: PeriodEvidence): ComparedSales | null {
  const teamSales = team?.salesByMonthFen ?? [];
  const hasTeam = teamSales.length >= salesByMonthFen.length && teamSales.every((fen) => fen > 0);
  const months = salesByMonthFen.length;
  const shares = salesByMonthFen.map((fen, at) => {
    const season = hasTeam ? (teamSales[teamSales.length - months + at] ?? 1) : 1;
    return fen / season;
  });
  const usual = shares.toSorted((a, b) => a - b)[months >> 1] ?? 0;
  if (months === 0 || usual <= 0) return null;
  return {
    hasTeam,
    logShares: shares.map((share) => Math.log(Math.max(LEAST_SHARE, share / usual))),
    targetShare(from) {
      if (targetsByMonthFen.length < months - from) return Number.NaN;
      const target = sumOf(targetsByMonthFen.slice(targetsByMonthFen.length - (months - from)));
      return target > 0 ? sumOf(salesByMonthFen.slice(from)) / target : Number.NaN;
    },
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
