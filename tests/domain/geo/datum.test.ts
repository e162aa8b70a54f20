import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWgs84, isShifted, toWgs84 } from '../../../server/domain/geo/datum.ts';
import { haversineM } from '../../../server/domain/geo/distance.ts';
import { repeat } from '../../support/runs.ts';

const shanghai = { lng: 121.4737, lat: 31.2304 };

describe('toWgs84', () => {
  it('leaves WGS-84 alone', () => {
    expect(toWgs84(shanghai, 'wgs84')).toEqual(shanghai);
  });

  it('undoes the shift of a known landmark', () => {
    const tiananmen = toWgs84({ lng: 116.397428, lat: 39.90923 }, 'gcj02');
    expect(haversineM(tiananmen, { lng: 116.391185, lat: 39.907826 })).toBeLessThan(1);
    const baidu = toWgs84({ lng: 116.403963, lat: 39.915119 }, 'bd09');
    expect(haversineM(baidu, { lng: 116.39132, lat: 39.907407 })).toBeLessThan(200);
  });

  it.each([
    ['Hong Kong, Central', 114.158, 22.282],
    ['Hong Kong, Sheung Shui', 114.128, 22.501],
    ['Hong Kong, Yuen Long', 114.03, 22.445],
    ['Macau, Senado', 113.5395, 22.1936],
    ['Macau, Cotai', 113.562, 22.146],
    ['Taipei', 121.5654, 25.033],
    ['Kinmen', 118.32, 24.435],
    ['Seoul', 126.978, 37.5665],
    ['Tokyo', 139.6917, 35.6895],
    ['Singapore', 103.8198, 1.3521],
    ['Hanoi', 105.8342, 21.0278],
    ['Ulaanbaatar', 106.9057, 47.8864],
    ['Kathmandu', 85.324, 27.7172],
    ['Vladivostok', 131.8855, 43.1155],
    ['Almaty', 76.9286, 43.2567],
    ['Paris', 2.3522, 48.8566],
  ])('does not shift %s', (_name, lng, lat) => {
    expect(toWgs84({ lng, lat }, 'gcj02')).toEqual({ lng, lat });
    expect(fromWgs84({ lng, lat }, 'gcj02')).toEqual({ lng, lat });
  });

  it.each([
    ['Shenzhen, Civic Center', 114.057, 22.543],
    ['Shenzhen, Luohu', 114.1175, 22.5405],
    ['Shenzhen, Yantian', 114.236, 22.557],
    ['Zhuhai, Gongbei', 113.549, 22.2195],
    ['Zhuhai, Hengqin', 113.525, 22.14],
    ['Xiamen', 118.0894, 24.4798],
    ['Sanya', 109.5119, 18.2528],
    ['Kashgar', 75.99, 39.47],
    ['Lhasa', 91.1409, 29.6456],
    ['Mohe', 122.5376, 52.9721],
    ['Dandong', 124.3545, 40.0004],
    ['Ruili', 97.8513, 24.0118],
    ['Zhoushan', 122.1069, 30.0163],
    ['Dalian', 121.6147, 38.914],
  ])('shifts %s by some hundred metres', (_name, lng, lat) => {
    const shown = fromWgs84({ lng, lat }, 'gcj02');
    expect(haversineM(shown, { lng, lat })).toBeGreaterThan(50);
    expect(haversineM(toWgs84(shown, 'gcj02'), { lng, lat })).toBeLessThan(1);
  });

  it('keeps Baidu points abroad and undoes only its own offset in Hong Kong', () => {
    expect(toWgs84({ lng: 2.3522, lat: 48.8566 }, 'bd09')).toEqual({ lng: 2.3522, lat: 48.8566 });
    const central = { lng: 114.158, lat: 22.282 };
    expect(haversineM(toWgs84(fromWgs84(central, 'bd09'), 'bd09'), central)).toBeLessThan(0.1);
  });

  it('inverts both datums to less than a metre anywhere inside the mainland', () => {
    const inland = fc.record({
      lng: fc.double({ min: 100, max: 116, noNaN: true }),
      lat: fc.double({ min: 26, max: 40, noNaN: true }),
    });
    fc.assert(
      fc.property(inland, fc.constantFrom('gcj02' as const, 'bd09' as const), (point, datum) => {
        expect(isShifted(point)).toBe(true);
        expect(haversineM(toWgs84(fromWgs84(point, datum), datum), point)).toBeLessThan(1);
      }),
      repeat(500),
    );
  });
});
