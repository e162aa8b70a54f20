import type { Card } from '../../contract/card.ts';
import { outcome } from './outcome.ts';
import { cardTexts, type Language } from './text.ts';

export type ZoneCardInput = Readonly<{
  /** `gone`: withdrawn for everybody; `back`: a record has brought it back. */
  state: 'assigned' | 'ended' | 'gone' | 'back';
  zone: string;
  /** The first day on which it holds. */
  fromDay?: string | undefined;
  /** The last day; absent of one that never began. */
  lastDay?: string | undefined;
  reason?: string | undefined;
  by?: string | undefined;
  url: string;
  language?: Language;
}>;

/** To the employee, 1:1: a zone that is theirs from a day on or is theirs no more, was withdrawn or is back. */
export function zoneCard({ state, zone, fromDay, lastDay, reason, by, url, language }: ZoneCardInput): Card {
  const words = cardTexts(language).zone;
  return outcome({
    words,
    state: words.state[state],
    template: state === 'assigned' || state === 'back' ? 'blue' : 'grey',
    rows: [
      [words.zone, zone],
      [words.from, fromDay],
      [words.until, lastDay],
      [words.reason, reason],
      [words.by, by],
    ],
    url,
    hints: [words[`${state}Hint`]],
    language,
  });
}
