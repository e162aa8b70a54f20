import { connection } from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { PlaceRecord } from '../../../server/contract/place.ts';
import { companyComparisons, fedBefore } from '../../../server/flow/detect/company-comparisons.ts';
import { companyMap } from '../../../server/flow/detect/company-map.ts';
import { putPlace, putZone } from '../../../server/flow/records/records.ts';
import { changeMap } from '../../../server/store/map-stamp.ts';
import { Punches } from '../../../server/store/punch-model.ts';
import { findSharedInstalls } from '../../../server/store/shared-installs.ts';
import { findFeeds } from '../../../server/store/work-feeds.ts';
import { saveWorkRecord } from '../../../server/store/work-record-changes.ts';
import { findWorkTotals } from '../../../server/store/work-totals.ts';
import { useDatabase } from '../../support/db.ts';
import { createCompany } from '../company.ts';

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

  it('sees soon what a process wrote that died before it said so, also when it read in between', async () => {
    const { deps } = await createCompany();
    await putPlace(deps, 'c3', place('静安店'));
    await companyMap();
    const places = connection.collection<{ _id: string }>('places');
    const written = new Promise<void>((resolve) => {
      void changeMap(async () => {
        await companyMap();
        await places.updateOne({ _id: 'c3' }, { $set: { name: '静安新店' } });
        resolve();
        return new Promise(() => {});
      });
    });
    await written;
    await expect
      .poll(async () => (await companyMap()).placeById.get('c3')?.name, { timeout: 20_000 })
      .toBe('静安新店');
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
    const late = await findFeeds(on(70), 30 * 86_400_000);
    const atOnce = await Promise.all([on(0), on(70)].map((fromAt) => findFeeds(fromAt, 30 * 86_400_000)));
    expect(atOnce).toEqual([feeds, late]);
    expect(late).not.toEqual(feeds);
  });

  it('finds a shared phone whatever days are read at once, the ends of the time included', async () => {
    await createCompany();
    const at = (day: number): Date => new Date(Date.UTC(2026, 0, 1 + day));
    const punches = [
      ['shared', 'a', 0],
      ['shared', 'b', 29],
      ['own', 'c', 3],
      ['own', 'c', 4],
      ['too early', 'a', 5],
      ['too early', 'b', -1],
    ] as const;
    await Punches.collection.insertMany(
      punches.map(([installId, personId, day]) => ({ installId, personId, at: at(day) })),
    );
    const span = { fromAt: at(0), toAt: at(29) };
    const wanted = [{ installId: 'shared', personIds: ['a', 'b'] }];
    for (const daysAtOnce of [1, 7, 29, 30, 100])
      expect(await findSharedInstalls(span, daysAtOnce)).toEqual(wanted);
  });

  it('adds up everybody’s records, also of more people than one query reads', async () => {
    await createCompany();
    const startAt = new Date('2026-02-10T02:00:00Z');
    const numbers = Array.from({ length: 230 }, (_, n) => `N${n}`);
    const save = (kind: 'visits' | 'orders', employeeNo: string) =>
      saveWorkRecord(
        {
          ...(kind === 'visits' ? { kind, data: {} } : { kind, data: { amountFen: 500 } }),
          externalId: `${kind}-${employeeNo}`,
          employeeNo,
          startAt,
          endAt: startAt,
        },
        { digest: 'd', by: 'key:crm', at: startAt },
      );
    await Promise.all([...numbers, 'gone'].flatMap((no) => [save('visits', no), save('orders', no)]));
    const since = new Date('2026-02-01T00:00:00Z');
    const totals = await findWorkTotals(numbers, { countFrom: since, salesFrom: since }, 'Asia/Shanghai');
    expect(totals).toHaveLength(230);
    expect(totals.find(({ employeeNo }) => employeeNo === 'N229')).toEqual({
      employeeNo: 'N229',
      visits: 1,
      orders: 1,
      salesFen: { '2026-02': 500 },
    });
  });
});
