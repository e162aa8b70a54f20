import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openBytes, openValue, sealBytes, sealValue, useDataKey } from '../../server/store/sealed.ts';
import { TEST_DATA_KEY } from '../support/data-key.ts';

const PLACE = { in: 'segments', field: 'bytes', id: 'zhang:phone:1' } as const;
const BYTES = Buffer.from('121.5123456,31.2345678');

describe('what is sealed', () => {
  useDataKey(TEST_DATA_KEY);
  afterEach(() => useDataKey(TEST_DATA_KEY));

  it('opens in its own place as it was, and is another each time', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const sealed = sealBytes(PLACE, bytes);
        expect(Buffer.from(openBytes(PLACE, sealed))).toEqual(Buffer.from(bytes));
        expect(sealBytes(PLACE, bytes)).not.toEqual(sealed);
      }),
    );
  });

  it('keeps every kind of value that a document holds', () => {
    const value = { at: new Date('2026-11-19T10:00:00Z'), n: 1.5, list: [{ a: null }, 'x'], no: false };
    expect(openValue(PLACE, sealValue(PLACE, value))).toEqual(value);
    expect(openValue(PLACE, sealValue(PLACE, [1, 2]))).toEqual([1, 2]);
  });

  it('shows nothing of what it holds', () => {
    expect(sealBytes(PLACE, BYTES).includes(BYTES.subarray(0, 8))).toBe(false);
    expect(sealValue(PLACE, { lng: 121.5 }).includes('lng')).toBe(false);
  });

  it.each([
    ['another document', { ...PLACE, id: 'li:phone:1' }],
    ['another field', { ...PLACE, field: 'conflictBytes' }],
  ] as const)('does not open in %s, and the error names nobody', (_name, place) => {
    const sealed = sealBytes(PLACE, BYTES);
    expect(() => openBytes(place, sealed)).toThrow(/^segments\.\w+ does not open under the data key$/);
  });

  it('does not open with any byte changed', () => {
    const sealed = sealBytes(PLACE, BYTES);
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: sealed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Buffer.from(sealed);
          changed[at] = (changed[at] ?? 0) ^ by;
          expect(() => openBytes(PLACE, changed)).toThrow('does not open');
        },
      ),
    );
  });

  it('does not open under another data key', () => {
    const sealed = sealBytes(PLACE, BYTES);
    useDataKey(Buffer.alloc(32, 8));
    expect(() => openBytes(PLACE, sealed)).toThrow('does not open');
  });

  it('leaves as it is what was stored before anything was sealed', () => {
    expect(openBytes(PLACE, BYTES)).toEqual(BYTES);
    expect(openValue(PLACE, { lng: 121.5 })).toEqual({ lng: 121.5 });
  });
});
