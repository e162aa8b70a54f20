import type { z } from 'zod';
import { CardSchema } from './card.ts';
import type { Card, CardElement } from './card.ts';

/** Largest card, as UTF-8 JSON. */
export const maxCardBytes = 30 * 1024;
/** Largest number of tagged objects in a card; texts count too. */
export const maxCardTags = 200;
const maxTables = 5;
const maxColumnDepth = 5;

/** Why the platform refuses a card: its sub-code, the reason, and the path as the platform prints it. */
export type CardFault = Readonly<{ code: number; reason: string; path: string }>;
type Inside = Readonly<{ path: string; root: boolean; form: boolean; columns: number }>;
type Seen = { names: Set<string>; ids: Set<string>; tables: number };

/** The first fault of a card, or null. Its size in bytes is checked by the sender. */
export function checkCard(json: unknown): CardFault | null {
  const parsed = CardSchema.safeParse(json);
  if (!parsed.success) return describeIssue(json, parsed.error.issues[0]);
  const tags = countTags(json);
  if (tags > maxCardTags) return fault(`element exceeds the limit: ${tags} > ${maxCardTags}`, 'ROOT', 11310);
  return checkElements(parsed.data);
}

function checkElements(card: Card): CardFault | null {
  const seen: Seen = { names: new Set(), ids: new Set(), tables: 0 };
  const root: Inside = { path: 'ROOT -> body -> elements', root: true, form: false, columns: 0 };
  return firstFault(card.body.elements, (element, index) =>
    checkElement(element, step(root, index, element), seen),
  );
}

function checkElement(element: CardElement, at: Inside, seen: Seen): CardFault | null {
  return (
    checkPlace(element, at, seen) ?? checkInteraction(element, at, seen) ?? checkChildren(element, at, seen)
  );
}

function checkPlace(element: CardElement, at: Inside, seen: Seen): CardFault | null {
  if (element.element_id !== undefined) {
    if (seen.ids.has(element.element_id)) return fault(`element_id repeats: ${element.element_id}`, at.path);
    seen.ids.add(element.element_id);
  }
  if ((element.tag === 'form' || element.tag === 'table') && !at.root)
    return fault(`${element.tag} is only allowed at the card root`, at.path);
  if (element.tag === 'chart' && at.form) return fault('chart is not allowed in a form', at.path);
  if (element.tag === 'table' && ++seen.tables > maxTables)
    return fault(`table number over limit: ${maxTables}`, at.path, 11310);
  if (element.tag === 'column_set' && at.columns >= maxColumnDepth)
    return fault(`column_set nests deeper than ${maxColumnDepth}`, at.path);
  return null;
}

function checkInteraction(element: CardElement, at: Inside, seen: Seen): CardFault | null {
  if (!isInteractive(element)) return null;
  if (at.form && element.name === undefined)
    return fault('a component in a form needs a name', at.path, 200530);
  if (element.name !== undefined) {
    if (seen.names.has(element.name)) return fault(`name repeats: ${element.name}`, at.path);
    seen.names.add(element.name);
  }
  if (element.tag === 'button') {
    if (element.form_action_type !== undefined && !at.form)
      return fault('form_action_type is only allowed in a form', at.path);
    return null;
  }
  if ('required' in element && element.required === true && !at.form)
    return fault('required is only allowed in a form', at.path);
  return checkOptions(element, at);
}

function checkOptions(element: CardElement, at: Inside): CardFault | null {
  if (element.tag !== 'select_static' && element.tag !== 'multi_select_static') return null;
  const values = element.options.map((option) => option.value);
  if (new Set(values).size !== values.length) return fault('option values repeat', `${at.path} -> options`);
  const chosen =
    element.tag === 'select_static' ? [element.initial_option ?? values[0]] : (element.selected_values ?? []);
  return chosen.every((value) => values.includes(value ?? ''))
    ? null
    : fault('the initial option is not among the options', at.path);
}

function checkChildren(element: CardElement, at: Inside, seen: Seen): CardFault | null {
  if (element.tag === 'column_set') {
    return firstFault(element.columns, (column, index) => {
      const path = `${at.path} -> columns -> [${index}](tag: column) -> elements`;
      const inside: Inside = { ...at, path, root: false, columns: at.columns + 1 };
      return firstFault(column.elements, (child, i) => checkElement(child, step(inside, i, child), seen));
    });
  }
  if (element.tag !== 'form' && element.tag !== 'collapsible_panel') return null;
  const form = element.tag === 'form' || at.form;
  const inside: Inside = { ...at, path: `${at.path} -> elements`, root: false, form };
  const found = firstFault(element.elements, (child, i) => checkElement(child, step(inside, i, child), seen));
  if (found !== null || element.tag !== 'form') return found;
  if (seen.names.has(element.name)) return fault(`name repeats: ${element.name}`, at.path);
  seen.names.add(element.name);
  const submits = countSubmits(element.elements);
  return submits === 1 ? null : fault(`a form needs exactly one submit button, has ${submits}`, at.path);
}

function countSubmits(elements: readonly CardElement[]): number {
  return elements.reduce((sum, element) => {
    if (element.tag === 'button') return sum + (element.form_action_type === 'submit' ? 1 : 0);
    if (element.tag === 'column_set')
      return sum + element.columns.reduce((inner, column) => inner + countSubmits(column.elements), 0);
    return sum + (element.tag === 'collapsible_panel' ? countSubmits(element.elements) : 0);
  }, 0);
}

const interactiveTags = [
  'button',
  'input',
  'select_static',
  'multi_select_static',
  'select_person',
  'multi_select_person',
  'date_picker',
  'picker_time',
  'picker_datetime',
] as const;
export type InteractiveElement = Extract<CardElement, { tag: (typeof interactiveTags)[number] }>;

/** Whether the component sends something back when a person uses it. */
export const isInteractive = (element: CardElement): element is InteractiveElement =>
  interactiveTags.some((tag) => tag === element.tag);

const fault = (reason: string, path: string, code = 200621): CardFault => ({ code, reason, path });

function step(inside: Inside, index: number, element: CardElement): Inside {
  return { ...inside, path: `${inside.path} -> [${index}](tag: ${element.tag})` };
}

function firstFault<T>(items: readonly T[], check: (item: T, index: number) => CardFault | null) {
  for (const [index, item] of items.entries()) {
    const found = check(item, index);
    if (found !== null) return found;
  }
  return null;
}

function countTags(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTags(item), 0);
  if (!isRecord(value)) return 0;
  const own = typeof value['tag'] === 'string' ? 1 : 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'chart_spec' || key === 'value' ? 0 : countTags(item)),
    own,
  );
}

/** Tags of card JSON 1.0 that 2.0 dropped. */
const droppedTags = ['action', 'note'];

function describeIssue(json: unknown, issue: z.core.$ZodIssue | undefined): CardFault {
  const keys = issue?.path ?? [];
  let value: unknown = json;
  const path = keys.reduce<string>((text, key) => {
    value = isRecord(value) || Array.isArray(value) ? Reflect.get(value, key) : undefined;
    const tag = isRecord(value) ? value['tag'] : undefined;
    const label =
      typeof key === 'number' ? `[${key}]${typeof tag === 'string' ? `(tag: ${tag})` : ''}` : String(key);
    return `${text} -> ${label}`;
  }, 'ROOT');
  if (issue?.code === 'unrecognized_keys') return fault(`unknown property: ${issue.keys.join(', ')}`, path);
  if (issue?.code === 'invalid_union' && keys.at(-1) === 'tag') {
    const code = droppedTags.includes(String(value)) ? 200861 : 200621;
    return fault(`unsupported tag: ${String(value)}`, path, code);
  }
  return fault(issue?.message ?? 'parse card json err', path);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
