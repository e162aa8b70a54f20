import type { Card } from '../../contract/card.ts';
import type { Template } from './parts.ts';
import { outcome } from './outcome.ts';
import { cardTexts, type Language } from './text.ts';

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
  const { state, whatText, whenText, conditionsText, comment, isAmnesty, url, language } = input;
  const words = cardTexts(language).declarationResult;
  const isForgiven = state === 'rejected' && isAmnesty === true;
  return outcome({
    words,
    state: words.state[state],
    template: templates[state],
    rows: [
      [words.what, whatText],
      [words.when, whenText],
      [words.conditions, conditionsText],
      [words.comment, comment],
    ],
    url,
    hints: [words[`${state}Hint`], ...(isForgiven ? [words.amnestyHint] : [])],
    language,
  });
}
