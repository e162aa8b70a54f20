import type { Card, CardElement } from '../../contract/card.ts';
import type { CardTexts } from '../../contract/texts/cards.zh.ts';
import type { CardValue } from '../card-value.ts';
import { OwnCardSchema } from './card-schema.ts';
import { cleanText, escapeMarkdown } from './text.ts';

export type CardNumber = Readonly<{ label: string; value: string }>;
export type Template = 'blue' | 'orange' | 'red' | 'green' | 'grey';
type Button = Extract<CardElement, { tag: 'button' }>;

export const plain = (text: string, max?: number) => ({
  tag: 'plain_text' as const,
  content: cleanText(text, max),
});

/** A shared card nobody can forward; `summary` is what the chat list and the notification show. Throws on a card nobody could be sent. */
export function card(input: {
  title: string;
  state?: string | undefined;
  template: Template;
  summary: string;
  elements: readonly (CardElement | null)[];
}): Card {
  const tag = { tag: 'text_tag' as const, text: plain(input.state ?? ''), color: tagColors[input.template] };
  return OwnCardSchema.parse({
    schema: '2.0',
    config: {
      update_multi: true,
      enable_forward: false,
      enable_forward_interaction: false,
      width_mode: 'fill',
      summary: { content: cleanText(input.summary, 200) },
    },
    header: {
      title: plain(input.title, 100),
      template: input.template,
      ...(input.state === undefined ? {} : { text_tag_list: [tag] }),
    },
    body: { direction: 'vertical', elements: input.elements.filter((element) => element !== null) },
  });
}
const tagColors = { blue: 'blue', orange: 'orange', red: 'red', green: 'green', grey: 'neutral' } as const;

export const paragraph = (text: string, max = 1000): CardElement => ({ tag: 'div', text: plain(text, max) });

export const hint = (text: string): CardElement => ({
  tag: 'div',
  text: { ...plain(text), text_size: 'notation', text_color: 'grey' },
});

/** A bold label and a value from people or records; null without a value. */
export function labelled(label: string, value: string | undefined, texts: CardTexts): CardElement | null {
  if (value === undefined || value === '') return null;
  return {
    tag: 'markdown',
    content: `**${escapeMarkdown(label)}**${texts.colon}${escapeMarkdown(value, 800)}`,
  };
}

/** Numbers side by side, each above its label; null without any. */
export function numberRow(numbers: readonly CardNumber[]): CardElement | null {
  if (numbers.length === 0) return null;
  return {
    tag: 'column_set',
    flex_mode: 'trisect',
    background_style: 'grey',
    columns: numbers.slice(0, 6).map(({ label, value }) => ({
      tag: 'column',
      width: 'weighted',
      weight: 1,
      elements: [
        { tag: 'div', text: { ...plain(value, 60), text_size: 'heading' } },
        { tag: 'div', text: { ...plain(label, 60), text_size: 'notation', text_color: 'grey' } },
      ],
    })),
  };
}

export function linkButton(text: string, url: string, type: 'primary' | 'default' = 'default'): Button {
  return { tag: 'button', type, text: plain(text, 40), behaviors: [{ type: 'open_url', default_url: url }] };
}

export function actionButton(input: {
  text: string;
  value: CardValue;
  type?: 'primary' | 'default';
  confirm?: { title: string; text: string };
}): Button {
  const { text, value, type = 'default', confirm } = input;
  return {
    tag: 'button',
    type,
    text: plain(text, 40),
    behaviors: [{ type: 'callback', value }],
    ...(confirm ? { confirm: { title: plain(confirm.title), text: plain(confirm.text) } } : {}),
  };
}

export function buttonRow(buttons: readonly Button[]): CardElement {
  return {
    tag: 'column_set',
    flex_mode: 'flow',
    columns: buttons.map((button) => ({ tag: 'column', width: 'auto', elements: [button] })),
  };
}
