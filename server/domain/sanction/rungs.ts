import type { Ladder, Measure, Rung } from '../../contract/ladder.ts';
import { monthsBefore } from '../time.ts';

/** A case that ended in a penalty that stands: found true, decided by a second person, carried out, not taken back. */
export type ProvenCase = Readonly<{ id: string; happenedAt: Date; executedAt: Date }>;

/**
 * How many proven cases of one person the ladder counts, the present one included: earlier ones within the look-back window whose penalty
 * had reached the person before this happened. Who was never told the first time cannot repeat it.
 */
export function countProven(
  present: Readonly<{ id: string; happenedAt: Date }>,
  earlier: readonly ProvenCase[],
  { lookBackMonths }: Ladder,
): number {
  const from = monthsBefore(present.happenedAt, lookBackMonths);
  const counted = earlier.filter(
    ({ id, executedAt }) => id !== present.id && executedAt < present.happenedAt && executedAt >= from,
  );
  return counted.length + 1;
}

/** The rung that answers the `count`-th proven case. */
export function rungFor({ rungs }: Ladder, count: number): Rung {
  const rung = rungs.findLast(({ fromCount }) => fromCount <= count) ?? rungs[0];
  if (!rung) throw new RangeError('a ladder has at least one rung');
  return rung;
}

/** What may be proposed at a count: everything up to the rung, since a milder answer is always possible. */
export function measuresUpTo({ rungs }: Ladder, count: number): Set<Measure> {
  return new Set(rungs.filter(({ fromCount }) => fromCount <= count).flatMap(({ measures }) => measures));
}
