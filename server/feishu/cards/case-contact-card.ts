import type { Card } from '../../contract/card.ts';
import { card, hint, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type CaseContactCardInput = Readonly<{
  caseNo: string;
  /** Day and hours of what was seen. */
  when: string;
  sentence: string;
  numbers: readonly CardNumber[];
  whatWouldClear: string;
  /** What HR wrote with it. */
  note?: string;
  /** Absent before HR's contact, with which the time to explain begins. */
  deadlineAt?: Date;
  /** The least the person has, in working days. */
  workingDays: number;
  timeZone: string;
  /** The case in the app. */
  url: string;
  /** `late`: the time to explain is over and an answer is still taken; `ended`: none is any more. */
  state: 'open' | 'soon' | 'late' | 'ended' | 'explained' | 'closed' | 'withdrawn';
  language?: Language;
}>;

/** To the employee, 1:1: what was seen in plain words, and the right to explain. */
export function caseContactCard(input: CaseContactCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.caseContact;
  const state = words.state[input.state];
  const isRunning = input.state === 'open' || input.state === 'soon';
  const isOpen = isRunning || input.state === 'late';
  return card({
    title: words.title,
    state,
    template: input.state === 'soon' ? 'orange' : isRunning ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      paragraph(words.greeting),
      labelled(words.note, input.note, texts),
      labelled(words.caseNo, input.caseNo, texts),
      labelled(words.when, input.when, texts),
      labelled(words.seen, input.sentence, texts),
      numberRow(input.numbers),
      labelled(words.whatWouldClear, input.whatWouldClear, texts),
      isOpen || input.state === 'ended'
        ? labelled(words.deadline, deadlineOf(input, isRunning), texts)
        : null,
      paragraph(words.rights),
      isOpen ? labelled(words.seenBy, words.seenByValue, texts) : null,
      linkButton(isOpen ? words.explain : texts.openDetail, input.url, isOpen ? 'primary' : 'default'),
      hint(words.appeal),
    ],
  });
}

function deadlineOf(input: CaseContactCardInput, isRunning: boolean): string {
  const texts = cardTexts(input.language);
  const words = texts.caseContact;
  if (!input.deadlineAt) return words.deadlineOpen(input.workingDays);
  const at = formatAt(input.deadlineAt, input.timeZone, texts);
  return isRunning ? words.deadlineValue(at, input.workingDays) : words.deadlineOver(at);
}
