import type { PullUnread } from '../../contract/pull-source-view.ts';

/** As many may go without a word: people delete a few rows a day. */
const FEW = 10;
/** And no larger part of the list: more is a broken export as often as a clean-up. */
const MOST_PART = 1 / 5;

/** Whether a person has to say so before `going` of the `all` records that a source has brought are taken back at once. */
export const mustBeAsked = (going: number, all: number): boolean => going > FEW && going > all * MOST_PART;

/** What is said again: a list that waits and has become half as long again is another matter than the one somebody was told of. */
const MUCH_MORE = 1.5;

export const isMuchMore = (count: number, toldOf: number): boolean => count >= toldOf * MUCH_MORE;

/** How a pull went, as far as it matters for what it did not name. */
type Whole = Readonly<{ isBroken?: boolean; isBlind?: boolean; named: number }>;

/** Null where what a pull did not name is gone: it read the whole list in one go, knows every row's id, and there were any. */
export function whyUnread({ isBroken = false, isBlind = false, named }: Whole): PullUnread | null {
  if (isBroken) return 'broken';
  if (isBlind) return 'blind';
  return named === 0 ? 'empty' : null;
}

/** Pulls in a row that did not read the whole list, and since when. */
export type UnreadRow = Readonly<{ runs: number; sinceAt: Date; why: PullUnread }>;
/** Each is stopped by something of its own, and an evening's trouble stops two: three are no accident. */
const RUNS_TO_TELL = 3;
/** A list that is read every five minutes may miss an afternoon: deletions are a day late at most. */
const HOURS_TO_TELL = 24;

export const unreadAgain = (before: UnreadRow | undefined, startedAt: Date, why: PullUnread): UnreadRow => ({
  runs: (before?.runs ?? 0) + 1,
  sinceAt: before?.sinceAt ?? startedAt,
  why,
});

/** Whether a whole list is read to its end so seldom that IT has to know. */
export const isLongUnread = ({ runs, sinceAt }: UnreadRow, at: Date): boolean =>
  runs >= RUNS_TO_TELL && +at - +sinceAt >= HOURS_TO_TELL * 3_600_000;
