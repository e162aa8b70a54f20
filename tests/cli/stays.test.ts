import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { runStays } from '../../server/cli/stays/run-stays.ts';
import { fromWgs84 } from '../../server/domain/geo/datum.ts';

const folder = mkdtemp(join(tmpdir(), 'mingqin-stays-'));
const PLAIN = ['--rule', 'plain'];

async function run(args: readonly string[], stdin: readonly Buffer[] = []) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runStays(args, {
    out: (text) => out.push(text),
    err: (line) => err.push(line),
    stdin: (async function* () {
      yield* stdin;
    })(),
  });
  const lines = out.join('').split('\n').filter(Boolean);
  const last = err.at(-1) ?? '';
  const figures: unknown = last.startsWith('{') ? JSON.parse(last) : null;
  return { code, stays: lines.map((line): unknown => JSON.parse(line)), err: err.join('\n'), figures };
}

async function save(name: string, content: string | Buffer): Promise<string> {
  const path = join(await folder, name);
  await writeFile(path, content);
  return path;
}

/** Two people, rows interleaved: b stays all the time, a moves away after half an hour. */
const TRACK = [
  'datetime,uid,lat,lng',
  '2026-03-02 01:00:00,b,31.2,121.4',
  '2026-03-02 01:00:00,a,31.3,121.5',
  '2026-03-02 01:30:00,b,31.2002,121.4',
  '2026-03-02 01:30:00,a,31.3,121.6',
  '2026-03-02T02:00:00Z,b,31.2001,121.4',
  '2026/03/02 01:35:00,"a",31.3,121.7',
  '',
];
const A = {
  uid: 'a',
  lng: 121.5,
  lat: 31.3,
  start: '2026-03-02T01:00:00.000Z',
  end: '2026-03-02T01:30:00.000Z',
};
const B = { uid: 'b', start: '2026-03-02T01:00:00.000Z', end: '2026-03-02T02:00:00.000Z', fixes: 3 };

describe('the stays door', () => {
  it('reads columns in any order and interleaved people, and answers by uid then start', async () => {
    const { code, stays, figures } = await run([
      ...PLAIN,
      '--input',
      await save('two.csv', TRACK.join('\n')),
    ]);
    expect(code).toBe(0);
    expect(stays).toEqual([
      { ...A, fixes: 1, radiusM: 0 },
      { ...B, lng: 121.4, lat: 31.2001, radiusM: 11.1 },
    ]);
    expect(figures).toMatchObject({ fixes: 6, kept: 6, stays: 2, outOfOrder: 0, refused: 0 });
  });

  it('reads the same however the bytes are cut, from a pipe, with CRLF and zipped', async () => {
    const bytes = Buffer.from(`\uFEFF${TRACK.join('\r\n')}`);
    const cuts = (size: number, of: Buffer) =>
      Array.from({ length: Math.ceil(of.length / size) }, (_, n) => of.subarray(n * size, (n + 1) * size));
    for (const chunks of [cuts(1, bytes), cuts(7, bytes), [bytes], cuts(50, gzipSync(bytes))])
      expect((await run([...PLAIN, '--input', '-'], chunks)).stays).toMatchObject([A, B]);
    const zipped = await save('two.csv.gz', gzipSync(bytes));
    expect((await run([...PLAIN, '--input', zipped])).stays).toMatchObject([A, B]);
  });

  it('reads one person of several, or names one of a file without uids', async () => {
    const two = await save('pick.csv', TRACK.join('\n'));
    expect((await run([...PLAIN, '--input', two, '--uid', 'b'])).stays).toMatchObject([B]);
    const bare = await save('bare.csv', '31.3,121.5,1772413200\n31.3,121.5,1772415000\n');
    expect((await run([...PLAIN, '--input', bare, '--uid', 'me'])).stays).toMatchObject([
      { ...A, uid: 'me', fixes: 2 },
    ]);
    expect((await run([...PLAIN, '--input', bare])).stays).toMatchObject([{ uid: 'bare' }]);
  });

  it('counts rows out of order and names faulty ones, goes on and says so', async () => {
    const rows = [
      ...TRACK.slice(0, -1),
      '2026-03-02 00:00:00,b,31.2,121.4',
      '2026-03-02 02:20:00,b,99,121.4',
      'x,b,1,1',
    ];
    const { code, stays, err, figures } = await run([
      ...PLAIN,
      '--input',
      await save('bad.csv', rows.join('\n')),
    ]);
    expect([code, stays.length]).toEqual([3, 2]);
    expect(figures).toMatchObject({ outOfOrder: 1, refused: 2 });
    expect(err).toContain('line 9: latitude must be a number from -90 to 90');
    expect(err).toContain('line 10: time must be');
  });

  it('names twenty bad rows and says that there are more', async () => {
    const bad = Array.from({ length: 30 }, () => 'x,b,1,1');
    const rows = [...TRACK, ...bad].join('\n');
    const { err, figures } = await run([...PLAIN, '--input', await save('many-bad.csv', rows)]);
    expect(figures).toMatchObject({ refused: 30 });
    expect(err.match(/stays: line \d+/g)).toHaveLength(20);
    expect(err).toContain('more lines cannot be read; they are only counted');
  });

  it('names the fences that hold a staypoint, sorted', async () => {
    const square = (west: number) => [
      [
        [west, 31.2],
        [west + 0.2, 31.2],
        [west + 0.2, 31.4],
        [west, 31.4],
        [west, 31.2],
      ],
    ];
    const feature = (id: string, geometry: object, properties = {}) => ({
      type: 'Feature',
      id,
      properties,
      geometry,
    });
    const fences = await save(
      'fences.geojson',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          feature('s2', { type: 'Polygon', coordinates: square(121.45) }),
          feature('s1', { type: 'Point', coordinates: [121.5, 31.3] }, { radiusM: 50 }),
          feature('s3', { type: 'Polygon', coordinates: square(121.9) }),
        ],
      }),
    );
    const input = await save('fenced.csv', TRACK.join('\n'));
    const { stays } = await run([...PLAIN, '--input', input, '--fences', fences]);
    expect(stays).toMatchObject([
      { uid: 'a', fences: ['s1', 's2'] },
      { uid: 'b', fences: [] },
    ]);
  });

  it('brings other datums to WGS-84', async () => {
    const { lng, lat } = fromWgs84({ lng: 121.5, lat: 31.3 }, 'gcj02');
    const input = await save('gcj.csv', `${lat},${lng},1772413200\n${lat},${lng},1772416800\n`);
    const [stay] = (await run([...PLAIN, '--input', input, '--datum', 'gcj02'])).stays;
    expect(stay).toMatchObject({ lng: 121.5, lat: 31.3 });
  });

  it('reads GPX, PLT and GeoJSON', async () => {
    const gpx = `<gpx><trk><trkseg><trkpt lat="31.3" lon="121.5"><time>2026-03-02T01:00:00Z</time></trkpt>
      <trkpt lat="31.3" lon="121.5"><time>2026-03-02T01:30:00Z</time></trkpt></trkseg></trk></gpx>`;
    const plt = `Geolife trajectory\nWGS 84\nAltitude is in Feet\nReserved 3\n0,2,255,My Track,0,0,2,8421376\n0
31.3,121.5,0,100,46083,2026-03-02,01:00:00\n31.3,121.5,0,100,46083,2026-03-02,01:30:00\n`;
    const geojson = JSON.stringify({
      type: 'Feature',
      properties: { coordTimes: ['2026-03-02T01:00:00Z', '2026-03-02T01:30:00Z'] },
      geometry: {
        type: 'LineString',
        coordinates: [
          [121.5, 31.3],
          [121.5, 31.3],
        ],
      },
    });
    for (const [name, content] of Object.entries({ 'a.gpx': gpx, 'a.plt': plt, 'a.geojson': geojson }))
      expect((await run([...PLAIN, '--input', await save(name, content)])).stays).toMatchObject([
        { ...A, fixes: 2 },
      ]);
  });

  it('leaves faulty readings of a GPX or GeoJSON file out, counts those out of order, and reads one without any', async () => {
    const trkpt = (clock: string, lat = 31.3) =>
      `<trkpt lat="${lat}" lon="121.5"><time>2026-03-02T${clock}:00Z</time></trkpt>`;
    const gpx = (points: string) => `<gpx><trk><trkseg>${points}</trkseg></trk></gpx>`;
    const points = [trkpt('01:00'), trkpt('00:30'), trkpt('01:10', 95), '<trkpt lat="1" lon="1"/>'];
    const mixed = await run([
      ...PLAIN,
      '--input',
      await save('mixed.gpx', gpx([...points, trkpt('01:30')].join('\n'))),
    ]);
    expect(mixed).toMatchObject({
      code: 3,
      stays: [{ ...A, uid: 'mixed' }],
      figures: { outOfOrder: 1, refused: 2, kept: 2 },
    });
    expect(mixed.err).toContain('line 3: latitude must be a number from -90 to 90');
    const feature = (time: string, lat: number) => ({
      type: 'Feature',
      properties: { time },
      geometry: { type: 'Point', coordinates: [121.5, lat] },
    });
    const features = [
      feature('2026-03-02T01:00:00Z', 31.3),
      feature('no', 31.3),
      feature('2026-03-02T01:30:00Z', 31.3),
    ];
    const geojson = JSON.stringify({ type: 'FeatureCollection', features });
    expect(await run([...PLAIN, '--input', await save('mixed.geojson', geojson)])).toMatchObject({
      code: 3,
      stays: [{ ...A, uid: 'mixed' }],
    });
    for (const [name, text] of Object.entries({ 'none.gpx': gpx(''), 'void.gpx': '', 'void.geojson': '' }))
      expect(await run(['--input', await save(name, text)])).toMatchObject({ code: 0, stays: [] });
  });

  it('gives numbers of fences as numbers, and reads one Feature, zipped, beside features that are nowhere', async () => {
    const ring = [121.4, 121.6, 121.6, 121.4, 121.4].map((lng, n) => [lng, n === 2 || n === 3 ? 31.4 : 31.2]);
    const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
    const nowhere = { type: 'Feature', properties: null, geometry: null };
    const files = {
      'one.geojson.gz': gzipSync(JSON.stringify({ ...feature, id: 7 })),
      'both.geojson': Buffer.from(
        JSON.stringify({ type: 'FeatureCollection', features: [nowhere, feature, { ...feature, id: 7 }] }),
      ),
    };
    const input = await save('numbered.csv', TRACK.join('\n'));
    const fencesOf = async (name: keyof typeof files) =>
      (await run([...PLAIN, '--input', input, '--uid', 'a', '--fences', await save(name, files[name])]))
        .stays;
    expect(await fencesOf('one.geojson.gz')).toMatchObject([{ fences: [7] }]);
    expect(await fencesOf('both.geojson')).toMatchObject([{ fences: ['1', 7] }]);
  });

  it('loses nobody whose rows name them only here and there, and takes short offsets', async () => {
    const rows = [
      'lat,lng,datetime,uid',
      '31.3,121.5,2026-03-02 09:00:00+08,',
      '31.3,121.5,2026-03-02 01:30:00 UTC,who',
    ];
    const { stays } = await run([...PLAIN, '--input', await save('who.csv', rows.join('\n'))]);
    expect(stays).toMatchObject([{ ...A, uid: 'who', fixes: 2 }]);
    expect((await run(['--input', 'x.csv', '--gap-min', ''])).code).toBe(2);
  });

  it('keeps the house rule of 10 minutes and a silence of 30, which a journey does not fill, unless told otherwise', async () => {
    const input = await save('rule.csv', TRACK.join('\n'));
    const asked = ['--input', input, '--time-min', '25', '--gap-min', 'none', '--distance-m', '300'];
    expect((await run(['--input', input])).stays).toMatchObject([{ uid: 'b', fixes: 3 }]);
    expect((await run([...asked, '--time-min', '45'])).stays).toMatchObject([{ uid: 'b' }]);
    expect((await run(['--input', input, '--gap-min', '5'])).stays).toEqual([]);
  });

  it('says what is wrong: usage 2, files 1', async () => {
    expect((await run([])).code).toBe(2);
    expect((await run(['--input', 'x.csv', '--rule', 'best'])).err).toContain(
      '--rule must be mingqin or plain',
    );
    expect((await run(['--input', 'x.csv', '--gap-min', 'never'])).code).toBe(2);
    expect((await run(['--input', join(await folder, 'absent.csv')])).code).toBe(1);
    expect((await run(['--input', await save('track.txt', 'x')])).err).toContain('unknown ending');
    expect((await run(['--input', await save('head.csv', 'a,b,c\n1,2,3\n')])).err).toContain(
      'no column for lat',
    );
    const broken = gzipSync(Buffer.from(TRACK.join('\n'))).subarray(0, 60);
    expect((await run(['--input', await save('cut.csv.gz', broken)])).code).toBe(1);
  });
});

const sample = '../shared/data/geolife_sample_2users.csv.gz';
const delta = '../shared/data/geolife_beijing_30s_delta.csv.gz';

describe.skipIf(!existsSync(sample))('the stays door on GeoLife (skipped without the shared data)', () => {
  it('finds the 413 stays of the plain rule', async () => {
    const { stays, figures } = await run(['--input', sample, '--rule', 'plain']);
    expect(stays.length).toBe(413);
    expect(figures).toMatchObject({ fixes: 217_653, outOfOrder: 0, refused: 0 });
  });

  it('reads the delta-coded set of 88 people', { timeout: 120_000 }, async () => {
    const { figures } = await run(['--input', delta, '--rule', 'plain']);
    expect(figures).toMatchObject({ fixes: 993_507, refused: 0 });
  });
});

describe('package.json', () => {
  it('has the door as a script', async () => {
    expect(JSON.parse(await readFile('package.json', 'utf8'))).toMatchObject({
      scripts: { stays: 'tsx server/cli/stays.ts' },
    });
  });
});
