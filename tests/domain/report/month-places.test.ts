import { describe, expect, it } from 'vitest';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { drawMonthPicture } from '../../../server/domain/report/month-picture.ts';
import { monthPlaces } from '../../../server/domain/report/month-places.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const plane = localPlane({ lng: 121.47, lat: 31.23 });
const spot = (eastM: number, northM: number) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
const stay = (eastM: number, minutes: number) => {
  const startAt = new Date('2026-11-02T02:00:00Z');
  const lastFixAt = new Date(+startAt + minutes * 60_000);
  return { ...spot(eastM, 0), startAt, lastFixAt, endAt: lastFixAt, accuracyM: 15, fixes: 20, extentM: 20 };
};
const own: Place = { id: 'own', name: '一店', roles: ['own_store'], center: spot(0, 0), radiusM: 60 };
const rival: Place = {
  id: 'rival',
  name: '对手店',
  roles: ['competitor'],
  center: spot(1000, 0),
  radiusM: 60,
};
const index = createPlaceIndex([own, rival]);

describe('where a month was spent', () => {
  it('puts stays of several days at one spot together, the longest first', () => {
    const days = [
      { day: '2026-11-02', stays: [stay(10, 240), stay(5000, 30)] },
      { day: '2026-11-03', stays: [stay(-40, 200), stay(20, 60)] },
    ];
    expect(monthPlaces(days, index)).toMatchObject([
      { name: '一店', days: 2, minutes: 500 },
      { days: 1, minutes: 30 },
    ]);
  });

  it('names places of the company alone', () => {
    const [found] = monthPlaces([{ day: '2026-11-02', stays: [stay(1000, 90)] }], index);
    expect(found).toMatchObject({ days: 1, minutes: 90 });
    expect(found).not.toHaveProperty('name');
  });

  it('shows no more than a phone has room for', () => {
    const stays = Array.from({ length: 30 }, (_, n) => stay(n * 500, 10 + n));
    expect(monthPlaces([{ day: '2026-11-02', stays }], index)).toHaveLength(8);
  });
});

describe('the map of a month', () => {
  const spots = monthPlaces([{ day: '2026-11-02', stays: [stay(0, 240), stay(1500, 30)] }], index);
  const track = trackOf([0, 1, 2].map((n) => ({ atMs: n * 60_000, ...spot(n * 500, 0), accuracyM: 10 })));

  it('has the ways of its days and the numbers of the list, and says so to who does not see it', () => {
    const drawn = drawMonthPicture({ month: '2026-11', tracks: [track], spots, places: [own] }, 'zh');
    expect(drawn).toContain('2026-11 的行程图');
    expect(drawn).toContain('1 个班次的轨迹，2 处停留最久的地方');
    expect(drawn.match(/class="faint"/g)).toHaveLength(2);
    expect(drawn).toMatch(/>1<\/text>[\s\S]*<\/svg>/);
  });

  it('still has the spots when positions are deleted, and says when there is nothing at all', () => {
    const old = drawMonthPicture({ month: '2026-08', tracks: [], spots, places: [] }, 'en');
    expect(old).toContain('Ways of 0 shifts, 2 places of the longest stays');
    expect(old).not.toContain('polyline class="faint"');
    expect(drawMonthPicture({ month: '2026-08', tracks: [], spots: [], places: [] }, 'en')).toContain(
      '>No fixes<',
    );
  });
});
