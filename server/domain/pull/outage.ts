/** Failures in a row before a person is called: with the waits between them twenty minutes, in which most systems are back. */
const FAILURES_TO_TELL = 4;

/** How a source fails: since when, how often in a row, and after how many pages of its pull. */
export type Failing = Readonly<{ sinceAt: Date; attempts: number; pages: number }>;

/** The failing with one more attempt, after `pages` pages. */
export function failedAgain(before: Failing | undefined, at: Date, pages: number): Failing {
  return before && !isPast(before, pages)
    ? { sinceAt: before.sinceAt, attempts: before.attempts + 1, pages }
    : { sinceAt: at, attempts: 1, pages };
}

/** The same where a person asked for the attempt out of turn: however often somebody presses, it is no more than one failure. */
export const failedWhenAsked = (before: Failing | undefined, at: Date, pages: number): Failing =>
  before && !isPast(before, pages) ? before : failedAgain(before, at, pages);

/**
 * Whether a pull that has read `pages` pages is past the page that stopped it before; beginning anew and coming to the same page is not.
 */
export const isPast = ({ pages: stoppedAt }: Pick<Failing, 'pages'>, pages: number): boolean =>
  pages > stoppedAt;

/** Whether it fails so long that IT has to know. */
export const isOutage = ({ attempts }: Pick<Failing, 'attempts'>): boolean => attempts >= FAILURES_TO_TELL;
