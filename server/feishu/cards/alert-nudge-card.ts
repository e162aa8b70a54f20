import type { Card } from '../../contract/card.ts';
import { flowEn } from '../../contract/texts/flow.en.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { card, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

export type AlertNudgeCardInput = Readonly<{
  /** Day and hours of what was seen. */
  when: string;
  sentence: string;
  numbers: readonly CardNumber[];
  whatWouldClear: string;
  /** Nobody but the person has seen it. */
  isPrivate: boolean;
  url: string;
  /** `contacted`: HR has written about it since. */
  state: 'open' | 'contacted' | 'cleared' | 'handled';
  language?: Language;
}>;

/** To the employee, 1:1, before anyone else: the same facts and numbers. */
export function alertNudgeCard(input: AlertNudgeCardInput): Card {
  const texts = cardTexts(input.language);
  const words = (input.language === 'en' ? flowEn : flowZh).nudge;
  const { seenBy, seenByValue } = texts.caseContact;
  const state = words.state[input.state];
  const isOpen = input.state === 'open';
  return card({
    title: words.title,
    state,
    template: isOpen ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      isOpen ? paragraph(input.isPrivate ? words.greeting : words.greetingOpen) : null,
      labelled(words.when, input.when, texts),
      labelled(words.seen, input.sentence, texts),
      numberRow(input.numbers),
      isOpen ? labelled(words.whatWouldClear, input.whatWouldClear, texts) : null,
      isOpen && !input.isPrivate ? labelled(seenBy, seenByValue, texts) : null,
      linkButton(isOpen && !input.isPrivate ? words.explain : words.open, input.url, 'primary'),
    ],
  });
}
