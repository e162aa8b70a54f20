import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SHEETS = new URL('../../miniapp/', import.meta.url);
const classesOf = (path: string): Set<string> =>
  new Set(readFileSync(new URL(path, SHEETS), 'utf8').match(/(?<=\.)mq-[\w-]+/g));

/** The phone's first screen and what every page shares come as one style sheet, so the console loads the phone's rules too. */
it('names nothing in the console as the phone names something else', () => {
  const shared = classesOf('parts/parts.css');
  const phone = new Set([...classesOf('phone/phone.css')].filter((name) => !shared.has(name)));
  const sheets = readdirSync(new URL('console/', SHEETS), { recursive: true, encoding: 'utf8' });
  const used = sheets
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) => [...classesOf(`console/${name}`)]);
  expect(phone.size).toBeGreaterThan(50);
  expect(used.filter((name) => phone.has(name))).toEqual([]);
});

/** WCAG 2.1, 1.4.11: what shows where the keyboard is stands out 3:1 from the white around it. */
it('rings what has the keyboard in a colour that is seen on white', () => {
  const sheets = readdirSync(SHEETS, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.css') && !/^(dist|node_modules)\b/.test(name),
  );
  const rings = sheets.flatMap((name) => [
    ...readFileSync(new URL(name, SHEETS), 'utf8').matchAll(/outline: \dpx solid ([^;]+);/g),
  ]);
  expect(rings.length).toBeGreaterThan(5);
  expect(rings.map(([, colour]) => colour).filter((colour) => colour !== 'var(--mq-blue)')).toEqual([]);
});
