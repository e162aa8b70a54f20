import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeSegment, encodeSegment } from '../../../server/domain/track/segment-codec.ts';
import { quantizeFix, type SegmentFix } from '../../../server/domain/track/segment-fix.ts';
import { repeat } from '../../support/runs.ts';

const start = Date.UTC(2026, 2, 2, 1);

function buildFix(n: number, overrides: Partial<SegmentFix> = {}): SegmentFix {
  return {
    seq: 100 + n,
    atMs: start + n * 10_000 + (n % 7),
    capturedAtMs: start + n * 10_000 + 1234,
    lng: 121.4737 + n * 0.00002,
    lat: 31.2304 - n * 0.00001,
    accuracyM: 12.5 + (n % 5),
    ...overrides,
  };
}

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyFix = fc.record(
  {
    seq: fc.nat(2_000_000_000),
    atMs: fc.nat(4_102_444_800_000),
    capturedAtMs: fc.nat(4_102_444_800_000),
    lng: double(-180, 180),
    lat: double(-90, 90),
    accuracyM: double(0, 20_000),
    speedMps: double(0, 400),
    headingDeg: double(0, 360),
    altitudeM: double(-500, 9000),
    mock: fc.boolean(),
    source: fc.constantFrom('gps', 'network', 'imported', ''),
  },
  { requiredKeys: ['seq', 'atMs', 'capturedAtMs', 'lng', 'lat', 'accuracyM'] },
);

describe('encodeSegment and decodeSegment', () => {
  it('give back every fix in the stored precision', () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 60 }), (fixes) => {
        expect(decodeSegment(encodeSegment(fixes))).toEqual(fixes.map(quantizeFix));
      }),
      repeat(500),
    );
  });

  it('lose less than a centimetre, a decimetre of accuracy and no millisecond', () => {
    const fix = buildFix(3, { lng: 121.473_700_04, accuracyM: 12.34 });
    const [stored] = decodeSegment(encodeSegment([fix]));
    expect(stored).toEqual({ ...fix, lng: 121.4737, accuracyM: 12.3 });
  });

  it('need at most 14 bytes a fix for a phone that reports every ten seconds', () => {
    const fixes = Array.from({ length: 500 }, (_, n) => buildFix(n));
    expect(encodeSegment(fixes).length / fixes.length).toBeLessThanOrEqual(14);
  });

  it('refuse what no phone can send', () => {
    expect(() => encodeSegment([buildFix(0, { lat: 91 })])).toThrow(RangeError);
    expect(() => encodeSegment([buildFix(0, { lng: Number.NaN })])).toThrow(RangeError);
    expect(() => encodeSegment([buildFix(0, { source: 'ü' })])).toThrow(RangeError);
  });
});

describe('decodeSegment on corrupt bytes', () => {
  const bytes = encodeSegment([buildFix(0, { mock: true, source: 'gps' }), buildFix(1), buildFix(2)]);

  it('refuses every cut and every appended byte', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeSegment(bytes.slice(0, length))).toThrow(RangeError);
    expect(() => decodeSegment(Uint8Array.from([...bytes, 0]))).toThrow(RangeError);
  });

  it('refuses an unknown version and a count no upload has', () => {
    expect(() => decodeSegment(Uint8Array.from([2, ...bytes.slice(1)]))).toThrow('unknown segment version');
    expect(() => decodeSegment(Uint8Array.from([1, 0xfe, 0xff, 0xff, 0x7f]))).toThrow(RangeError);
  });

  it('never fails in another way than RangeError nor returns a value out of range', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (noise, isPatched) => {
        const input = isPatched ? Uint8Array.from(bytes, (byte, at) => byte ^ ((noise[at] ?? 0) & 3)) : noise;
        expect(outcomeOf(input)).toMatch(/^(decoded|RangeError)$/);
      }),
      repeat(1000),
    );
  });
});

function outcomeOf(input: Uint8Array): string {
  try {
    const fixes = decodeSegment(input);
    return fixes.every(({ lng, lat }) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
      ? 'decoded'
      : 'out of range';
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}
