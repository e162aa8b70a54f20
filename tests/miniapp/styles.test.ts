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
