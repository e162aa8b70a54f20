import type { CardElement } from '../../contract/card.ts';
import { actionButton, plain } from './parts.ts';
import { cardTexts } from './text.ts';
import type { Language } from './text.ts';

const kinds = ['support', 'survey', 'business_trip', 'customer_change'] as const;

/** 是我安排的: field names are those of `ArrangementSchema` in contract/case.ts. */
export function arrangementForm(input: { alertId: string; language?: Language }): CardElement {
  const words = cardTexts(input.language).alertManager;
  const timePicker = (name: string, placeholder: string): CardElement => ({
    tag: 'picker_time',
    name,
    placeholder: plain(placeholder),
    required: true,
    width: 'fill',
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
      },
      timePicker('startTime', words.startTime),
      timePicker('endTime', words.endTime),
      { tag: 'input', name: 'note', placeholder: plain(words.note), max_length: 200, width: 'fill' },
      { ...submit, name: 'submit', form_action_type: 'submit' },
    ],
  };
}
