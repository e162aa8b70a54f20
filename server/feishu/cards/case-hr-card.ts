import type { Card } from '../../contract/card.ts';
import type { CaseState } from '../../contract/case.ts';
import { actionButton, buttonRow, card, labelled, linkButton, numberRow, paragraph } from './parts.ts';
import type { CardNumber } from './parts.ts';
import { cardTexts, formatAt } from './text.ts';
import type { Language } from './text.ts';

export type CaseHrCardInput = Readonly<{
  caseId: string;
  caseNo: string;
  pseudonym: string;
  state: CaseState;
  sentence: string;
  numbers: readonly CardNumber[];
  /** `isTheirs`: it is somebody else's to act before it is over. */
  clock?: Readonly<{ label: string; dueAt: Date; overdue: boolean; isTheirs?: boolean }> | undefined;
  explanationText?: string | undefined;
  /** `contact` is the only move from chat; everything else is done in the app. */
  actions: readonly ('contact' | 'open')[];
  url: string;
  outcomeText?: string | undefined;
  timeZone: string;
  language?: Language;
}>;

export function caseHrCard(input: CaseHrCardInput): Card {
  const { clock, timeZone } = input;
  const texts = cardTexts(input.language);
  const words = texts.caseHr;
  const state = words.state[input.state];
  const due = clock ? formatAt(clock.dueAt, timeZone, texts) : '';
  return card({
    title: words.title(input.caseNo),
    state,
    template: isOver(input) ? 'grey' : clock?.overdue ? 'red' : clock?.isTheirs ? 'grey' : 'blue',
    summary: `${words.title(input.caseNo)}${texts.separator}${state}`,
    elements: [
      labelled(words.pseudonym, input.pseudonym, texts),
      paragraph(input.sentence),
      numberRow(input.numbers),
      clock ? labelled(clock.label, clock.overdue ? words.overdue(due) : words.due(due), texts) : null,
      labelled(words.explanation, input.explanationText, texts),
      labelled(words.outcome, input.outcomeText, texts),
      input.actions.length === 0 ? null : buttonRow(input.actions.map((action) => buttonOf(action, input))),
    ],
  });
}

const isOver = ({ state }: CaseHrCardInput): boolean => state === 'closed' || state === 'withdrawn';

function buttonOf(action: 'contact' | 'open', input: CaseHrCardInput) {
  const words = cardTexts(input.language).caseHr;
  if (action === 'open') return linkButton(isOver(input) ? words.read : words.open, input.url);
  return actionButton({
    text: words.contact,
    type: 'primary',
    value: { k: 'case', id: input.caseId, a: 'contact' },
    confirm: { title: words.contact, text: words.confirmContact },
  });
}
