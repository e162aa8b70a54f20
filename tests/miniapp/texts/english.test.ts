import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { consoleTables } from '../../../miniapp/texts/console-texts.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Words that end in s and are no plural. */
const NO_PLURAL = /^(?:is|was|has|as|names|holds|sales)$/;

/** Every English table there is: the shared words, those of each screen, and those of cards, letters and files. */
async function tables(): Promise<[string, unknown][]> {
  const screens = readdirSync(join(ROOT, 'miniapp/texts/screens')).map(
    (file) => `miniapp/texts/screens/${file}`,
  );
  const contract = readdirSync(join(ROOT, 'server/contract/texts')).map(
    (file) => `server/contract/texts/${file}`,
  );
  const found: [string, unknown][] = [['miniapp/texts/en.ts', consoleTables.en]];
  for (const path of [...screens, ...contract].filter((file) => !file.endsWith('.zh.ts'))) {
    const module: object = await import(join(ROOT, path));
    for (const [name, table] of Object.entries(module)) {
      const isEnglish = path.endsWith('.en.ts') || name.endsWith('En');
      found.push([`${path} ${name}`, isEnglish ? table : englishOf(table)]);
    }
  }
  return found;
}

/** The English half of a table that has both. */
function englishOf(table: unknown): unknown {
  if (typeof table !== 'object' || table === null) return undefined;
  if ('en' in table) return table.en;
  return Object.values(table).map(englishOf);
}

type Said = readonly [path: string, text: string];

/** A number of one, and as an object one of everything. */
const ONE: unknown = new Proxy(
  {},
  { get: (_target, key) => (key === Symbol.toPrimitive ? () => 1 : typeof key === 'string' ? 1 : undefined) },
);

/** What a table says, with a number of one wherever it takes something. */
function sayings(path: string, table: unknown): Said[] {
  if (typeof table === 'string') return [[path, table]];
  if (typeof table === 'function') {
    const plain = sayingOf(path, () => table(1, 1, 1, 1));
    return plain.length > 0 && !/undefined|NaN/.test(String(plain))
      ? plain
      : sayingOf(path, () => table(ONE));
  }
  if (typeof table !== 'object' || table === null) return [];
  return Object.entries(table).flatMap(([key, value]) => sayings(`${path}.${key}`, value));
}

function sayingOf(path: string, say: () => unknown): Said[] {
  try {
    const said = say();
    return typeof said === 'string' ? [[path, said]] : [];
  } catch {
    return [];
  }
}

const said = (await tables()).flatMap(([path, table]) => sayings(path, table));
const wrong = (isWrong: (text: string) => boolean): string[] =>
  said.filter(([, text]) => isWrong(text)).map(([path, text]) => `${path}: ${text}`);

it('is said with the marks of English', () => {
  expect(said.length).toBeGreaterThan(2_000);
  expect(wrong((text) => /[：，。；！？（）、]/.test(text))).toEqual([]);
});

it('counts one thing as one', () => {
  const isMany = (text: string): boolean =>
    [...text.matchAll(/(?<![\d.,-])1 (\w+s)\b/g)].some(([, word = '']) => !NO_PLURAL.test(word));
  expect(wrong(isMany)).toEqual([]);
  expect(wrong((text) => /\w\(e?s\)/.test(text))).toEqual([]);
  expect(said.some(([, text]) => text.includes('(1 fix, error about 1 m'))).toBe(true);
});
