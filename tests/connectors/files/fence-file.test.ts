import { describe, expect, it } from 'vitest';
import { readFences } from '../../../server/connectors/files/fence-file.ts';

const SQUARE = [
  [121, 31],
  [121.1, 31],
  [121.1, 31.1],
  [121, 31],
];

const fileOf = (...geometries: object[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: geometries.map((geometry) => ({ type: 'Feature', geometry, properties: { radiusM: 50 } })),
  });
const faultOf = (text: string): string => {
  try {
    readFences(text);
    return 'read';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('readFences', () => {
  it('reads polygons with their holes and parts, and circles, by their place in the file', () => {
    const text = fileOf(
      { type: 'Polygon', coordinates: [SQUARE, SQUARE] },
      { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE.map((corner) => [...corner, 1200])]] },
      { type: 'Point', coordinates: [121, 31] },
    );
    expect(readFences(`\uFEFF${text}`)).toEqual([
      { id: '0', shape: { rings: [SQUARE.flat(), SQUARE.flat()] } },
      { id: '1', shape: { rings: [SQUARE.flat(), SQUARE.flat()] } },
      { id: '2', shape: { center: { lng: 121, lat: 31 }, radiusM: 50 } },
    ]);
  });

  it.each([
    ['too few corners', SQUARE.slice(0, 2)],
    ['a corner of one number', [...SQUARE, [121]]],
    ['a corner of five numbers', [...SQUARE, [121, 31, 0, 0, 0]]],
    ['a corner off the globe', [...SQUARE, [181, 31]]],
    ['a corner beyond the pole', [...SQUARE, [121, 91]]],
    ['a text for a number', [...SQUARE, ['121', 31]]],
    ['no number at all', [...SQUARE, [null, 31]]],
    ['no list', 'round'],
  ])('says which ring of which fence has %s', (_, ring) => {
    const text = fileOf(
      { type: 'Polygon', coordinates: [SQUARE] },
      { type: 'Polygon', coordinates: [SQUARE, ring] },
    );
    expect(faultOf(text)).toContain('features.1.geometry.coordinates.1: must be 3 or more');
  });

  it('refuses what is no collection of fences', () => {
    expect(faultOf('{')).toContain('not JSON');
    expect(faultOf('{"type":"Feature"}')).toContain('not a GeoJSON collection');
    expect(faultOf(fileOf({ type: 'Point', coordinates: [121] }))).toContain('must be [longitude, latitude]');
  });
});
