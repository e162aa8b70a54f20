import type { Card } from '../../contract/card.ts';
import { actionButton, buttonRow, card, hint, labelled, linkButton } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type OvertimeRequestCardInput = Readonly<{
  requestId: string;
  personName: string;
  startAt: Date;
  endAt: Date;
  timeZone: string;
  reason: string;
  state: 'pending' | 'approved' | 'declined';
  handledBy?: string | undefined;
  /** Where the app asks for the reason of a no. */
  url: string;
  language?: Language;
}>;

/** To the manager in charge, 1:1: an off-hours punch was overtime, says the person; one tap agrees, a no takes a reason in the app. */
export function overtimeRequestCard(input: OvertimeRequestCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.overtimeRequest;
  const state = words.state[input.state];
  const time = `${formatAt(input.startAt, input.timeZone, texts)} - ${formatAt(input.endAt, input.timeZone, texts)}`;
  const accept = { k: 'overtime', id: input.requestId, a: 'accept' } as const;
  return card({
    title: words.title,
    state,
    template: input.state === 'pending' ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      labelled(words.person, input.personName, texts),
      labelled(words.time, time, texts),
      labelled(words.why, input.reason, texts),
      input.state === 'pending'
        ? buttonRow([
            actionButton({ text: words.accept, value: accept, type: 'primary' }),
            linkButton(words.decline, input.url),
          ])
        : null,
      hint(input.handledBy === undefined ? words.hint : texts.handledBy(input.handledBy)),
    ],
  });
}
