import type { Card } from '../../contract/card.ts';
import { card, labelled, linkButton } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type ClockReminderCardInput = Readonly<{
  caseNo: string;
  pseudonym: string;
  /** What has to be done, in words. */
  clockLabel: string;
  dueAt: Date;
  /** `settled`: the case has moved on; `replaced`: the same reader was reminded again later. */
  step: 'half' | 'most' | 'due' | 'urgent' | 'settled' | 'replaced';
  timeZone: string;
  url: string;
  language?: Language;
}>;

/** To HR: a case's deadline is near or past. */
export function clockReminderCard(input: ClockReminderCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.clockReminder;
  const isOverdue = input.step === 'due' || input.step === 'urgent';
  const isOver = input.step === 'settled' || input.step === 'replaced';
  const state = words.state[stateOf[input.step]];
  const title = words.title(input.caseNo);
  return card({
    title,
    state,
    template: isOver ? 'grey' : isOverdue ? 'red' : 'orange',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      labelled(words.pseudonym, input.pseudonym, texts),
      labelled(words.clock, input.clockLabel, texts),
      labelled(words.due, formatAt(input.dueAt, input.timeZone, texts), texts),
      isOver ? linkButton(words.read, input.url) : linkButton(words.open, input.url, 'primary'),
    ],
  });
}

const stateOf = {
  half: 'half',
  most: 'soon',
  due: 'overdue',
  urgent: 'urgent',
  settled: 'settled',
  replaced: 'replaced',
} as const;
