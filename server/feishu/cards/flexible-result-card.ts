import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, type Template } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

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
  const texts = cardTexts(input.language);
  const words = texts.flexibleResult;
  const state = words.state[input.state];
  return card({
    title: words.title,
    state,
    template: templates[input.state],
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      labelled(words.who, input.who, texts),
      labelled(words.when, input.whenText, texts),
      labelled(words.until, input.untilText, texts),
      labelled(words.comment, input.comment, texts),
      linkButton(words.open, input.url),
      hint(words[`${input.state}Hint`]),
    ],
  });
}
