import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseJson } from '../../../server/connectors/pull/parse-json.ts';

it('keeps every digit of a long id', () => {
  const text =
    '{"id":1742893456123456789,"n":-12,"f":0.1234567890123456789,"t":"x 1742893456123456789 \\" 9"}';
  expect(parseJson(text)).toEqual({
    id: '1742893456123456789',
    n: -12,
    f: Number('0.1234567890123456789'),
    t: 'x 1742893456123456789 " 9',
  });
});

it('reads what any JSON text says, and is silent about what is none', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!/\d{16}/.test(text));
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
  for (const text of ['', '{', '[1,]', '<html>', '"'.repeat(20_001)]) expect(parseJson(text)).toBeUndefined();
});
