import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, type Template } from './parts.ts';
import { cardTexts, type Language } from './text.ts';

/** To whoever asked, 1:1: what became of it, the facts that have a value, the way to it, and what it means. */
export function outcome(input: {
  words: Readonly<{ title: string; open: string }>;
  state: string;
  template: Template;
  rows: readonly (readonly [label: string, value: string | undefined])[];
  url: string;
  hints: readonly string[];
  language?: Language | undefined;
}): Card {
  const { words, state, template, rows, url, hints } = input;
  const texts = cardTexts(input.language);
  return card({
    title: words.title,
    state,
    template,
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      ...rows.map(([label, value]) => labelled(label, value, texts)),
      linkButton(words.open, url),
      ...hints.map((text) => hint(text)),
    ],
  });
}
