import { expect, it } from 'vitest';
import { loadExportNames, withNames } from '../../../server/flow/own/export-names.ts';
import { findSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, DAY, giveShift } from '../company.ts';

useDatabase();

it('name one’s own places, region and shifts beside their ids, and of other people the role alone', async () => {
  await createCompany();
  const zhang = buildPerson({ id: 'zhang', name: '张导购' });
  await giveShift('zhang');
  const shiftId = (await findSchedules('zhang', DAY, DAY))[0]?.shifts[0]?.id ?? '';
  const row = {
    _id: 'x',
    personId: 'zhang',
    placeId: 'store',
    regionId: 'pudong',
    shiftId,
    approverIds: ['sun', 'zhou'],
    visits: [{ customerId: 'rival', byId: 'zhang' }],
    actorId: 'system',
    decidedById: 'nobody',
    at: new Date(0),
  };
  const named = withNames(row, await loadExportNames(zhang, new Map([['rows', [row]]])));
  expect(named).toEqual({
    ...row,
    placeName: '自家门店',
    regionName: '浦东区域',
    shiftText: `${DAY} 09:00-18:00 自家门店`,
    approverRole: ['人力资源主管', '法务'],
    visits: [{ customerId: 'rival', customerName: '竞品旗舰店', byId: 'zhang', byRole: '本人' }],
    actorRole: '系统',
  });
  expect(JSON.stringify(named)).not.toMatch(/孙主管|周法务/);
});
