import type { Card } from '../../contract/card.ts';
import { card, labelled, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

/** Parts of the edge whose failure needs a person. */
export type OpsPart = 'org-sync' | 'cards' | 'audit' | 'attendance';
export type OpsFaultCardInput = Readonly<{
  part: OpsPart;
  state: 'failing' | 'healed';
  /** A code for whoever looks into it; no names, no ids of people. */
  code: string;
  sinceAt: Date;
  timeZone: string;
  language?: Language;
}>;

/** To an administrator: something stopped by itself, what that means, and what to do. */
export function opsFaultCard(input: OpsFaultCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.opsFault;
  const { title, meaning, todo } = words.parts[input.part];
  const state = words.state[input.state];
  const isOpen = input.state === 'failing';
  return card({
    title,
    state,
    template: isOpen ? 'red' : 'green',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      isOpen ? paragraph(meaning) : null,
      isOpen ? paragraph(todo) : null,
      labelled(words.since, formatAt(input.sinceAt, input.timeZone, texts), texts),
      labelled(words.code, input.code, texts),
    ],
  });
}
