import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const text = readFileSync(new URL('server/deploy/CONTROLS.md', ROOT), 'utf8');
const [, own = '', gbt = '', iso = ''] = text.split(/^## /m);

/** Cells of the rows of a table, without its head. */
const rowsOf = (part: string): string[][] =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);
const rows = [own, gbt, iso].flatMap(rowsOf);
const numbersOf = (part: string): string[] => rowsOf(part).map(([name = '']) => name.split(' ')[0] ?? '');
const upTo = (clause: number, last: number): string[] =>
  Array.from({ length: last }, (_, n) => `${clause}.${n + 1}`);

/** A file, or a file and words of the title of one of its tests. */
function isThere(reference: string): boolean {
  const [file = '', words] = reference.split(': ');
  if (!existsSync(new URL(file, ROOT))) return false;
  if (words === undefined) return true;
  const titles = readFileSync(new URL(file, ROOT), 'utf8').matchAll(
    /\b(?:it|describe)(?:\.each[^\n]*)?\(\s*(?:\[[^\n]*\]\)\(\s*)?['`]([^\n]*)/g,
  );
  return [...titles].some(([, title = '']) => title.includes(words));
}

describe('the control map', () => {
  it('has each rule and each clause once, and each control of Annex A in one list', () => {
    expect(numbersOf(own)).toEqual(Array.from({ length: 24 }, (_, n) => `R${n + 1}`));
    const clauses: (readonly [number, number])[] = [
      [5, 6],
      [6, 4],
      [7, 7],
      [8, 8],
      [9, 8],
      [10, 2],
      [11, 7],
    ];
    expect(numbersOf(gbt)).toEqual(clauses.flatMap(([clause, last]) => upTo(clause, last)));
    const companys = iso.split("The company's own:")[1] ?? '';
    const all = [...numbersOf(iso), ...(companys.match(/\d\.\d+/g) ?? [])];
    const annex = [...upTo(5, 37), ...upTo(6, 8), ...upTo(7, 14), ...upTo(8, 34)];
    expect(all.toSorted()).toEqual(annex.toSorted());
  });

  it('names files and tests that are there', () => {
    const named = rows.flatMap(([, , where = '', shown = '']) => [...quoted(where), ...quoted(shown)]);
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((reference) => !isThere(reference))).toEqual([]);
  });

  it('shows every control it claims by a test, and says of no other that it is done', () => {
    const claimed = rows.filter(([, , where]) => where !== '');
    const unshown = claimed.filter(
      ([, , , shown = '']) => !quoted(shown).some((one) => one.startsWith('tests/')),
    );
    expect(unshown).toEqual([]);
    const unplaced = rows.filter(
      ([, what = '', where]) => where === '' && !/there is none|the company's|tables above/.test(what),
    );
    expect(unplaced).toEqual([]);
  });

  it('would find a test that is gone', () => {
    expect(isThere('tests/controls.test.ts: would find a test that is gone')).toBe(true);
    expect(isThere('tests/controls.test.ts: is done by nobody here')).toBe(false);
    expect(isThere('tests/none.test.ts')).toBe(false);
  });
});
