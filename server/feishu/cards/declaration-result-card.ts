import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type DeclarationResultCardInput = Readonly<{
  state: 'approved' | 'rejected';
  /** Kind and employer, in words. */
  whatText: string;
  /** Weekdays, hours and dates, in words. */
  whenText: string;
  conditionsText?: string | undefined;
  comment?: string | undefined;
  url: string;
  language?: Language;
}>;

/** To the employee, 1:1: what became of the declared side job. */
export function declarationResultCard(input: DeclarationResultCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.declarationResult;
  const state = words.state[input.state];
  return card({
    title: words.title,
    state,
    template: input.state === 'approved' ? 'green' : 'orange',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      labelled(words.what, input.whatText, texts),
      labelled(words.when, input.whenText, texts),
      labelled(words.conditions, input.conditionsText, texts),
      labelled(words.comment, input.comment, texts),
      linkButton(words.open, input.url),
      hint(input.state === 'approved' ? words.approvedHint : words.rejectedHint),
    ],
  });
}
