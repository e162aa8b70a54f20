import type { Card } from '../../contract/card.ts';
import { actionButton, buttonRow, card, hint, labelled, linkButton, paragraph } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type PunchConfirmCardInput = Readonly<{
  punchId: string;
  personName: string;
  kind: 'in' | 'out';
  at: Date;
  timeZone: string;
  /** When it came, where that was late and nothing but the phone's clock says when it was. */
  arrivedAt?: Date | undefined;
  /** Why the punch needs a witness, in words. */
  reasonTexts: readonly string[];
  state: 'open' | 'accepted' | 'declined';
  /** How many more wait for the reader, in the list. */
  others?: number;
  handledBy?: string | undefined;
  /** Where the app asks for the reason of a no. */
  url: string;
  language?: Language;
}>;

/** To the manager, 1:1: one tap says the person was seen at work; a no takes a reason, in the app. */
export function punchConfirmCard(input: PunchConfirmCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.punchConfirm;
  const state = words.state[input.state];
  const time = `${formatAt(input.at, input.timeZone, texts)}${texts.separator}${words.kind[input.kind]}`;
  const others = input.others ?? 0;
  const accept = { k: 'punch', id: input.punchId, a: 'accept' } as const;
  return card({
    title: words.title,
    state,
    template: input.state === 'open' ? 'blue' : 'grey',
    summary: `${words.title}${texts.separator}${state}`,
    elements: [
      labelled(words.person, input.personName, texts),
      labelled(words.time, time, texts),
      input.arrivedAt === undefined
        ? null
        : hint(words.arrived(formatAt(input.arrivedAt, input.timeZone, texts))),
      labelled(words.why, input.reasonTexts.join(texts.separator), texts),
      input.state === 'open'
        ? buttonRow([
            actionButton({ text: words.accept, value: accept, type: 'primary' }),
            linkButton(words.decline, input.url),
          ])
        : null,
      ...(others === 0 ? [] : [paragraph(words.others(others)), linkButton(words.list, input.url)]),
      hint(input.handledBy === undefined ? words.hint : texts.handledBy(input.handledBy)),
    ],
  });
}
