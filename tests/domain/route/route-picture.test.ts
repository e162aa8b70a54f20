import { expect, it } from 'vitest';
import { drawRoutePicture } from '../../../server/domain/route/route-picture.ts';

const stop = (name: string, lng: number) => ({ name, point: { lng, lat: 31.2 } });

it('draws the stops numbered in their order and says them to who does not see it', () => {
  const svg = drawRoutePicture(
    {
      day: '2026-11-19',
      start: { lng: 121.49, lat: 31.2 },
      stops: [stop('甲<店', 121.5), stop('乙店', 121.52)],
      left: [{ lng: 121.55, lat: 31.21 }],
      zones: [{ id: 'z', center: { lng: 121.5, lat: 31.2 }, radiusM: 3_000 }],
      distanceM: 4_130,
    },
    'zh',
  );
  expect(svg).toContain('<desc id="d">2 站，约 4.1 公里：1 甲&lt;店、2 乙店</desc>');
  expect(svg.match(/<circle class="own"/g)).toHaveLength(3);
  expect(svg.match(/<circle class="other"/g)).toHaveLength(1);
  expect(svg.match(/<circle class="zone"/g)).toHaveLength(1);
  expect(svg).toMatch(/>1<\/text>[^]*>2<\/text>/);
});

it('says that there is nothing to draw', () => {
  const svg = drawRoutePicture({ day: '2026-11-19', stops: [], left: [], zones: [], distanceM: 0 }, 'en');
  expect(svg).toContain('<desc id="d">No stops</desc>');
  expect(svg).not.toContain('NaN');
});

it('puts the numbers of stops at one place into one dot', () => {
  const here = (name: string) => stop(name, 121.5);
  const svg = (stops: ReturnType<typeof stop>[]) =>
    drawRoutePicture({ day: '2026-11-19', stops, left: [], zones: [], distanceM: 900 }, 'zh');
  const two = svg([here('甲店'), stop('乙店', 121.52), here('甲店')]);
  expect(two.match(/<circle class="own"/g)).toHaveLength(2);
  expect(two).toContain('>1,3</text>');
  expect(two).toContain('1 甲店、2 乙店、3 甲店');
  const many = svg(Array.from({ length: 5 }, () => here('甲店')));
  expect(many).toContain('>1,2…</text>');
  expect(many.match(/<text[^>]*>甲店<\/text>/g)).toHaveLength(1);
  const from = drawRoutePicture(
    { day: '2026-11-19', start: here('').point, stops: [here('甲店')], left: [], zones: [], distanceM: 0 },
    'zh',
  );
  expect(from).toContain('>起点 甲店</text>');
  expect(from).not.toContain('>起点</text>');
});
