import { expect, it } from 'vitest';
import { segmentsOf } from '../../../miniapp/parts/track-segments.ts';

const point = (minute: string) => ({ at: `2026-11-02T01:${minute}:00Z`, lng: 121, lat: 31, accuracyM: 10 });
const shapes = (segments: ReturnType<typeof segmentsOf>) =>
  segments.map(({ points, isGap }) => [isGap, points.map(({ at }) => at.slice(14, 16)).join(' ')]);

it('draws one solid line where there is data all the way', () => {
  expect(shapes(segmentsOf({ points: ['00', '05', '10'].map(point), gaps: [] }))).toEqual([
    [false, '00 05 10'],
  ]);
});

it('bridges a gap by a dashed piece and never by a solid one', () => {
  const gaps = [{ startAt: '2026-11-02T01:05:00Z', endAt: '2026-11-02T01:30:00Z' }];
  expect(shapes(segmentsOf({ points: ['00', '05', '30', '35'].map(point), gaps }))).toEqual([
    [false, '00 05'],
    [true, '05 30'],
    [false, '30 35'],
  ]);
});

it('draws nothing without points', () => {
  expect(segmentsOf({ points: [], gaps: [] })).toEqual([]);
});
