import { expect, it } from 'vitest';
import { getOrgMapping, findRegion, saveOrgMapping } from '../../server/store/org-mapping.ts';
import {
  findPeopleWithRole,
  findPerson,
  findPersonByEmployeeNo,
  listDeparted,
  listStaff,
  savePerson,
} from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { buildPerson } from '../flow/company.ts';

useDatabase();

it('gives a person back as saved, and forgets what is taken away', async () => {
  const person = buildPerson({ id: 'a', storePlaceId: 'store', roles: ['employee', 'store_manager'] });
  await savePerson(person);
  expect(await findPerson('a')).toEqual(person);
  const { storePlaceId: _store, ...without } = person;
  await savePerson(without);
  expect(await findPerson('a')).toEqual(without);
});

it('finds active people by role within a region or store', async () => {
  const roles: ['employee', 'hr'] = ['employee', 'hr'];
  await savePerson(buildPerson({ id: 'b', roles, regionId: 'x', staffKind: 'office' }));
  await savePerson(buildPerson({ id: 'c', roles, regionId: 'y', staffKind: 'office' }));
  await savePerson(buildPerson({ id: 'd', roles, regionId: 'x', isActive: false }));
  expect((await findPeopleWithRole('hr')).map(({ id }) => id)).toEqual(['b', 'c']);
  expect((await findPeopleWithRole('hr', { regionId: 'x' })).map(({ id }) => id)).toEqual(['b']);
  expect((await listStaff()).map(({ id }) => id)).toEqual(['a']);
});

it('prefers the active one of two people with one employee number', async () => {
  await savePerson(buildPerson({ id: 'old', employeeNo: 'E-7', isActive: false }));
  await savePerson(buildPerson({ id: 'new', employeeNo: 'E-7' }));
  expect((await findPersonByEmployeeNo('E-7'))?.id).toBe('new');
});

it('knows no region before an administrator has mapped any', async () => {
  expect(await findRegion('x')).toBeNull();
  const mapping = await getOrgMapping();
  const regions = [{ id: 'x', name: '浦东', departmentId: 'd', groupChatId: 'oc_1' }];
  await saveOrgMapping({ ...mapping, regions });
  expect(await findRegion('x')).toEqual(regions[0]);
});

it('lists who has left page by page, each once, those without a day last', async () => {
  const leftAt = new Date('2026-11-01T00:00:00Z');
  for (const id of ['gone-1', 'gone-2', 'gone-3'])
    await savePerson(buildPerson({ id, isActive: false, ...(id !== 'gone-3' && { leftAt }) }));
  const all = await listDeparted({ limit: 50 });
  expect(all.slice(0, 2).map(({ id }) => id)).toEqual(['gone-1', 'gone-2']);
  const seen: string[] = [];
  for (let page = 0, last = all[0]; page < 10 && last; page += 1) {
    const after = page === 0 ? undefined : { at: last.leftAt ?? null, id: last.id };
    const found = await listDeparted({ after, limit: 1 });
    seen.push(...found.map(({ id }) => id));
    last = found.at(-1);
  }
  expect(seen).toEqual(all.map(({ id }) => id));
});
