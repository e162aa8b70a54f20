import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const APP = join(import.meta.dirname, '../../miniapp');
/** The console is for desks, whose browsers are new. */
const ELSEWHERE = /(^|\/)(dist|console)\//;
/** What came after the web views that the build is made for, and nobody fills in. */
const TOO_NEW =
  /\.(toSorted|toReversed|toSpliced|findLast|findLastIndex|isWellFormed|toWellFormed)\(|\b(Object\.(hasOwn|groupBy)|Promise\.withResolvers|AbortSignal\.(timeout|any)|structuredClone)\(|\.at\(-/;

it('uses on phones only what a web view as old as the build is made for has', () => {
  const files = readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !ELSEWHERE.test(name),
  );
  const found = files.flatMap((name) => {
    const fault = TOO_NEW.exec(readFileSync(join(APP, name), 'utf8'));
    return fault ? [`${name}: ${fault[0]}`] : [];
  });
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
