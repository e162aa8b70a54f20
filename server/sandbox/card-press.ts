import { isDeepStrictEqual } from 'node:util';
import type { Card, CardElement, CardForm } from '../contract/card.ts';
import { isInteractive } from '../contract/card-rules.ts';
import type { InteractiveElement } from '../contract/card-rules.ts';
import { PlatformFault } from './fault.ts';
import type { CardPress } from './types.ts';

type Placed = { element: InteractiveElement; form: CardForm | null };
type PressedComponent = { action: Record<string, unknown>; form: CardForm | null };

/** Every interactive component of a card, with the form it stands in. */
export function interactiveOf(card: Card): Placed[] {
  const walk = (elements: readonly CardElement[], form: CardForm | null): Placed[] =>
    elements.flatMap((element): Placed[] => {
      if (element.tag === 'column_set')
        return element.columns.flatMap((column) => walk(column.elements, form));
      if (element.tag === 'form') return walk(element.elements, element);
      if (element.tag === 'collapsible_panel') return walk(element.elements, form);
      return isInteractive(element) ? [{ element, form }] : [];
    });
  return walk(card.body.elements, null);
}

const callbackValue = (element: InteractiveElement): Record<string, unknown> | undefined =>
  element.behaviors?.find((behavior) => behavior.type === 'callback')?.value;

/** Whether pressing the element reaches our server: an enabled callback, or the submit of a form. */
export const isAnswerable = (element: InteractiveElement): boolean =>
  element.disabled !== true &&
  (callbackValue(element) !== undefined ||
    (element.tag === 'button' && element.form_action_type === 'submit'));

/** The words on what still can be answered on a card. */
export const answerLabels = (card: Card | null): string[] =>
  card === null
    ? []
    : interactiveOf(card).flatMap(({ element }) =>
        isAnswerable(element)
          ? [
              element.tag === 'button'
                ? (element.text?.content ?? element.name ?? '')
                : (element.name ?? element.tag),
            ]
          : [],
      );

/**
 * Links a card invites to follow where nothing can be answered on it. A grey header is how a card says that it is
 * over.
 */
export function openLabels(card: Card | null): string[] {
  if (card === null || card.header?.template === 'grey' || answerLabels(card).length > 0) return [];
  return interactiveOf(card).flatMap(({ element }) =>
    element.tag === 'button' &&
    element.disabled !== true &&
    element.behaviors?.some((behavior) => behavior.type === 'open_url') === true
      ? [element.text?.content ?? '']
      : [],
  );
}

/** Whether following its link is all that a card asks for: a green header is how one says that nothing is left to do. */
export const isOnlyToRead = (card: Card | null): boolean => card?.header?.template === 'green';

/** Whether a new card asks for something the old one did not: a new button, or a link that was none before or stands under a new state. */
export function asksAnew(before: Card | null, after: Card | null): boolean {
  const known = new Set(answerLabels(before));
  if (answerLabels(after).some((label) => !known.has(label))) return true;
  if (openLabels(after).length === 0) return false;
  const askedNothing = openLabels(before).length === 0 && answerLabels(before).length === 0;
  return askedNothing || stateOf(before) !== stateOf(after);
}

const stateOf = (card: Card | null): string =>
  (card?.header?.text_tag_list ?? []).map((tag) => tag.text.content).join();

/** The component a press means, by name or by callback value; throws when it cannot be pressed. */
export function findComponent(card: Card, press: CardPress): PressedComponent {
  const found = interactiveOf(card).find(({ element }) =>
    press.name === undefined
      ? press.value !== undefined && isDeepStrictEqual(callbackValue(element), press.value)
      : element.name === press.name,
  );
  if (found === undefined) throw new PlatformFault(230001, '卡片上没有这个组件');
  const { element, form } = found;
  if (!isAnswerable(element)) throw new PlatformFault(230001, '这个组件现在不能点');
  const submits = element.tag === 'button' && element.form_action_type === 'submit';
  const value = callbackValue(element);
  const action = {
    tag: element.tag,
    ...(value === undefined ? {} : { value }),
    ...(element.name === undefined ? {} : { name: element.name }),
  };
  return { action, form: submits ? form : null };
}

/** The values of a form as a client sends them, checked as a client checks them. */
export function readFormValue(form: CardForm, given: Record<string, unknown>): Record<string, unknown> {
  const fields = interactiveOf({
    schema: '2.0',
    config: { update_multi: true },
    body: { elements: [form] },
  }).filter(({ element }) => element.tag !== 'button');
  return Object.fromEntries(
    fields.flatMap(({ element }) => {
      const name = element.name ?? '';
      const value = given[name] ?? '';
      if (isEmpty(value)) {
        if ('required' in element && element.required === true)
          throw new PlatformFault(230001, `请填写：${labelOf(element)}`);
        return element.tag === 'input' ? [[name, '']] : [];
      }
      return [[name, readField(element, value)]];
    }),
  );
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

function readField(element: InteractiveElement, value: unknown): unknown {
  const bad = (): PlatformFault => new PlatformFault(230001, `填写有误：${labelOf(element)}`);
  const values = Array.isArray(value) ? value : [value];
  if (!values.every((one): one is string => typeof one === 'string')) throw bad();
  const [text = ''] = values;
  switch (element.tag) {
    case 'input':
      if (text.length > (element.max_length ?? 1000)) throw bad();
      return text;
    case 'select_static':
    case 'multi_select_static':
      if (!values.every((one) => element.options.some((option) => option.value === one))) throw bad();
      return element.tag === 'select_static' ? text : values;
    case 'date_picker':
      return zoned(text, /^\d{4}-\d{2}-\d{2}$/, bad);
    case 'picker_time':
      return zoned(text, /^\d{2}:\d{2}$/, bad);
    case 'picker_datetime':
      return zoned(text.replace('T', ' '), /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, bad);
    case 'multi_select_person':
      return values;
    case 'select_person':
    case 'button':
      break;
  }
  return text;
}

/** Dates and times come back with the zone of the presser. */
function zoned(text: string, shape: RegExp, bad: () => PlatformFault): string {
  if (!shape.test(text)) throw bad();
  return `${text} +0800`;
}

function labelOf(element: InteractiveElement): string {
  if (element.tag === 'input') return element.label?.content ?? element.name ?? '';
  return 'placeholder' in element
    ? (element.placeholder?.content ?? element.name ?? '')
    : (element.name ?? '');
}
