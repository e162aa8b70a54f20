import type { Card } from '../../contract/card.ts';
import { outcome } from './outcome.ts';
import type { Template } from './parts.ts';
import { cardTexts, type Language } from './text.ts';

/** `again`: what the second look had permitted was taken back, and is looked at anew. */
export type SecondLookState = 'approved' | 'again' | 'rejected';
/** Who had the second look, by role: the name is nobody else's matter. */
export type SecondLookRole = 'legal' | 'hr_lead' | 'hr';
export type DeclarationSecondLookCardInput = Readonly<{
  state: SecondLookState;
  personName: string;
  whatText: string;
  whenText: string;
  by?: SecondLookRole | undefined;
  /** Conditions of a yes, reasons of a no. */
  comment?: string | undefined;
  url: string;
  language?: Language;
}>;

const templates: Readonly<Record<SecondLookState, Template>> = {
  approved: 'blue',
  again: 'blue',
  rejected: 'grey',
};

/** To whoever refused a side job that was permitted on a second look, 1:1: what holds now, decided by which role, and no blame. */
export function declarationSecondLookCard(input: DeclarationSecondLookCardInput): Card {
  const { state, personName, whatText, whenText, by, comment, url, language } = input;
  const words = cardTexts(language).declarationSecondLook;
  return outcome({
    words,
    state: words.state[state],
    template: templates[state],
    rows: [
      [words.person, personName],
      [words.what, whatText],
      [words.when, whenText],
      [words.by, by && words.roles[by]],
      [state === 'approved' ? words.conditions : words.comment, comment],
    ],
    url,
    hints: [words[`${state}Hint`], words.noBlame],
    language,
  });
}
