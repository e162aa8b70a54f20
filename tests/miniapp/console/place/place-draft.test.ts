import { describe, expect, it } from 'vitest';
import { bodyOf, NEW_PLACE, pasted, spotOf } from '../../../../miniapp/console/place/place-draft.ts';

const typed = {
  ...NEW_PLACE,
  name: ' 新店 ',
  roles: ['own_store'] as const,
  datum: 'gcj02' as const,
  lng: '121.5',
  lat: '31.2',
};

describe('a place that is typed', () => {
  it('is sent once it has a name, a kind and a position in a datum that was said', () => {
    expect(bodyOf(typed)).toEqual({
      name: '新店',
      roles: ['own_store'],
      spot: { center: { lng: 121.5, lat: 31.2 }, datum: 'gcj02', radiusM: 50 },
    });
    expect(bodyOf({ ...typed, name: ' ' })).toBeNull();
    expect(bodyOf({ ...typed, roles: [] })).toBeNull();
    expect(bodyOf({ ...typed, datum: '' })).toBeNull();
    expect(bodyOf({ ...typed, id: '店 1' })).toBeNull();
  });

  it('has a reason where it corrects another, whose position stays unless it is typed anew', () => {
    const kept = { ...typed, isMoved: false, floor: ' b1 ', wifi: 'AA:BB:CC:00:11:22，aa:bb:cc:00:11:23' };
    expect(bodyOf(kept, 'seen')).toBeNull();
    expect(bodyOf({ ...kept, why: '核' }, 'seen')).toBeNull();
    expect(bodyOf({ ...kept, why: '拆了' }, 'seen')).toMatchObject({ why: '拆了' });
    expect(bodyOf({ ...kept, why: '现场核对过' }, 'seen')).toEqual({
      name: '新店',
      roles: ['own_store'],
      floor: 'b1',
      wifiBssids: ['aa:bb:cc:00:11:22', 'aa:bb:cc:00:11:23'],
      seen: 'seen',
      why: '现场核对过',
    });
  });

  it.each([
    [{ lng: '0', lat: '0' }],
    [{ lng: '200' }],
    [{ lat: '' }],
    [{ radiusM: '3' }],
    [{ radiusM: '2001' }],
    [{ polygon: '121.5,31.2;121.6,31.2' }],
    [{ polygon: '121.5,31.2;121.6,31.2;x,y' }],
  ])('has no position with %j', (change) => {
    expect(spotOf({ ...typed, ...change })).toBeNull();
  });

  it('takes corners as they are written, and a pair as a map’s picker copies it', () => {
    expect(spotOf({ ...typed, polygon: '121.5,31.2；121.6，31.2;\n121.6 31.3' })?.polygon).toEqual([
      { lng: 121.5, lat: 31.2 },
      { lng: 121.6, lat: 31.2 },
      { lng: 121.6, lat: 31.3 },
    ]);
    expect(pasted('121.47, 31.23')).toEqual({ lng: '121.47', lat: '31.23' });
    expect(pasted('121.4')).toEqual({ lng: '121.4' });
  });
});
