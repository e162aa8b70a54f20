import { describe, expect, it } from 'vitest';
import { OwnCardSchema } from '../../../server/feishu/cards/card-schema.ts';
import { buildAll } from './samples.ts';

/** What somebody may type into a name, a reason or a note, and what it would do if it got through. */
const attacks: readonly (readonly [string, string])[] = [
  ['a mention of everybody', '<at id=all></at>'],
  ['a mention of somebody', "<person id='ou_boss' show_name=true></person>"],
  ['a link that hides its target', '[点这里领奖](https://evil.example/x)'],
  ['a bare link', 'https://evil.example/login'],
  ['a picture', '![x](img_v3_stolen)'],
  ['colour and size', "<font color='red'>**已处分**</font>"],
  ['a heading and a line', '\n# 处分决定\n---\n'],
  ['a list and a quote', '\n- 一\n> 二\n1. 三'],
  ['code', '```js\nalert(1)\n```'],
  ['an emoji code', ':DONE: :OK:'],
  ['a table', '\n| a | b |\n| - | - |\n| 1 | 2 |'],
  ['entities that would be decoded twice', '&lt;at id=all&gt;&#60;at id=all&#62;'],
  ['a direction override', '\u202Eexe.gpj\u202C'],
  ['the end of a JSON string', '","tag":"button","behaviors":[{"type":"callback"}]}'],
  ['a template variable', '${name} {{name}} %s'],
  ['control characters', 'a\u0000b\u0007c\u2028d'],
  ['half a character', 'x\uD83D'],
  ['nothing but blanks', ' \u3000\t\n'],
  ['a very long word', '长'.repeat(20_000)],
];

function texts(value: unknown, tag: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, tag));
  if (typeof value !== 'object' || value === null) return [];
  const own: unknown = Reflect.get(value, 'tag') === tag ? Reflect.get(value, 'content') : undefined;
  const inner = Object.values(value).flatMap((item) => texts(item, tag));
  return typeof own === 'string' ? [own, ...inner] : inner;
}
function objects(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objects);
  if (typeof value !== 'object' || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(objects)];
}
const shapeOf = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(shapeOf)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
      : typeof value;

describe.each(attacks)('%s', (_name, attack) => {
  const cards = buildAll(() => attack);

  it('leaves every card one that the platform takes', () => {
    expect(cards.length).toBeGreaterThan(12);
    for (const [name, card] of cards)
      expect({ name, fault: OwnCardSchema.safeParse(card).error?.issues[0]?.message }).toEqual({
        name,
        fault: undefined,
      });
  });

  it('is only ever text: markdown holds nothing of it but letters and entities', () => {
    for (const [, card] of cards)
      for (const content of texts(card, 'markdown')) {
        // Our own markup is the bold label in front; all after it came from people.
        const [, , ...rest] = content.split('**');
        expect(rest.join('**').replace(/&#\d+;/g, '')).not.toMatch(/[<>*_`[\]()#~@|{}\\$/!:]/);
      }
  });

  it('adds no component, button or link to a card', () => {
    if (attack.trim() === '') return;
    const plain = new Map(buildAll(() => '张敏'));
    for (const [name, card] of cards) {
      expect(shapeOf(card)).toEqual(shapeOf(plain.get(name)));
      const links = objects(card).flatMap((one) => one['default_url'] ?? []);
      expect(JSON.stringify(links)).toMatch(/^\[("https:\/\/mingqin\.example\.com\/[\w#/]*",?)*\]$/);
    }
  });

  it('carries no invisible or broken character', () => {
    for (const [, card] of cards)
      for (const content of [...texts(card, 'plain_text'), ...texts(card, 'markdown')])
        expect(content).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
  });
});
