import type { CardElement } from '../../contract/card.ts';
import { actionButton, plain } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

const kinds = ['support', 'survey', 'business_trip', 'customer_change'] as const;

/** What was typed before and refused, with the reason; it stays in the form. */
export type ArrangementDraft = Readonly<{
  kind?: string | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
  note?: string | undefined;
  fault: string;
}>;

/** 是我安排的: field names are those of `ArrangementSchema` in contract/case.ts. */
export function arrangementForm(input: {
  alertId: string;
  draft?: ArrangementDraft | undefined;
  language?: Language;
}): CardElement {
  const { draft } = input;
  const words = cardTexts(input.language).alertManager;
  const timePicker = (name: 'startTime' | 'endTime', placeholder: string): CardElement => ({
    tag: 'picker_time',
    name,
    placeholder: plain(placeholder),
    required: true,
    width: 'fill',
    ...(draft?.[name] !== undefined && { initial_time: draft[name] }),
  });
  const submit = actionButton({
    text: words.arranged,
    type: 'primary',
    value: { k: 'alert', id: input.alertId, a: 'arranged' },
  });
  return {
    tag: 'form',
    name: 'arrangement',
    elements: [
      {
        tag: 'select_static',
        name: 'kind',
        placeholder: plain(words.kind),
        required: true,
        width: 'fill',
        options: kinds.map((kind) => ({ text: plain(words.kinds[kind]), value: kind })),
        ...(kinds.some((kind) => kind === draft?.kind) && { initial_option: draft?.kind }),
      },
      timePicker('startTime', words.startTime),
      timePicker('endTime', words.endTime),
      ...(draft ? [{ tag: 'div' as const, text: { ...plain(draft.fault), text_color: 'red' } }] : []),
      {
        tag: 'input',
        name: 'note',
        placeholder: plain(words.note),
        max_length: 200,
        width: 'fill',
        ...(draft?.note !== undefined && { default_value: draft.note }),
      },
      { ...submit, name: 'submit', form_action_type: 'submit' },
    ],
  };
}
