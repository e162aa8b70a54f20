import { expect, it } from 'vitest';
import { findToday } from '../../../server/flow/own/today.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { createShop, SHIFT } from '../../support/phone.ts';
import { at, dwell, TIME_ZONE } from '../company.ts';

useDatabase();
const BEFORE = '2026-11-18';

it('the way of a night shift is still told after midnight, until the shift is over', async () => {
  const shop = await createShop();
  const id = `${BEFORE}:night:0`;
  const night = { ...SHIFT, id, breaks: [], startAt: at('21:00', BEFORE), endAt: at('03:00') };
  const none = { leaves: [], trips: [] };
  await saveSchedules([{ personId: 'zhang', day: BEFORE, timeZone: TIME_ZONE, shifts: [night], ...none }]);
  await dwell('zhang', { from: '21:10', to: '21:40', day: BEFORE, where: 'store' });
  await dwell('zhang', { from: '21:50', to: '22:20', day: BEFORE });
  const kmAt = async (when: Date): Promise<number | null> => {
    shop.setNow(when);
    return (await findToday(shop.deps, shop.promoter)).own.distanceKm;
  };
  const evening = await kmAt(at('23:30', BEFORE));
  expect(evening).toBeGreaterThan(0);
  expect(await kmAt(at('00:30'))).toBe(evening);
  expect(await kmAt(at('04:00'))).toBeNull();
});
