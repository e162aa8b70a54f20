import { Binary } from 'bson';
import { check } from '../command-error.ts';
import { isPattern } from '../query/bson-type.ts';
import { toRegExp } from '../query/filter-operators.ts';
import { type Doc, encodeDefined } from '../wire/bson.ts';
import { asDouble } from './arithmetic.ts';
import { assertWanted, isNullish, pattern, readText, toText } from './operands.ts';

type Named = Record<string, unknown>;

export function binarySize(value: unknown): number {
  return value instanceof Binary ? value.length() : Buffer.byteLength(String(value));
}

export const bsonSize = (doc: Doc): number => encodeDefined(doc).length;

/** Only the letters of ASCII, as MongoDB does. */
export const toLower = (value: unknown): string =>
  toText(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
export const toUpper = (value: unknown): string =>
  toText(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase());

export function compareFolded(a: unknown, b: unknown): number {
  return Math.sign(Buffer.compare(Buffer.from(toUpper(a)), Buffer.from(toUpper(b))));
}

export function split(value: string, separator: string): string[] {
  check(separator !== '', 40087, '$split requires a non-empty separator');
  return value.split(separator);
}

export function bytesOf(value: unknown, from: unknown, count: unknown): string {
  const bytes = Buffer.from(toText(value));
  const [start, length] = [Math.trunc(asDouble(from)), Math.trunc(asDouble(count))];
  check(start >= 0, 50752, `$substrBytes: starting index must be non-negative (got: ${start})`);
  const end = length < 0 ? bytes.length : start + length;
  const isInside = (at: number): boolean => at < bytes.length && ((bytes[at] ?? 0) & 0xc0) === 0x80;
  check(!isInside(start), 28656, '$substrBytes: starting index is a UTF-8 continuation byte.');
  check(!isInside(end), 28657, '$substrBytes: ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(start, end).toString();
}

export function pointsOf(value: unknown, from: unknown, count: unknown): string {
  const points = Array.from(toText(value));
  const [start, length] = [asDouble(from), asDouble(count)];
  check(length >= 0, 34454, '$substrCP: length must be a nonnegative integer.');
  check(start >= 0, 34455, '$substrCP: the starting index must be nonnegative integer.');
  return points.slice(start, start + length).join('');
}

type Find = (value: string, token: string, from?: unknown, to?: unknown) => number;

export const byteIndex: Find = (value, token, from, to) =>
  indexIn(Array.from(Buffer.from(value).toString('latin1')), Buffer.from(token).toString('latin1'), [
    from,
    to,
  ]);
export const pointIndex: Find = (value, token, from, to) => indexIn(Array.from(value), token, [from, to]);

function indexIn(units: string[], token: string, [from, to]: [unknown, unknown]): number {
  const [start, end] = [asDouble(from ?? 0), Math.min(units.length, asDouble(to ?? units.length))];
  if (start > units.length || end < start) return -1;
  const searched = units.slice(start, end).join('');
  const at = searched.indexOf(token);
  return at < 0 ? -1 : start + Array.from(searched.slice(0, at)).length;
}

const replace =
  (name: string, how: (input: string, find: string, replacement: string) => string) =>
  ({ input, find, replacement }: Named): unknown => {
    const [subject, token, by] = [input, find, replacement].map((value, i) =>
      isNullish(value) ? null : readText(name, value, 51746 - i),
    );
    return isNullish(subject) || isNullish(token) || isNullish(by) ? null : how(subject, token, by);
  };

export const replaceOne = replace('$replaceOne', (input, find, by) => input.replace(find, () => by));
export const replaceAll = replace('$replaceAll', (input, find, by) => input.replaceAll(find, () => by));

const BLANKS = '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

export function trim(name: '$trim' | '$ltrim' | '$rtrim') {
  return ({ input, ...more }: Named): unknown => {
    const points = Array.from(readText(name, input, 50699));
    const out = new Set(Array.from('chars' in more ? readText(name, more['chars'], 50700) : BLANKS));
    const isKept = (point: string): boolean => !out.has(point);
    const start = name === '$rtrim' ? 0 : points.findIndex(isKept);
    const end = name === '$ltrim' ? points.length - 1 : points.findLastIndex(isKept);
    return start < 0 ? '' : points.slice(start, end + 1).join('');
  };
}

/** The matches, each with its place in code points. */
function* matchesOf(name: string, { input, regex, options }: Named): Generator<Doc> {
  const subject = isNullish(input) ? '' : readText(name, input, 51104);
  if (!isNullish(regex)) assertWanted(name, regex, pattern(51105));
  if (!isNullish(options)) readText(name, options, 51106);
  const isTwice = isPattern(regex) && toRegExp(regex).flags !== '' && typeof options === 'string';
  check(!isTwice, 51107, `${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  if (isNullish(input) || isNullish(regex)) return;
  const { source, flags } = toRegExp(regex, options);
  for (const match of subject.matchAll(new RegExp(source, `${flags.replace('u', '')}gu`))) {
    const captures = match.slice(1).map((capture: string | undefined) => capture ?? null);
    yield { match: match[0], idx: Array.from(subject.slice(0, match.index)).length, captures };
    if (match.index >= subject.length - 1 && match[0] === '') return;
  }
}

export const regexFindAll = (named: Named): Doc[] => [...matchesOf('$regexFindAll', named)];
export const regexFind = (named: Named): unknown => matchesOf('$regexFind', named).next().value ?? null;
export const regexMatch = (named: Named): boolean => !matchesOf('$regexMatch', named).next().done;
