import type { Card } from '../../contract/card.ts';
import { pullFaults } from '../../contract/texts/pull-faults.ts';
import { pullOutageZh as words } from '../../contract/texts/pull-outage.zh.ts';
import { notice } from '../../feishu/cards/notice.ts';
import { cardTexts, formatAt } from '../../feishu/cards/text.ts';
import type { Pending } from '../../store/pending.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import type { PullChange } from '../../store/pull-sources.ts';

type Change = Readonly<Pick<Required<PullChange>, 'set' | 'pending'>>;
type Outage = NonNullable<PullSource['outage']>;
const TEMPLATES = { failing: 'red', healed: 'green', off: 'grey' } as const;

/** IT is told once of an outage, whatever else fails before a pull has come to its end. */
export function outageBegun({ id, outage }: PullSource, begun: Omit<Outage, 'endedAt'>): Change | null {
  if (outage && !outage.endedAt) return null;
  return { set: { outage: begun }, pending: [cardOf(id, begun, 'begun')] };
}

/** And once that it is over; the first card says so too. */
export function outageEnded({ id, outage }: PullSource, endedAt: Date): Change | null {
  if (!outage || outage.endedAt) return null;
  return {
    set: { outage: { ...outage, endedAt } },
    pending: [refreshOf(id, endedAt), cardOf(id, outage, 'ended')],
  };
}

/** Somebody paused, changed or deleted it: the card of an outage that lasts says how it is. */
export const outageTouched = ({ id, outage }: PullSource, at: Date): Pending[] =>
  outage && !outage.endedAt ? [refreshOf(id, at)] : [];

/** A card of an earlier outage than the last is of one that is over. */
export function outageCard(
  { name, outage, isOn }: PullSource,
  { slot, timeZone, url }: Readonly<{ slot: string; timeZone: string; url: string }>,
): Card {
  const isOfThis = outage !== undefined && slot.endsWith(`:${+outage.sinceAt}`);
  const state = !isOfThis || outage.endedAt ? 'healed' : isOn ? 'failing' : 'off';
  return notice({
    title: words.title[state](name),
    state: words.state[state],
    template: TEMPLATES[state],
    text: words.text[state],
    facts: isOfThis ? factsOf(outage, state === 'failing', timeZone) : [],
    link: { text: words.open, url },
  });
}

function factsOf({ code, status, sinceAt, endedAt }: Outage, isFailing: boolean, timeZone: string) {
  const { why, todo } = pullFaults.zh.of[code];
  const at = (when: Date): string => formatAt(when, timeZone, cardTexts());
  return [
    { label: words.since, value: at(sinceAt) },
    { label: words.why, value: pullFaults.zh.say(why, status) },
    ...(isFailing ? [{ label: words.todo, value: todo }] : []),
    ...(endedAt ? [{ label: words.endedAt, value: at(endedAt) }] : []),
  ];
}

const cardOf = (id: string, { sinceAt }: Pick<Outage, 'sinceAt'>, kind: 'begun' | 'ended'): Pending => {
  const slot = `${kind}:${+sinceAt}`;
  return { id: `pull_sources:${id}:${slot}`, kind: 'card', slot };
};

const refreshOf = (id: string, at: Date): Pending => ({
  id: `pull_sources:${id}:refresh:${+at}`,
  kind: 'refresh',
});
