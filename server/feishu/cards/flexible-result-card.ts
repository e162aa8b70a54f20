import type { Card } from '../../contract/card.ts';
import type { Template } from './parts.ts';
import { outcome } from './outcome.ts';
import { cardTexts, type Language } from './text.ts';

export type FlexibleCardState = 'approved' | 'rejected' | 'ended' | 'lapsed' | 'stopped';
export type FlexibleResultCardInput = Readonly<{
  state: FlexibleCardState;
  /** Whose it is; only the superior's card names the person. */
  who?: string | undefined;
  /** Days and hours, in words. */
  whenText: string;
  /** The last day on which it holds, once it was ended. */
  untilText?: string | undefined;
  comment?: string | undefined;
  url: string;
  language?: Language;
}>;

const templates: Readonly<Record<FlexibleCardState, Template>> = {
  approved: 'green',
  rejected: 'orange',
  ended: 'orange',
  lapsed: 'grey',
  stopped: 'blue',
};

/** To the employee, 1:1: what became of the request; to whoever agreed: that the employee ended it. */
export function flexibleResultCard(input: FlexibleResultCardInput): Card {
  const { state, who, whenText, untilText, comment, url, language } = input;
  const words = cardTexts(language).flexibleResult;
  return outcome({
    words,
    state: words.state[state],
    template: templates[state],
    rows: [
      [words.who, who],
      [words.when, whenText],
      [words.until, untilText],
      [words.comment, comment],
    ],
    url,
    hints: [words[`${state}Hint`]],
    language,
  });
}
