import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTrack, readTrackFile } from '../../../server/connectors/files/read-track-file.ts';

const read = (name: string, text: string, user?: string) =>
  readTrack(name, new TextEncoder().encode(text), user === undefined ? {} : { user });
const at = (iso: string) => Date.parse(iso);

const gpx = (inner: string) => `<?xml version="1.0"?>
<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<!-- <trkpt lat="9" lon="9"/> -->
<metadata><time>2020-01-01T00:00:00Z</time></metadata>
<trk><trkseg>
${inner}
</trkseg></trk></gpx>`;

describe('GPX', () => {
  it('gives position and time of each track point, in time order', () => {
    const text = gpx(`<trkpt lat="31.2" lon="121.5"><ele>4</ele><time>2026-03-02T01:00:10Z</time></trkpt>
<trkpt lon='121.4' lat='31.1'><time>2026-03-02T09:00:00+08:00</time></trkpt>`);
    expect(read('a.gpx', text)).toEqual([
      { atMs: at('2026-03-02T01:00:00Z'), lng: 121.4, lat: 31.1 },
      { atMs: at('2026-03-02T01:00:10Z'), lng: 121.5, lat: 31.2 },
    ]);
  });

  it.each([
    ['<trkpt lat="31.2" lon="121.5"></trkpt>', 'line 6: trkpt has no time'],
    ['<trkpt lat="91" lon="1"><time>2026-03-02T01:00:00Z</time></trkpt>', 'line 6: latitude'],
    ['<trkpt lat="31" lon="121"><time>soon</time></trkpt>', 'line 6: time must be'],
    ['\n<trkpt lat="31" lon="121">', 'line 8: </trkseg> does not match'],
    ['<trkpt lat=31 lon=121/>', 'line 6: not well-formed XML'],
  ])('refuses %s', (inner, reason) => {
    expect(() => read('a.gpx', gpx(inner))).toThrow(reason);
  });

  it('refuses document types, entities and other XML', () => {
    expect(() => read('a.gpx', '<!DOCTYPE gpx [<!ENTITY x "y">]><gpx/>')).toThrow('entities are not allowed');
    expect(() => read('a.gpx', '<kml></kml>')).toThrow('line 1: not a GPX file');
    expect(() => read('a.gpx', '<gpx><trk>')).toThrow('ends inside <trk>');
  });
});

describe('GeoLife PLT', () => {
  const head =
    'Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track,0,0,2,8421376\n0\n';

  it('reads the GMT time behind six lines of header', () => {
    expect(read('t.plt', `${head}39.98,116.31,0,492,39744.12,2008-10-23,02:53:04\r\n`)).toEqual([
      { atMs: at('2008-10-23T02:53:04Z'), lng: 116.31, lat: 39.98 },
    ]);
  });

  it('names the faulty line', () => {
    expect(() => read('t.plt', `${head}39.98,116.31,0,492\n`)).toThrow('line 7: must have 7 columns');
    expect(() => read('t.plt', 'lat,lng\n')).toThrow('Geolife trajectory');
  });
});

describe('CSV', () => {
  it('finds its columns by their names, whatever their order', () => {
    expect(
      read('a.csv', '"Timestamp","Longitude","accuracy_m","Latitude"\n"2026/03/02 01:00:00",121.5,12,31.2\n'),
    ).toEqual([{ atMs: at('2026-03-02T01:00:00Z'), lng: 121.5, lat: 31.2, accuracyM: 12 }]);
  });

  it('reads rows without a header as lat,lng,datetime', () => {
    expect(
      read('a.csv', '31.2,121.5,1772413200\n31.3,121.6,1772413260000\n').map(({ atMs }) => atMs),
    ).toEqual([1772413200000, 1772413260000]);
  });

  it('reads one person of several: the first, or the one asked for', () => {
    const text = 'lat,lng,datetime,uid\n31,121,2026-03-02 01:00:00,a\n32,122,2026-03-02 01:00:00,b\n';
    expect(read('a.csv', text).map(({ lat }) => lat)).toEqual([31]);
    expect(read('a.csv', text, 'b').map(({ lat }) => lat)).toEqual([32]);
    expect(() => read('a.csv', text, 'c')).toThrow('no fixes of c');
  });

  it('adds up rows that hold differences', () => {
    expect(
      read('a.csv', 'uid,dt_s,dlat_e6,dlon_e6\n0,1224730384,39984702,116318417\n0,31,-94,-656\n'),
    ).toEqual([
      { atMs: 1224730384000, lng: 116.318417, lat: 39.984702 },
      { atMs: 1224730415000, lng: 116.317761, lat: 39.984608 },
    ]);
  });

  it('names every faulty line, up to five', () => {
    const rows = ['91,1,2026-03-02 01:00:00', ',1,2026-03-02 01:00:00', '1,1,yesterday', '"1,1,x'];
    expect(() => read('a.csv', `lat,lng,datetime\n${rows.join('\n')}`)).toThrow(
      /line 2: latitude.*line 3: latitude.*line 4: time.*line 5: a quote/,
    );
    expect(() => read('a.csv', 'a,b,c\n1,2,3')).toThrow('no column for lat, lng, time');
  });
});

describe('GeoJSON', () => {
  it('reads a line with coordTimes', () => {
    const feature = {
      type: 'Feature',
      properties: { coordTimes: ['2026-03-02T01:00:00Z', '2026-03-02T01:00:10Z'] },
      geometry: {
        type: 'LineString',
        coordinates: [
          [121.5, 31.2, 4],
          [121.6, 31.3],
        ],
      },
    };
    expect(read('a.geojson', JSON.stringify(feature)).map(({ lng }) => lng)).toEqual([121.5, 121.6]);
  });

  it('reads points with a time and an accuracy', () => {
    const collection = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { time: '2026-03-02T01:00:00Z', accuracy: 8 },
          geometry: { type: 'Point', coordinates: [121.5, 31.2] },
        },
      ],
    };
    expect(read('a.json', JSON.stringify(collection))).toEqual([
      { atMs: at('2026-03-02T01:00:00Z'), lng: 121.5, lat: 31.2, accuracyM: 8 },
    ]);
  });

  it('says what is wrong and where', () => {
    const line =
      '{\n"type":"Feature","properties":{},\n"geometry":{"type":"LineString","coordinates":[[1,2]]}}';
    expect(() => read('a.geojson', line)).toThrow(
      'line 3: feature 1, position 1: coordTimes must hold one time',
    );
    expect(() => read('a.geojson', '{"type":"Polygon"}')).toThrow('not a GeoJSON track');
    expect(() => read('a.geojson', '{')).toThrow('not JSON');
  });
});

describe('readTrack', () => {
  it('unzips by the ending and refuses what is no gzip, no text or no known format', () => {
    const zipped = gzipSync('lat,lng,datetime\n31,121,2026-03-02 01:00:00\n');
    expect(readTrack('a.csv.gz', zipped)).toHaveLength(1);
    expect(() => readTrack('a.csv.gz', new Uint8Array([1, 2, 3]))).toThrow('cannot be unzipped');
    expect(() => readTrack('a.csv', new Uint8Array([0xff, 0xfe, 0x00]))).toThrow('not UTF-8');
    expect(() => read('a.kml', '')).toThrow('unknown ending .kml; allowed: gpx');
    expect(() => read('a.csv', 'lat,lng,datetime\n')).toThrow('no fixes in it');
  });
});

const data = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(data))('real files (skipped without the shared data)', () => {
  it.each([
    ['movingpandas_bus304_2019-02-18.gpx.gz', undefined, 2144],
    ['liverpool_bus_route14_outbound.csv.gz', '4716', 136],
    ['geolife_sample_2users.csv.gz', '001', 108_607],
    ['geolife_beijing_30s_delta.csv.gz', '0', 25_771],
  ])('reads %s of %s', async (name, user, count) => {
    const points = await readTrackFile(`${data}${name}`, user === undefined ? {} : { user });
    expect(points).toHaveLength(count);
  });

  it('reads all 164,531 fixes of the raw PLT trees', () => {
    const tar = `${data}geolife_raw_plt_10users.tar.gz`;
    const names = execFileSync('tar', ['tzf', tar], { encoding: 'utf8' }).split('\n');
    const plts = names.filter((name) => /^geolife_long_10_MB\/.*\.plt$/.test(name));
    const everything = execFileSync('tar', ['xzOf', tar, ...plts], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const files = everything.split(/(?=Geolife trajectory)/);
    const total = files.reduce((sum, text) => sum + read('t.plt', text).length, 0);
    expect([files.length, total]).toEqual([111, 164_531]);
  });
});
