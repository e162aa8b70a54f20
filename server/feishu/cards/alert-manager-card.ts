import type { Card } from '../../contract/card.ts';
import { arrangementForm, type ArrangementDraft } from './arrangement-form.ts';
import { actionButton, buttonRow, card, hint, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type AlertManagerCardInput = Readonly<{
  alertId: string;
  alertNo: string;
  personName: string;
  shiftText: string;
  sentence: string;
  /** Three numbers, values with their units. */
  numbers: readonly CardNumber[];
  coveragePct: number;
  whatWouldClear: string;
  detailUrl: string;
  /** Until when an answer is asked for; shown while it is open. */
  respondBy: Date;
  isLate?: boolean;
  timeZone: string;
  state: 'open' | 'arranged' | 'data_error' | 'asked' | 'escalated' | 'cleared' | 'closed';
  outcomeText?: string | undefined;
  handledBy?: string | undefined;
  /** An arrangement that was refused. */
  draft?: ArrangementDraft | undefined;
  language?: Language;
}>;

/** Answered, and with HR from then on. */
const WITH_HR: ReadonlySet<AlertManagerCardInput['state']> = new Set(['data_error', 'asked', 'escalated']);

/** 1:1 card to the responsible manager. No button moves a case against the employee; handled, it shows the outcome instead. */
export function alertManagerCard(input: AlertManagerCardInput): Card {
  const texts = cardTexts(input.language);
  const words = texts.alertManager;
  const state = words.state[input.state];
  const title = words.title(input.alertNo);
  const isOpen = input.state === 'open';
  return card({
    title,
    state,
    template: isOpen ? 'orange' : 'grey',
    summary: `${title}${texts.separator}${state}`,
    elements: [
      labelled(words.person, input.personName, texts),
      labelled(words.shift, input.shiftText, texts),
      paragraph(input.sentence),
      numberRow(input.numbers),
      labelled(words.coverage, words.coverageValue(Math.round(input.coveragePct)), texts),
      labelled(words.whatWouldClear, input.whatWouldClear, texts),
      ...(isOpen ? openElements(input) : handledElements(input, state)),
    ],
  });
}

function openElements(input: AlertManagerCardInput) {
  const texts = cardTexts(input.language);
  const words = texts.alertManager;
  const respondBy = formatAt(input.respondBy, input.timeZone, texts);
  const press = (a: 'data_error' | 'ask' | 'escalate', text: string, confirm: string) =>
    actionButton({
      text,
      value: { k: 'alert', id: input.alertId, a },
      confirm: { title: words.confirmTitle, text: confirm },
    });
  return [
    paragraph(input.isLate === true ? words.respondLate(respondBy) : words.respondBy(respondBy)),
    arrangementForm(input),
    buttonRow([
      press('data_error', words.dataError, words.confirmDataError),
      press('ask', words.ask, words.confirmAsk),
      press('escalate', words.escalate, words.confirmEscalate),
      linkButton(texts.openDetail, input.detailUrl),
    ]),
    hint(words.hint),
  ];
}

function handledElements(input: AlertManagerCardInput, state: string) {
  const texts = cardTexts(input.language);
  return [
    paragraph(input.outcomeText ?? state),
    WITH_HR.has(input.state) ? hint(texts.alertManager.goesOn) : null,
    input.handledBy === undefined || input.state === 'closed' ? null : hint(texts.handledBy(input.handledBy)),
    linkButton(texts.openDetail, input.detailUrl),
  ];
}
