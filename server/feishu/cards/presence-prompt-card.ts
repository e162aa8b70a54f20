import type { Card } from '../../contract/card.ts';
import { card, hint, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type PresencePromptCardInput = Readonly<{
  answerBy: Date;
  timeZone: string;
  state: 'open' | 'answered' | 'unanswered';
  /** Where one tap takes a fresh fix or scans the store's code. */
  url: string;
  language?: Language;
}>;

/** 在岗确认, to the employee, 1:1, at a random moment of the shift: one tap; no answer is no evidence, and the card says so. */
export function presencePromptCard(input: PresencePromptCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.presencePrompt;
  const state = words.state[input.state];
  const isOpen = input.state === 'open';
  return card({
    title: words.title,
    state,
    template: isOpen ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      isOpen ? paragraph(words.ask(formatAt(input.answerBy, input.timeZone, texts))) : null,
      isOpen ? linkButton(words.answer, input.url, 'primary') : null,
      hint(words.hint),
    ],
  });
}
