import { expect, it } from 'vitest';
import { NARROW, WIDE } from '../../../server/domain/report/picture-frame.ts';
import { drawZonePicture } from '../../../server/domain/zone/zone-picture.ts';

const CENTER = { lng: 121.5, lat: 31.2 };
const circle = (number: number, name: string, more: object = {}) => ({
  number,
  name,
  center: CENTER,
  radiusM: 2_000,
  people: 0,
  common: 0,
  ...more,
});

it('draws each zone with its number and says to who does not see it how many people it is for', () => {
  const square = [
    [121.48, 31.18],
    [121.52, 31.18],
    [121.52, 31.22],
    [121.48, 31.22],
  ].map(([lng = 0, lat = 0]) => ({ lng, lat }));
  const svg = drawZonePicture(
    {
      region: { name: '浦东区域' },
      shapes: [
        circle(1, '全区', { polygon: square, common: 9 }),
        circle(2, '甲<片', { people: 2, common: 9 }),
      ],
      stores: [CENTER],
    },
    'zh',
    WIDE,
  );
  expect(svg).toContain('<title id="t">浦东区域的负责区域</title>');
  expect(svg).toContain('1 全区（专人 0 人，公共 9 人），2 甲&lt;片（专人 2 人，公共 9 人）');
  expect(svg).toContain('>全区 · 公共</text>');
  expect(svg.match(/<polygon class="zone"/g)).toHaveLength(1);
  expect(svg.match(/<circle class="zone"/g)).toHaveLength(1);
});

it('sets the numbers of zones with one middle side by side', () => {
  const drawing = { region: { name: '' }, shapes: [1, 2, 3].map((n) => circle(n, `z${n}`)), stores: [] };
  const svg = drawZonePicture(drawing, 'en', NARROW);
  const dots = [...svg.matchAll(/<circle class="own" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(dots).toHaveLength(3);
  expect((dots[1] ?? 0) - (dots[0] ?? 0)).toBeGreaterThanOrEqual(20);
  expect((dots[2] ?? 0) - (dots[1] ?? 0)).toBeGreaterThanOrEqual(20);
});

it('says that there is nothing to draw', () => {
  const svg = drawZonePicture({ region: { name: 'Pudong' }, shapes: [], stores: [] }, 'en', NARROW);
  expect(svg).toContain('<desc id="d">No zones yet</desc>');
  expect(svg).not.toContain('NaN');
});
