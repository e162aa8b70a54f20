import { expect, it } from 'vitest';
import { dayOf } from '../../server/domain/time.ts';
import { findDayRoute } from '../../server/flow/route/day-route.ts';
import { buildPeople, openIdOf } from '../../server/demo/people.ts';
import { buildPlaces } from '../../server/demo/places.ts';
import { todayRecords } from '../../server/demo/today-records.ts';
import { DEMO_ZONE } from '../../server/demo/start-time.ts';
import { putPlace } from '../../server/flow/records/records.ts';
import { saveOrgMapping } from '../../server/store/org-mapping.ts';
import { savePerson } from '../../server/store/people.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { buildOrgMapping } from '../../server/demo/company.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();
const START = new Date('2026-11-19T14:00:00+08:00');

it('gives a rep and a rider of the demo a route that fits, with a customer outside the own region', async () => {
  const { deps, setNow } = await createCompany();
  setNow(START);
  await saveOrgMapping(buildOrgMapping());
  for (const { externalId, record } of buildPlaces()) await putPlace(deps, externalId, record);
  const day = dayOf(START, DEMO_ZONE);
  for (const { key, jobTitle, regionId, storeId } of buildPeople()) {
    if (jobTitle !== '业务代表' && jobTitle !== '配送员') continue;
    await savePerson(
      buildPerson({
        id: key,
        openId: openIdOf(key),
        staffKind: jobTitle === '业务代表' ? 'rep' : 'rider',
        ...(regionId !== undefined && { regionId }),
        ...(storeId !== undefined && { storePlaceId: storeId }),
      }),
    );
    const shift = {
      id: 's',
      startAt: new Date(+START - 4 * 3_600_000),
      endAt: new Date(+START + 4 * 3_600_000),
    };
    await saveSchedules([
      { personId: key, day, timeZone: DEMO_ZONE, shifts: [{ ...shift, breaks: [] }], leaves: [], trips: [] },
    ]);
  }
  const [moment, ticks] = todayRecords(START);
  expect(moment && dayOf(moment.at, DEMO_ZONE)).toBe(day);
  await moment?.run(deps);
  const routeOf = (key: string, staffKind: 'rep' | 'rider') => {
    const one = buildPeople().find((person) => person.key === key);
    return findDayRoute(
      deps,
      buildPerson({
        id: key,
        openId: openIdOf(key),
        staffKind,
        ...(one?.storeId !== undefined && { storePlaceId: one.storeId }),
      }),
      { from: 'now' },
    );
  };
  const rep = await routeOf('r-10', 'rep');
  expect(rep.route.visits.length).toBeGreaterThanOrEqual(4);
  expect(rep.route.visits.length + rep.left.length).toBe(6);
  const rider = await routeOf('d-2', 'rider');
  expect(rider.start?.name).toBeTruthy();
  expect(rider.route.visits.length).toBeGreaterThanOrEqual(10);
  expect(rider.route.visits.length + rider.left.length).toBe(16);
  expect(rider.route.lateMin).toBe(0);
  await ticks?.run(deps);
  expect((await routeOf('d-2', 'rider')).done.map(({ kind }) => kind)).toEqual(['pickup', 'drop', 'pickup']);
}, 120_000);
