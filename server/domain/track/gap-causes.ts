import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../interval.ts';
import type { Coverage } from './coverage.ts';

/** A stretch nobody observed, where the phone was last seen before and next after it, and why as far as the phone says. */
export type ExplainedGap = Readonly<
  Interval & {
    minutes: number;
    /** Minutes by what the phone itself told; `unknown` is the rest. Never evidence of anything. */
    causes: Readonly<Record<string, number>>;
  }
>;

/** The unobserved stretches with their causes; where told causes overlap, the first told counts. */
export function explainGaps(
  { gaps }: Pick<Coverage, 'gaps'>,
  told: readonly Readonly<Interval & { cause: string }>[],
): ExplainedGap[] {
  return gaps.map((gap) => {
    const causes: Record<string, number> = {};
    let left: readonly Interval[] = [gap];
    for (const { cause, startAt, endAt } of told) {
      const minutes = minutesOf(intersectIntervals(left, [{ startAt, endAt }]));
      if (minutes > 0) causes[cause] = (causes[cause] ?? 0) + minutes;
      left = subtractIntervals(left, [{ startAt, endAt }]);
    }
    const unknown = minutesOf(left);
    if (unknown > 0) causes['unknown'] = unknown;
    return { ...gap, minutes: minutesOf([gap]), causes };
  });
}
