import * as fc from 'fast-check';
import { DAY } from '../flow/company.ts';

/** Draws of one random story. */
export type Gen = fc.GeneratorValue;
export type Fault = Readonly<{ field: string; reason: string }>;

const TEXT = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const HOSTILE_TEXTS = [
  '',
  ' ',
  'x'.repeat(5_000),
  '长'.repeat(700),
  '🙂'.repeat(40),
  '\u0000',
  '\ud800',
  '\u202egnp.exe',
]
  .concat([
    '\u200b',
    '=cmd|calc',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '..%2f..%5c',
    '1e400',
    'NaN',
    '[](x)',
  ])
  .concat(['__proto__', 'constructor', 'toString', '$where', '0000-01-01', '9999-12-31', '2026-02-30'])
  .concat(['2026-11-19T24:00:00Z', '-271821-04-20T00:00:00Z']);
const HOSTILE_NUMBERS = [-1, 0, -0, 1.5, 1e308, 2 ** 53, 2 ** 31];
const HOSTILE_SHAPES: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [null],
  [{}],
  ['a', 'b'],
  { $gt: '' },
  { $ne: null },
  { length: 9 },
  { toString: 1 },
];
/** What breaks things elsewhere. */
const HOSTILE = HOSTILE_SHAPES.concat(HOSTILE_TEXTS, HOSTILE_NUMBERS);

const TIMES = [
  DAY,
  '2026-11-26',
  '2026-12-31',
  '2026-11',
  '09:00',
  '18:00',
  '2026-11-19T02:00:00Z',
  '2026-11-19T04:00:00.000Z',
];
const NAMES = [
  'zhang',
  'E-zhang',
  'li',
  'pudong',
  'store',
  'rival',
  'wgs84',
  'off-zone',
  'https://crm.example/hook',
  '1',
  'zh',
].concat(['0192f0c0-0000-7000-8000-00000000000a', TEXT]);
const NUMBERS = [0, 1, 2, 7, 30, 1_763_500_000_000];
const SHAPES: readonly unknown[] = [
  true,
  false,
  { lng: 121.5, lat: 31.2 },
  [1, 2],
  ['own_store'],
  [{ lng: 121.5, lat: 31.2 }],
];
/** What some field somewhere may be. */
const PLAUSIBLE = SHAPES.concat(TIMES, NAMES, NUMBERS);

export const anything = (g: Gen): unknown => g(fc.constantFrom, ...HOSTILE, ...PLAUSIBLE);

/** The body with every fault mended as its English reason says. */
export const obeying = (g: Gen, body: unknown, faults: readonly Fault[]): unknown =>
  faults.reduce((mended, { field, reason }) => mend(g, mended, field, reason), body);

/** The body with one of its fields, or one it should not have, set to anything. */
export function broken(g: Gen, body: unknown): unknown {
  if (g(fc.integer, { min: 0, max: 15 }) === 0) return anything(g);
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return setAt(body, [g(fc.constantFrom, ...names, 'version', 'id', 'extra')], () => anything(g));
}

function mend(g: Gen, body: unknown, field: string, reason: string): unknown {
  if (field === 'body') return {};
  const path = field.split('.');
  if (/unknown field|left out|forbidden/.test(reason)) return leaveOut(body, path);
  return setAt(body, path, (old) => wanted(g, old, reason));
}

/** A value that the reason allows, as far as it says. */
function wanted(g: Gen, old: unknown, reason: string): unknown {
  const choices = /only one of: (.*)/.exec(reason)?.[1]?.split(', ');
  if (choices) return choiceOf(g(fc.constantFrom, ...choices));
  const example = /such as (\S+)/.exec(reason)?.[1];
  if (example !== undefined) return example;
  const [, bound = '', size = '0', unit = ''] =
    /(at least|at most|exactly|more than|less than) (-?[\d.]+)(?: (\w+))?/.exec(reason) ?? [];
  if (bound !== '') return sized(g, old, { isUpper: /most|less/.test(bound), size: Number(size), unit });
  if (/whole number|must be a number/.test(reason)) return g(fc.constantFrom, ...NUMBERS);
  if (/true or false/.test(reason)) return g(fc.boolean);
  if (/must be a list/.test(reason)) return [];
  if (/group of fields/.test(reason)) return {};
  if (/e-mail/.test(reason)) return 'hr@example.com';
  if (/http/.test(reason)) return 'https://crm.example/hook';
  return /must be text/.test(reason)
    ? g(fc.constantFrom, TEXT, 'x1', 'zhang')
    : g(fc.constantFrom, ...PLAUSIBLE);
}

const choiceOf = (word: string): unknown => {
  if (word === 'true' || word === 'false') return word === 'true';
  return /^\d+$/.test(word) ? Number(word) : word;
};

function sized(
  g: Gen,
  old: unknown,
  { isUpper, size, unit }: Readonly<{ isUpper: boolean; size: number; unit: string }>,
): unknown {
  if (/item/.test(unit))
    return Array.isArray(old) && isUpper ? old.slice(0, size) : Array.from({ length: size }, () => ({}));
  if (/char/.test(unit) || typeof old === 'string')
    return isUpper
      ? String(old).slice(0, size)
      : TEXT.repeat(Math.ceil(size / TEXT.length)).slice(0, Math.max(size, 20));
  return isUpper ? Math.floor(size) : g(fc.constantFrom, size, size + 1);
}

const fieldsIn = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};

function setAt(
  body: unknown,
  [name = '', ...inner]: readonly string[],
  to: (old: unknown) => unknown,
): unknown {
  const next = (old: unknown) => (inner.length === 0 ? to(old) : setAt(old, inner, to));
  if (!/^\d+$/.test(name) || !Array.isArray(body)) {
    const fields = fieldsIn(body);
    return { ...fields, [name]: next(fields[name]) };
  }
  const list: unknown[] = [...body];
  list[Math.min(Number(name), list.length)] = next(list[Number(name)]);
  return list;
}

function leaveOut(body: unknown, [name = '', ...inner]: readonly string[]): unknown {
  if (Array.isArray(body))
    return body.map((one: unknown, at) => (String(at) === name ? leaveOut(one, inner) : one));
  const { [name]: left, ...rest } = fieldsIn(body);
  return inner.length === 0 ? rest : { ...rest, [name]: leaveOut(left, inner) };
}
