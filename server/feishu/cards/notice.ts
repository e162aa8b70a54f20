import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, paragraph, type Template } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type NoticeInput = Readonly<{
  title: string;
  state: string;
  template: Template;
  text: string;
  facts?: readonly Readonly<{ label: string; value: string }>[];
  hint?: string;
  link?: Readonly<{ text: string; url: string }>;
  language?: Language;
}>;

/** One person, one matter: what happened and where to look. Carries numbers of matters, never names. */
export function notice(input: NoticeInput): Card {
  const texts = cardTexts(input.language);
  return card({
    title: input.title,
    state: input.state,
    template: input.template,
    summary: `${input.title}${texts.separator}${input.state}`,
    elements: [
      paragraph(input.text),
      ...(input.facts ?? []).map(({ label, value }) => labelled(label, value, texts)),
      input.link ? linkButton(input.link.text, input.link.url) : null,
      input.hint === undefined ? null : hint(input.hint),
    ],
  });
}
