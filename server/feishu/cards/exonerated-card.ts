import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, paragraph } from './parts.ts';
import { cardTexts, type Language } from './text.ts';

export type ExoneratedCardInput = Readonly<{
  /** HR decides what is taken back; the person hears of it as soon as HR does. */
  to: 'hr' | 'subject';
  caseNo: string;
  pseudonym: string;
  /** Whether the person may still appeal. */
  mayAppeal: boolean;
  /** What was held against the person. */
  sentence: string;
  url: string;
  language?: Language;
}>;

/** Late data or a corrected record speaks for the person of a case that was carried out or talked over. */
export function exoneratedCard({
  to,
  caseNo,
  pseudonym,
  mayAppeal,
  sentence,
  url,
  language,
}: ExoneratedCardInput): Card {
  const texts = cardTexts(language);
  const words = texts.exonerated;
  const title = words.title(caseNo);
  const state = words.state[to];
  return card({
    title,
    state,
    template: to === 'hr' ? 'orange' : 'green',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      paragraph(words.body[to]),
      to === 'hr' ? labelled(words.pseudonym, pseudonym, texts) : null,
      labelled(words.before, sentence, texts),
      hint((mayAppeal ? words.hint : words.finalHint)[to]),
      linkButton(words.open, url, 'primary'),
    ],
  });
}
