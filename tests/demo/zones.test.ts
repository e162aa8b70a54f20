import { expect, it } from 'vitest';
import { buildOrgMapping } from '../../server/demo/company.ts';
import { buildPeople, MANAGER, openIdOf, toTenantUser } from '../../server/demo/people.ts';
import { DEMO_ZONE } from '../../server/demo/start-time.ts';
import { buildZones, zoneMoments } from '../../server/demo/zones.ts';
import { addDays, dayOf } from '../../server/domain/time.ts';
import { companyMap } from '../../server/flow/detect/company-map.ts';
import { zoneFacts } from '../../server/flow/detect/detect-facts.ts';
import { putZone } from '../../server/flow/records/records.ts';
import { saveOrgMapping } from '../../server/store/org-mapping.ts';
import { savePerson } from '../../server/store/people.ts';
import { buildPerson, createCompany } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();
const START = new Date('2026-11-19T14:00:00+08:00');

it('has people with a zone of their own from today, from tomorrow, by a record, and of the region', async () => {
  const { deps, setNow } = await createCompany();
  setNow(START);
  await saveOrgMapping(buildOrgMapping());
  for (const { externalId, record } of buildZones()) await putZone(deps, externalId, record);
  const people = buildPeople().map((demo, index) =>
    buildPerson({
      id: demo.key,
      openId: openIdOf(demo.key),
      employeeNo: toTenantUser(demo, index).employeeNo,
      staffKind: demo.jobTitle === '业务代表' ? 'rep' : 'rider',
      ...(demo.key === MANAGER && { roles: ['employee', 'area_manager'] }),
      ...(demo.regionId !== undefined && { regionId: demo.regionId }),
    }),
  );
  for (const person of people) await savePerson(person);
  const [moment] = zoneMoments(START);
  await moment?.run(deps);
  const tomorrow = addDays(dayOf(START, DEMO_ZONE), 1);
  const map = await companyMap();
  const zonesOf = (key: string, day: string) =>
    zoneFacts(map, people.find(({ id }) => id === key) ?? buildPerson({ id: key }), day).map(({ id }) => id);
  expect(zonesOf('d-1', tomorrow)).toEqual(['zone-pudong-north']);
  expect(zonesOf('d-4', dayOf(START, DEMO_ZONE))).toHaveLength(3);
  expect(zonesOf('d-4', addDays(tomorrow, 1))).toEqual(['zone-pudong-south']);
  expect(zonesOf('d-5', tomorrow)).toEqual(['zone-xuhui-express']);
  expect(zonesOf('d-2', tomorrow)).toEqual(['zone-xuhui']);
});
