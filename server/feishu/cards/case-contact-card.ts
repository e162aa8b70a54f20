import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type CaseContactCardInput = Readonly<{
  caseNo: string;
  sentence: string;
  numbers: readonly CardNumber[];
  whatWouldClear: string;
  /** Absent before HR's contact, with which the time to explain begins. */
  deadlineAt?: Date;
  /** The least the person has, in working days. */
  workingDays: number;
  timeZone: string;
  /** The case in the app. */
  url: string;
  state: 'open' | 'soon' | 'explained' | 'closed' | 'withdrawn';
  language?: Language;
}>;

/** To the employee, 1:1: what was seen in plain words, and the right to explain. */
export function caseContactCard(input: CaseContactCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.caseContact;
  const state = words.state[input.state];
  const isOpen = input.state === 'open' || input.state === 'soon';
  const deadline = input.deadlineAt
    ? words.deadlineValue(formatAt(input.deadlineAt, input.timeZone, texts), input.workingDays)
    : words.deadlineOpen(input.workingDays);
  return card({
    title: words.title,
    state,
    template: input.state === 'soon' ? 'orange' : isOpen ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      paragraph(words.greeting),
      labelled(words.caseNo, input.caseNo, texts),
      labelled(words.seen, input.sentence, texts),
      numberRow(input.numbers),
      labelled(words.whatWouldClear, input.whatWouldClear, texts),
      isOpen ? labelled(words.deadline, deadline, texts) : null,
      paragraph(words.rights),
      linkButton(isOpen ? words.explain : texts.openDetail, input.url, isOpen ? 'primary' : 'default'),
      hint(words.appeal),
    ],
  });
}
