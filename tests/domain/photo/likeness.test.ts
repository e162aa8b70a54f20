import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAlike, likenessBands, likenessOf } from '../../../server/domain/photo/likeness.ts';

const ramp = (step: number) => Uint8Array.from({ length: 72 }, (_, n) => 10 + (n % 9) * step);

describe('the likeness of a photo', () => {
  it('has a bit for each square that is lighter than its right neighbour', () => {
    expect(likenessOf(ramp(10))).toBe('0000000000000000');
    expect(likenessOf(ramp(10).toReversed())).toBe('ffffffffffffffff');
    const first = ramp(10);
    first[0] = 200;
    expect(likenessOf(first)).toBe('8000000000000000');
  });

  it('does not exist for a covered lens or a bare wall: they are like every other', () => {
    expect(likenessOf(new Uint8Array(72))).toBeNull();
    expect(likenessOf(ramp(1))).toBeNull();
    const spot = new Uint8Array(72).fill(90);
    spot[40] = 250;
    expect(likenessOf(spot)).toBeNull();
  });

  it('refuses a picture of another size', () => {
    expect(() => likenessOf(new Uint8Array(64))).toThrow('72 grey levels');
  });

  const likeness = fc
    .bigInt({ min: 0n, max: (1n << 64n) - 1n })
    .map((bits) => bits.toString(16).padStart(16, '0'));
  const flips = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 12 });

  it('is alike up to three bits, and what is alike shares a band', () => {
    fc.assert(
      fc.property(likeness, flips, (one, bits) => {
        const changed = bits.reduce((sum, bit) => sum ^ (1n << BigInt(bit)), BigInt(`0x${one}`));
        const other = changed.toString(16).padStart(16, '0');
        expect(isAlike(one, other)).toBe(bits.length <= 3);
        const shared = likenessBands(one).filter((band) => likenessBands(other).includes(band));
        expect(bits.length > 3 || shared.length > 0).toBe(true);
      }),
    );
  });
});
