import { describe, expect, it } from 'vitest';
import type { PlaceRecord } from '../../server/contract/place.ts';
import { companyComparisons, fedBefore } from '../../server/flow/company-comparisons.ts';
import { companyMap } from '../../server/flow/company-map.ts';
import { putPlace, putZone } from '../../server/flow/records.ts';
import { findFeeds } from '../../server/store/work-feeds.ts';
import { saveWorkRecord } from '../../server/store/work-records.ts';
import { useDatabase } from '../support/db.ts';
import { createCompany } from './company.ts';

const BUND = { lng: 121.49, lat: 31.24 };
const place = (name: string): PlaceRecord => ({
  name,
  roles: ['customer'],
  center: BUND,
  datum: 'wgs84',
  radiusM: 50,
});

describe('what a process keeps of the company', () => {
  useDatabase();

  it('reads the map once, and anew after a place or zone has changed', async () => {
    const { deps } = await createCompany();
    await putPlace(deps, 'c1', place('外滩店'));
    const first = await companyMap();
    expect(await companyMap()).toBe(first);
    expect(await putPlace(deps, 'c1', place('外滩店'))).toBe('unchanged');
    expect(await companyMap()).toBe(first);

    await putPlace(deps, 'c1', place('外滩旗舰店'));
    const renamed = await companyMap();
    expect(renamed.placeById.get('c1')?.name).toBe('外滩旗舰店');
    expect(renamed.digest).not.toBe(first.digest);

    await putZone(deps, 'z1', { name: '外滩', center: BUND, radiusM: 500, datum: 'wgs84' });
    const zoned = await companyMap();
    expect(zoned.zones.map(({ id }) => id)).toEqual(['z1']);
    expect(zoned.places.nearby(BUND, 10).map(({ place: { id } }) => id)).toEqual(['c1']);
  });

  it('sees a change that was written while it read', async () => {
    const { deps } = await createCompany();
    const reading = Array.from({ length: 20 }, () => companyMap());
    await Promise.all([putPlace(deps, 'c2', place('人民广场店')), ...reading]);
    expect((await companyMap()).placeById.has('c2')).toBe(true);
  });

  it('keeps what everybody is compared with as long as it is told, of one day', async () => {
    const { deps } = await createCompany();
    const of = { today: '2026-03-09', timeZone: 'Asia/Shanghai' };
    const keeping = { ...deps, comparisonsKeptMs: 60_000 };
    const first = await companyComparisons(keeping, of);
    expect(await companyComparisons(keeping, of)).toBe(first);
    const next = await companyComparisons(deps, { ...of, today: '2026-03-10' });
    expect(next).not.toBe(first);
    expect(await companyComparisons(deps, { ...of, today: '2026-03-10' })).not.toBe(next);
  });

  it('counts a kind of record as fed in the month after each, whatever came or did not come later', async () => {
    await createCompany();
    const on = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day));
    for (const day of [5, 6, 20, 35, 90])
      await saveWorkRecord(
        {
          kind: 'visits',
          externalId: `v${day}`,
          employeeNo: 'E1',
          startAt: on(day),
          endAt: on(day),
          data: {},
        },
        { digest: 'd', by: 'key:crm', at: on(day) },
      );
    const feeds = await findFeeds(on(0), 30 * 86_400_000);
    const isFed = (day: number): boolean => fedBefore(feeds, on(day)).has('visits');
    expect([5, 6, 40, 65, 66, 90, 91, 120, 121].map(isFed)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(fedBefore(feeds, on(10)).has('orders')).toBe(false);
  });
});
