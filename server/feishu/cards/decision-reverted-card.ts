import type { Card } from '../../contract/card.ts';
import { notice } from './notice.ts';
import { cardTexts, type Language } from './text.ts';

export type DecisionRevertedCardInput = Readonly<{
  caseNo: string;
  pseudonym: string;
  /** The decision was carried out before its approval was taken back. */
  isDone: boolean;
  url: string;
  language?: Language;
}>;

/** To HR of the case, who has the proposal again; to the HR leads where the decision is carried out already. */
export function decisionRevertedCard(input: DecisionRevertedCardInput): Card {
  const { caseNo, pseudonym, isDone, url, language = 'zh' } = input;
  const words = cardTexts(language).decisionReverted;
  const { state, text, hint } = isDone ? words.done : words.back;
  return notice({
    title: words.title(caseNo),
    state,
    template: isDone ? 'red' : 'orange',
    text,
    facts: [{ label: words.pseudonym, value: pseudonym }],
    hint,
    link: { text: words.open, url },
    language,
  });
}
