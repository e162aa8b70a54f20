import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLifted } from '../../../server/cli/judge/line-text.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const columnOf = (numbers: readonly string[]): unknown =>
  fieldOf(fieldOf(parseLifted(bytesOf(`{"fixes":{"t":[${numbers.join(',')}]}}`)), 'fixes'), 't');

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : value;
}

/** Columns as JSON.parse would have them, for comparing. */
function asLists(value: unknown): unknown {
  if (value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(asLists);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, asLists(field)]));
}

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((all) => all.join(''));
/** Any number as JSON spells it, with more digits than a double can tell apart and few. */
const spelled = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      fc.constant('0'),
      fc.tuple(fc.integer({ min: 1, max: 9 }), digits(0, 20)).map((parts) => parts.join('')),
    ),
    fc.oneof(
      fc.constant(''),
      digits(1, 24).map((decimals) => `.${decimals}`),
    ),
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('') },
      fc
        .tuple(fc.constantFrom('e', 'E', 'e+', 'e-'), fc.integer({ min: 0, max: 330 }))
        .map((parts) => parts.join('')),
    ),
  )
  .map((parts) => parts.join(''));

/** The number exactly between two doubles near a longitude, cut to some digits: the hardest to round. */
const between = fc
  .tuple(fc.double({ min: 64, max: 180, noNaN: true }), fc.integer({ min: 16, max: 20 }))
  .map(([lower, length]) => {
    const scale = 2n ** 50n;
    const ulp = lower < 128 ? 2n ** 4n : 2n ** 5n;
    const middle = BigInt(lower * 2 ** 50) + ulp / 2n;
    const text = ((middle * 10n ** 20n) / scale).toString();
    return `${text.slice(0, -20)}.${text.slice(-20)}`.slice(0, length + 1);
  });

describe('numbers read apart', () => {
  it.each([
    ['doubles', fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value))],
    ['coordinates', fc.double({ min: -180, max: 180, noNaN: true }).map((value) => JSON.stringify(value))],
    ['times', fc.integer({ min: 1e11, max: 8.64e15 }).map(String)],
    ['any spelling', spelled],
    ['middles', between],
  ])('are those of JSON.parse to the last bit: %s', (_name, number) => {
    fc.assert(
      fc.property(fc.array(number, { maxLength: 40 }), (numbers) => {
        const want = numbers.map((text): unknown => JSON.parse(text));
        const got = columnOf(numbers);
        expect(got).toBeInstanceOf(Float64Array);
        expect(
          Array.from(got instanceof Float64Array ? got : [], (value) =>
            Object.is(value, -0) ? '-0' : value,
          ),
        ).toEqual(want.map((value) => (Object.is(value, -0) ? '-0' : value)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    '01',
    '-01',
    '1.',
    '.5',
    '-',
    '+1',
    '1e',
    '1e+',
    '--1',
    '1..2',
    '1.2.3',
    'NaN',
    '1,',
    '1 2',
    '0x10',
    'null',
    '"1"',
    '[1]',
    '',
  ])('are not what JSON has no number for: %s', (text) => {
    expect(parseLifted(bytesOf(`{"fixes":{"t":[1,${text}]}}`))).toBeNull();
  });
});

describe('a line with its numbers read apart', () => {
  const space = fc.constantFrom('', ' ', '\t', ' \r ');
  const fixes = fc
    .tuple(
      fc.uniqueArray(
        fc.constantFrom('t', 'lng', 'lat', 'accuracyM', 'speed', 'datum', 'deviceId', '__proto__'),
        { minLength: 1 },
      ),
      fc.array(spelled, { maxLength: 5 }),
      space,
    )
    .map(([names, numbers, gap]) => {
      const field = (name: string) =>
        name.startsWith('d') ? '"wgs84"' : `[${gap}${numbers.join(`${gap},${gap}`)}${gap}]`;
      return `{${gap}${names.map((name) => `"${name}"${gap}:${gap}${field(name)}`).join(`,${gap}`)}${gap}}`;
    });
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('fixes', '"fixes":{"t":[1]}', '\\', 'a"fixes', '店', 'é', '\u0066ixes'),
  );

  it('is what JSON.parse makes of it, or is left to it', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fixes,
        fc.option(fixes, { nil: null }),
        fc.dictionary(word, fc.oneof(word, fc.double(), fc.boolean())),
        space,
        (own, peer, more, gap) => {
          const others = JSON.stringify(more).slice(1, -1);
          const peers = peer === null ? '' : `,"peers":[{"personId":"e2","fixes":${peer}},{"personId":"e3"}]`;
          const line = `{${others}${others === '' ? '' : ','}"fixes"${gap}:${gap}${own}${peers}}`;
          const got = parseLifted(bytesOf(line));
          if (got !== null) read++;
          return isDeepStrictEqual(asLists(got ?? JSON.parse(line)), asLists(JSON.parse(line)));
        },
      ),
      { numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it('takes the plain lines of an exporter, with and without spaces', () => {
    const period = {
      id: 'p1',
      fixes: { t: [1.7e12], lng: [116.4], lat: [39.9], datum: 'wgs84' },
      name: '店',
    };
    const tight = JSON.stringify(period);
    for (const line of [tight, tight.replaceAll(':', ': ').replaceAll(',', ', ')])
      expect(asLists(parseLifted(bytesOf(line)))).toEqual(period);
  });

  it.each([
    ['a number for a list', '{"fixes":{"t":0,"lng":[1]}}'],
    ['the same name twice', '{"fixes":{"t":[1],"t":[2]}}'],
    ['two objects of the name', '{"fixes":{"t":[1]},"fixes":{"t":[2]}}'],
    ['a name spelled with escapes', '{"\\u0066ixes":{"t":0},"old":{"fixes":{"t":[1]}}}'],
    ['numbers of nobody', '{"old":{"fixes":{"t":[1]}}}'],
    ['a name that ends so', '{"a\\"fixes":{"t":[1]}}'],
    ['an object in it', '{"fixes":{"t":[1],"more":{}}}'],
    ['an escape in it', '{"fixes":{"t":[1],"deviceId":"a\\"b"}}'],
    ['no JSON after it', '{"fixes":{"t":[1]}'],
    ['no fixes', '{"id":"p1"}'],
    ['bytes that are no text', '{"fixes":{"t":[1]},"id":"\u0000"}'],
  ])('is left to JSON.parse: %s', (_why, line) => {
    expect(parseLifted(bytesOf(line))).toBeNull();
  });
});
