import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findPlainStays } from '../../../server/domain/track/plain-stays.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

type Row = { atMs: number; lng: number; lat: number };

/** Li et al. 2008 written down again, without an eye for speed: nothing of the server's is used. */
function slowStays(rows: readonly Row[], distanceM: number, dwellMin: number) {
  const rad = (deg: number) => (deg * Math.PI) / 180;
  const metres = (a: Row, b: Row) => {
    const h =
      Math.sin(rad(b.lat - a.lat) / 2) ** 2 +
      Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(rad(b.lng - a.lng) / 2) ** 2;
    return 2 * 6_371_000 * Math.asin(Math.sqrt(h));
  };
  const stays: { startMs: number; endMs: number; fixes: number; lng: number; lat: number }[] = [];
  let from = 0;
  while (from < rows.length) {
    const anchor = rows[from];
    if (!anchor) break;
    let outside = from + 1;
    for (let row = rows[outside]; row && metres(anchor, row) < distanceM; row = rows[outside]) outside += 1;
    const inside = rows.slice(from, outside);
    const endMs = (rows[outside] ?? rows.at(-1))?.atMs ?? 0;
    const mean = (pick: (row: Row) => number) =>
      inside.reduce((sum, row) => sum + pick(row), 0) / inside.length;
    if (endMs - anchor.atMs >= dwellMin * 60_000)
      stays.push({
        startMs: anchor.atMs,
        endMs,
        fixes: inside.length,
        lng: mean(({ lng }) => lng),
        lat: mean(({ lat }) => lat),
      });
    from = outside;
  }
  return stays;
}

const sample = new URL('../../../../shared/data/geolife_sample_2users.csv.gz', import.meta.url);

describe.skipIf(!existsSync(sample))('the plain rule on GeoLife (skipped without the shared data)', () => {
  it(
    'finds 413 stays, each with the bounds, fixes and centre of a slow reading of the paper',
    { timeout: 60_000 },
    () => {
      let total = 0;
      for (const rows of readSample()) {
        const stays = findPlainStays(trackOf(rows), { distanceM: 200, minDwellMin: 20, gapMin: null });
        const slow = slowStays(rows, 200, 20);
        expect(stays.map(({ startAt, endAt, fixes }) => [+startAt, +endAt, fixes])).toEqual(
          slow.map(({ startMs, endMs, fixes }) => [startMs, endMs, fixes]),
        );
        stays.forEach(({ lng, lat }, n) => {
          expect(lng).toBeCloseTo(slow[n]?.lng ?? 0, 9);
          expect(lat).toBeCloseTo(slow[n]?.lat ?? 0, 9);
        });
        total += stays.length;
      }
      expect(total).toBe(413);
    },
  );
});

describe('findPlainStays', () => {
  const at = (minutes: number, lng: number) => ({
    atMs: Date.UTC(2026, 0, 5) + minutes * 60_000,
    lng,
    lat: 31,
  });
  const plain = { distanceM: 200, minDwellMin: 20, gapMin: null };

  it('ends a stay at the first fix outside and has its centre at the mean', () => {
    const stays = findPlainStays(trackOf([at(0, 121), at(5, 121.001), at(21, 121.1), at(22, 121.2)]), plain);
    expect(stays).toMatchObject([{ endAt: new Date(at(21, 0).atMs), fixes: 2 }]);
    expect(stays[0]?.lng).toBeCloseTo(121.0005, 9);
  });

  it('ends a stay before a silence when told', () => {
    const track = trackOf([at(0, 121), at(25, 121), at(90, 121), at(95, 121)]);
    expect(findPlainStays(track, plain)).toMatchObject([{ fixes: 4 }]);
    expect(findPlainStays(track, { ...plain, gapMin: 30 })).toMatchObject([
      { fixes: 2, endAt: new Date(at(25, 0).atMs) },
    ]);
  });
});

function readSample(): Row[][] {
  const users = new Map<string, Row[]>();
  for (const line of gunzipSync(readFileSync(sample)).toString().trim().split('\n').slice(1)) {
    const [lat, lng, time = '', user = ''] = line.split(',');
    const rows = users.get(user) ?? [];
    rows.push({ atMs: Date.parse(`${time.replace(' ', 'T')}Z`), lng: Number(lng), lat: Number(lat) });
    users.set(user, rows);
  }
  return [...users.values()];
}
