import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, type Template } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type DeclarationCardState = 'approved' | 'rejected' | 'noted' | 'ended' | 'expiring';
export type DeclarationResultCardInput = Readonly<{
  state: DeclarationCardState;
  /** Kind and employer, in words. */
  whatText: string;
  /** Weekdays, hours and dates, in words. */
  whenText: string;
  conditionsText?: string | undefined;
  comment?: string | undefined;
  /** Declared in the amnesty. */
  isAmnesty?: boolean | undefined;
  url: string;
  language?: Language;
}>;

const templates: Readonly<Record<DeclarationCardState, Template>> = {
  approved: 'green',
  noted: 'green',
  rejected: 'orange',
  ended: 'orange',
  expiring: 'blue',
};

/** To the employee, 1:1: what became of the declared side job. */
export function declarationResultCard(input: DeclarationResultCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.declarationResult;
  const state = words.state[input.state];
  return card({
    title: words.title,
    state,
    template: templates[input.state],
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      labelled(words.what, input.whatText, texts),
      labelled(words.when, input.whenText, texts),
      labelled(words.conditions, input.conditionsText, texts),
      labelled(words.comment, input.comment, texts),
      linkButton(words.open, input.url),
      hint(words[`${input.state}Hint`]),
      input.state === 'rejected' && input.isAmnesty === true ? hint(words.amnestyHint) : null,
    ],
  });
}
