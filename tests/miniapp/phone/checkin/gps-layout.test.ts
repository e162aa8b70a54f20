import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOutGps } from '../../../../miniapp/phone/checkin/gps-layout.ts';

const SIZE = { width: 320, height: 168 };

describe('the sketch of the position', () => {
  it('stands in the middle, at a scale of metres, when there is no place', () => {
    const { you, place, scale } = layOutGps(SIZE, { accuracyM: 12 });
    expect(place).toBeUndefined();
    expect([you.x, you.y]).toEqual([160, 82]);
    expect(scale.metres).toBe(20);
  });

  it('has north up and east to the right, and a bar of a round length', () => {
    const you = { xM: 900, yM: 300 };
    const { you: drawn, place, scale } = layOutGps(SIZE, { accuracyM: 20, place: { radiusM: 60, you } });
    expect(drawn.x).toBeGreaterThan(place?.x ?? 0);
    expect(drawn.y).toBeLessThan(place?.y ?? 0);
    expect(scale.metres).toBe(200);
    const perM = scale.width / scale.metres;
    expect((drawn.x - (place?.x ?? 0)) / perM).toBeCloseTo(900, 6);
  });

  it('keeps the bar away from the name that stands lowest', () => {
    const scaleOf = (you: { xM: number; yM: number }) => {
      const { scale, ...drawn } = layOutGps(SIZE, { accuracyM: 12, place: { radiusM: 60, you } });
      const lowest = drawn.you.y > (drawn.place?.y ?? 0) ? drawn.you : drawn.place;
      return { left: scale.left, right: scale.left + scale.width, lowest: lowest?.x ?? 0 };
    };
    const placeLowLeft = scaleOf({ xM: 6000, yM: 5000 });
    expect(placeLowLeft.left - placeLowLeft.lowest).toBeGreaterThan(40);
    expect(placeLowLeft.right).toBeLessThanOrEqual(270);
    const youLowLeft = scaleOf({ xM: -900, yM: -500 });
    expect(youLowLeft.left - youLowLeft.lowest).toBeGreaterThan(40);
    expect(scaleOf({ xM: -6000, yM: 5000 }).left).toBe(10);
    expect(scaleOf({ xM: 40, yM: 0 }).left).toBe(10);
  });

  it('keeps the place, the person and the ring within the picture, however far apart and however inaccurate', () => {
    const metres = fc.double({ min: -30_000, max: 30_000, noNaN: true });
    const lengths = fc.double({ min: 1, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(metres, metres, lengths, lengths, (xM, yM, accuracyM, radiusM) => {
        const { you, place, scale } = layOutGps(SIZE, { accuracyM, place: { radiusM, you: { xM, yM } } });
        for (const { x, y, r } of [{ ...you, r: you.ringR }, place ?? { x: 0, y: 0, r: 0 }]) {
          expect(Math.min(x - r, SIZE.width - x - r)).toBeGreaterThanOrEqual(30);
          expect(Math.min(y - r, SIZE.height - y - r)).toBeGreaterThanOrEqual(15);
        }
        expect(scale.width).toBeLessThanOrEqual(SIZE.width / 3 + 1e-9);
        expect(String(scale.metres)).toMatch(/^[125]0*$/);
      }),
    );
  });
});
