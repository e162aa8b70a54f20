import type { Card } from '../../contract/card.ts';
import { outcome } from './outcome.ts';
import type { Template } from './parts.ts';
import { cardTexts, formatAt, type Language } from './text.ts';

export type ThresholdCardState = 'live' | 'refused' | 'expired' | 'stale' | 'withdrawn';
export type ThresholdResultCardInput = Readonly<{
  state: ThresholdCardState;
  /** When it was put up, and why, in the proposer's words. */
  askedAt: Date;
  reason: string;
  /** The first day of the new thresholds. */
  fromDay?: string | undefined;
  /** What was said with a refusal. */
  comment?: string | undefined;
  timeZone: string;
  url: string;
  language?: Language;
}>;

const templates: Readonly<Record<ThresholdCardState, Template>> = {
  live: 'green',
  refused: 'orange',
  expired: 'grey',
  stale: 'grey',
  withdrawn: 'orange',
};

/** To whoever proposed new thresholds, 1:1: how it ended. */
export function thresholdResultCard(input: ThresholdResultCardInput): Card {
  const { state, askedAt, reason, fromDay, comment, timeZone, url, language } = input;
  const texts = cardTexts(language);
  const words = texts.thresholdResult;
  return outcome({
    words,
    state: words.state[state],
    template: templates[state],
    rows: [
      [words.asked, formatAt(askedAt, timeZone, texts)],
      [words.reason, reason],
      [words.from, fromDay],
      [words.comment, comment],
    ],
    url,
    hints: [words[`${state}Hint`]],
    language,
  });
}
