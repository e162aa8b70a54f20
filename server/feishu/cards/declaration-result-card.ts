import type { Card } from '../../contract/card.ts';
import type { Template } from './parts.ts';
import { outcome } from './outcome.ts';
import { cardTexts, formatAt, type Language } from './text.ts';

export type DeclarationCardState = 'approved' | 'rejected' | 'upheld' | 'noted' | 'ended' | 'expiring';
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
  /** Refused, and the person may ask for a second look until then. */
  reviewUntil?: Readonly<{ at: Date; timeZone: string }> | undefined;
  url: string;
  language?: Language;
}>;

const templates: Readonly<Record<DeclarationCardState, Template>> = {
  approved: 'green',
  noted: 'green',
  rejected: 'orange',
  upheld: 'orange',
  ended: 'orange',
  expiring: 'blue',
};

/** To the employee, 1:1: what became of the declared side job. */
export function declarationResultCard(input: DeclarationResultCardInput): Card {
  const { state, whatText, whenText, conditionsText, comment, url, language } = input;
  const words = cardTexts(language).declarationResult;
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
    hints: hintsOf(input),
    language,
  });
}

/** What follows, until when it may be contested, and that nothing before a refusal is held against who came forward. */
function hintsOf({ state, isAmnesty, reviewUntil, language }: DeclarationResultCardInput): string[] {
  const texts = cardTexts(language);
  const words = texts.declarationResult;
  const until = reviewUntil && formatAt(reviewUntil.at, reviewUntil.timeZone, texts);
  const forgiven = { rejected: words.amnestyHint, upheld: words.amnestyUpheldHint };
  return [
    words[`${state}Hint`],
    ...(until === undefined ? [] : [words.reviewHint(until)]),
    ...(isAmnesty === true && (state === 'rejected' || state === 'upheld') ? [forgiven[state]] : []),
  ];
}
