import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentFix } from '../../../server/domain/track/segment-codec.ts';
import { settleTrack } from '../../../server/domain/track/settle.ts';
import { repeat } from '../../support/runs.ts';

function buildFix(overrides: Partial<SegmentFix> = {}): SegmentFix {
  return { seq: 1, atMs: 1000, capturedAtMs: 1000, lng: 121, lat: 31, accuracyM: 10, ...overrides };
}

describe('settleTrack', () => {
  it('orders the fixes of several installations by time', () => {
    const track = settleTrack([
      { installId: 'b', fixes: [buildFix({ seq: 1, atMs: 3000 }), buildFix({ seq: 2, atMs: 1000 })] },
      { installId: 'a', fixes: [buildFix({ seq: 1, atMs: 2000 })] },
    ]);
    expect([...track.atMs]).toEqual([1000, 2000, 3000]);
  });

  it('counts a reading once, however often it was sent', () => {
    const again = { installId: 'a', fixes: [buildFix(), buildFix({ seq: 2, atMs: 2000 })] };
    expect(settleTrack([again, again]).atMs.length).toBe(2);
  });

  it('keeps two readings of one moment at different places', () => {
    const track = settleTrack([
      { installId: 'a', fixes: [buildFix()] },
      { installId: 'b', fixes: [buildFix({ lng: 122 })] },
    ]);
    expect([...track.lng]).toEqual([121, 122]);
  });

  it('does not depend on the order in which segments and fixes arrive', () => {
    const fix = fc.record({
      seq: fc.nat(8),
      atMs: fc.nat(6).map((n) => n * 1000),
      lng: fc.constantFrom(121, 121.001),
      accuracyM: fc.constantFrom(5, 50),
    });
    const segment = fc.record({
      installId: fc.constantFrom('a', 'b'),
      fixes: fc.array(fix, { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), fc.nat(), (raw, turn) => {
        const segments = raw.map(({ installId, fixes }) => ({ installId, fixes: fixes.map(buildFix) }));
        const cut = turn % (segments.length + 1);
        const arrived = [...segments.slice(cut), ...segments.slice(0, cut)]
          .toReversed()
          .map(({ installId, fixes }) => ({ installId, fixes: fixes.toReversed() }));
        expect(settleTrack(arrived)).toEqual(settleTrack(segments));
      }),
      repeat(500),
    );
  });
});
