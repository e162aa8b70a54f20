import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type PolicyRequestCardInput = Readonly<{
  state: 'open' | 'reminder' | 'done' | 'replaced' | 'withdrawn';
  /** Why it was taken back. */
  reason?: string;
  title: string;
  version: string;
  effectiveAt: Date;
  /** There was none before. */
  isFirst: boolean;
  timeZone: string;
  url: string;
  language?: Language;
}>;

const TEMPLATES = {
  open: 'blue',
  reminder: 'orange',
  done: 'green',
  replaced: 'grey',
  withdrawn: 'grey',
} as const;

/** To each of the staff, 1:1: a version of the code of conduct to read and acknowledge. */
export function policyRequestCard(input: PolicyRequestCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.policyRequest;
  const state = words.state[input.state];
  const asked = input.isFirst ? words.first : words.again;
  const gone =
    input.state === 'replaced' ? words.replaced : input.state === 'withdrawn' ? words.withdrawn : undefined;
  return card({
    title: words.title,
    state,
    template: TEMPLATES[input.state],
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      paragraph(gone ?? asked),
      labelled(words.document, input.title, texts),
      labelled(words.version, input.version, texts),
      labelled(words.effective, formatAt(input.effectiveAt, input.timeZone, texts), texts),
      ...(input.reason === undefined ? [] : [labelled(words.reason, input.reason, texts)]),
      ...(gone !== undefined
        ? []
        : [linkButton(input.isFirst ? words.read : words.compare, input.url, 'primary'), hint(words.hint)]),
    ],
  });
}
