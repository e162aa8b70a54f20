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
  step: 'half' | 'most' | 'due' | 'urgent';
  timeZone: string;
  url: string;
  language?: Language;
}>;

/** To HR: a case's deadline is near or past. */
export function clockReminderCard(input: ClockReminderCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.clockReminder;
  const isOverdue = input.step === 'due' || input.step === 'urgent';
  const state = words.state[stateOf[input.step]];
  const title = words.title(input.caseNo);
  return card({
    title,
    state,
    template: isOverdue ? 'red' : 'orange',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      labelled(words.pseudonym, input.pseudonym, texts),
      labelled(words.clock, input.clockLabel, texts),
      labelled(words.due, formatAt(input.dueAt, input.timeZone, texts), texts),
      linkButton(words.open, input.url, 'primary'),
    ],
  });
}

const stateOf = { half: 'half', most: 'soon', due: 'overdue', urgent: 'urgent' } as const;
