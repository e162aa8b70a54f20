import type { PullUnread } from '../../contract/pull-source-view.ts';
import { isLongUnread, isMuchMore, unreadAgain } from '../../domain/pull/missing.ts';
import type { Pending } from '../../store/pending.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import type { PullChange } from '../../store/pull-sources.ts';

type Waiting = NonNullable<PullSource['waiting']>;
type Change = Required<PullChange>;
const NOTHING: Change = { set: {}, unset: [], pending: [] };

/** IT is told once of a list that waits, and anew when it has grown much; the cards there are say how it is. */
export function waitingFound(
  { id, waiting }: PullSource,
  found: Omit<Waiting, 'told'>,
): Readonly<{ waiting: Waiting; pending: readonly Pending[] }> {
  const { run, count, at } = found;
  const told = waiting?.isConfirmed === true ? undefined : waiting?.told;
  const card = cardOf(id, `waiting:${run}`);
  if (!told) return { waiting: { ...found, told: { first: run, count } }, pending: [card] };
  const refresh = refreshOf(id, at);
  return isMuchMore(count, told.count)
    ? { waiting: { ...found, told: { ...told, count } }, pending: [refresh, card] }
    : { waiting: { ...found, told }, pending: count === waiting?.count ? [] : [refresh] };
}

/** Nobody has to say anything any more. */
export function waitOver(
  { id, waiting }: PullSource,
  at: Date,
  how: NonNullable<PullSource['waited']>['how'],
): Change {
  if (!waiting) return NOTHING;
  const { told } = waiting;
  return {
    set: told ? { waited: { first: told.first, how } } : {},
    unset: ['waiting'],
    pending: told ? [refreshOf(id, at)] : [],
  };
}

/** One more pull did not read the whole list; told once, unless IT knows already that the source fails. */
export function unreadFound(
  { id, unread: before, outage }: PullSource,
  { startedAt, at, why }: Readonly<{ startedAt: Date; at: Date; why: PullUnread }>,
): Change {
  const unread = unreadAgain(before, startedAt, why);
  const isFailing = outage !== undefined && !outage.endedAt;
  const isTold = before?.isTold === true;
  const isNews = !isTold && !isFailing && isLongUnread(unread, at);
  return {
    set: { unread: isTold || isNews ? { ...unread, isTold: true } : unread },
    unset: [],
    pending: isNews ? [cardOf(id, `unread:${+unread.sinceAt}`)] : [],
  };
}

/** One was read to its end, or need not be. */
export function unreadOver({ id, unread }: PullSource, at: Date): Change {
  if (!unread) return NOTHING;
  return { set: {}, unset: ['unread'], pending: unread.isTold === true ? [refreshOf(id, at)] : [] };
}

/** Somebody paused, changed or deleted the source: the cards about its list say so. */
export const listTouched = ({ id, waiting, unread }: PullSource, at: Date): Pending[] =>
  waiting?.told || unread?.isTold === true ? [refreshOf(id, at)] : [];

export const merged = (...changes: readonly PullChange[]): Change =>
  changes.reduce<Change>(
    (all, { set = {}, unset = [], pending = [] }) => ({
      set: { ...all.set, ...set },
      unset: [...all.unset, ...unset],
      pending: [...all.pending, ...pending],
    }),
    NOTHING,
  );

const cardOf = (id: string, slot: string): Pending => ({
  id: `pull_sources:${id}:${slot}`,
  kind: 'card',
  slot,
});
const refreshOf = (id: string, at: Date): Pending => ({
  id: `pull_sources:${id}:list:${+at}`,
  kind: 'refresh',
});
