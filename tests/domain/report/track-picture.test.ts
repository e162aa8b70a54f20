import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { NARROW, type PictureSize } from '../../../server/domain/report/picture-frame.ts';
import { drawTrackPicture, type PictureDay } from '../../../server/domain/report/track-picture.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import { StaySettingsSchema } from '../../../server/domain/track/stay-settings.ts';
import { findStays } from '../../../server/domain/track/stays.ts';
import { isRegenOf } from '../../support/regen.ts';

const plane = localPlane({ lng: 121.47, lat: 31.23 });
const spot = (eastM: number, northM: number) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 1) + minute * 60_000);
/** Minute after 09:00, metres east and north: own store, the way to a rival, back after a silence. */
const rows = [
  ...steps(0, 60, () => [0, 0]),
  ...steps(61, 70, (n) => [n * 180, 60 * Math.sin(n)]),
  ...steps(72, 130, () => [2000, 420]),
  ...steps(131, 140, (n) => [2000 - n * 60, 420 - n * 70]),
  ...steps(200, 260, () => [300, -600]),
];
const places: Place[] = [
  { id: 'own', name: '南京东路店', roles: ['own_store'], center: spot(0, 0), radiusM: 80 },
  { id: 'rival', name: '对手 <A&B> 店', roles: ['competitor'], center: spot(2010, 430), radiusM: 60 },
];
const zones = [
  {
    id: 'z',
    center: spot(0, 0),
    radiusM: 1,
    polygon: [spot(-500, -900), spot(1400, -900), spot(1400, 700), spot(-500, 700)],
  },
];
const track = trackOf(
  rows.map(([minute, [east, north]]) => ({ atMs: +at(minute), ...spot(east, north), accuracyM: 12 })),
);
const stays = findStays(track, StaySettingsSchema.parse({}));
const base = { day: '2026-03-02', timeZone: 'Asia/Shanghai', track, stays, places, zones };
const finding = { startAt: at(72), endAt: at(130), placeId: 'rival' };
const scenes: Record<string, { day: PictureDay; language: 'zh' | 'en'; size?: PictureSize }> = {
  'rival-stay.zh': { day: { ...base, finding }, language: 'zh' },
  'plain-day.en': { day: { ...base, places: places.slice(0, 1) }, language: 'en' },
  'phone-day.zh': { day: base, language: 'zh', size: NARROW },
  'no-fixes.en': { day: { ...base, track: trackOf([]), stays: [] }, language: 'en' },
};

describe('golden pictures (REGEN=1 rewrites tests/fixtures/pictures; look at them)', () => {
  test.each(Object.entries(scenes))('%s is drawn as before', (name, { day, language, size }) => {
    const file = new URL(`../../fixtures/pictures/${name}.svg`, import.meta.url);
    const drawn = drawTrackPicture(day, language, size);
    if (isRegenOf(name)) writeFileSync(file, drawn);
    expect(drawn).toBe(readFileSync(file, 'utf8'));
  });
});

describe('the picture of a day', () => {
  const drawn = drawTrackPicture({ ...base, finding }, 'zh');

  test('tells who does not see it what is on it', () => {
    expect(drawn).toContain('<title id="t">2026-03-02 的轨迹</title>');
    expect(drawn).toContain('09:00 至 13:20');
    expect(drawn).toContain('标出的时段：10:12 至 11:10');
  });

  test('asks nobody for anything and holds names as text', () => {
    expect(drawn).not.toMatch(/<(image|script|foreignObject|use)\b|href=|url\(/);
    expect(drawn).toContain('对手 &lt;A&amp;B&gt; 店');
  });

  test('draws a silence dotted and the time in question once more', () => {
    expect(drawn.match(/<polyline class="gap"/g)).toHaveLength(1);
    expect(drawn.match(/<polyline class="line"/g)).toHaveLength(2);
    expect(drawn.match(/<polyline class="marked"/g)).toHaveLength(1);
  });

  test('stands a day at one spot and an empty one', () => {
    const one = trackOf([{ atMs: +at(0), ...spot(0, 0), accuracyM: 5 }]);
    for (const day of [
      { ...base, track: one, stays: [], places: [], zones: [] },
      { ...base, track: trackOf([]), stays: [], places: [], zones: [] },
    ])
      expect(drawTrackPicture(day, 'en')).not.toMatch(/NaN|Infinity|undefined/);
  });
});

function steps(
  from: number,
  to: number,
  where: (n: number) => [number, number],
): [number, [number, number]][] {
  return Array.from({ length: (to - from) / 1 + 1 }, (_, n) => {
    const [east, north] = where(n);
    return [from + n, [east + 6 * Math.sin(n * 5), north + 6 * Math.cos(n * 3)]];
  });
}
