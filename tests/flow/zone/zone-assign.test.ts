import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { companyMap } from '../../../server/flow/detect/company-map.ts';
import { findDayRoute } from '../../../server/flow/route/day-route.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { zoneFacts } from '../../../server/flow/detect/detect-facts.ts';
import { putZone } from '../../../server/flow/records/records.ts';
import { relay } from '../../../server/flow/relay.ts';
import { followUp } from '../../../server/flow/relay/follow-up.ts';
import { forgetExpired } from '../../../server/flow/retention.ts';
import { withdrawRecord } from '../../../server/flow/records/work-records.ts';
import { assignZone, endZone } from '../../../server/flow/zone/zone-assign.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findDetections } from '../../../server/store/detections.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { readPersonalData } from '../../../server/store/personal-data.ts';
import { findZoneAssignment } from '../../../server/store/zone-assignments.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';

const EVE = '2026-11-18';
const NEXT = '2026-11-20';
const STORE = { lng: 121.52, lat: 31.25 };
const FAR = { lng: 121.62, lat: 31.25 };
const REASON = '接替请假的同事';

useDatabase();
let company: Company;
beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00', EVE));
  await putCircle('west', { center: STORE, regionId: 'pudong' });
  await putCircle('east', { center: FAR, regionId: 'pudong' });
});

const putCircle = (id: string, more: object) =>
  putZone(company.deps, id, {
    name: `${id}片区`,
    datum: 'wgs84',
    center: STORE,
    radiusM: 2_000,
    ...more,
  });
const who = async (id: string) => (await findPerson(id)) ?? expect.fail(`no ${id}`);
const assign = async (by: string, more: Partial<Parameters<typeof assignZone>[2]> = {}) =>
  assignZone(company.deps, await who(by), {
    id: uuidv7(),
    zoneId: 'east',
    personId: 'zhang',
    fromDay: DAY,
    reason: REASON,
    ...more,
  });
const end = async (by: string, id: string, fromDay: string) =>
  endZone(company.deps, await who(by), { id, fromDay, reason: '同事回来了' });
const zonesOn = async (day: string) =>
  zoneFacts(await companyMap(), await who('zhang'), day).map(({ id }) => id);
const told = () =>
  company.recording.to('ou_zhang').map((one) => company.recording.textOf(one).replaceAll('&#45;', '-'));

describe('putting a person into a zone', () => {
  it('holds from its day on, is told to the person alone and stands in the audit chain without its words', async () => {
    const { id } = await assign('wang');
    await relay(company.deps);
    expect(await zonesOn(EVE)).toEqual(['east', 'west']);
    expect(await zonesOn(NEXT)).toEqual(['east']);
    const [card = ''] = told();
    for (const word of ['east片区', DAY, REASON, '王经理', '已指定']) expect(card).toContain(word);
    expect(company.recording.messages).toHaveLength(1);
    const entries = (await listAudit(`zone_assignments:${id}`)).map(({ entry }) => entry);
    expect(entries).toMatchObject([
      { action: 'zone.assign', actorId: 'wang', personId: 'zhang', to: `east ${DAY}` },
    ]);
    expect(JSON.stringify(entries)).not.toContain(REASON);
  });

  it('leaves them without a zone once theirs is withdrawn, until somebody says another: they were told of none', async () => {
    await assign('wang');
    await withdrawRecord(company.deps, { kind: 'zones', externalId: 'east', by: 'key:crm' });
    expect(await zonesOn(NEXT)).toEqual([]);
    await assign('wang', { zoneId: 'west', fromDay: NEXT });
    expect(await zonesOn('2026-11-21')).toEqual(['west']);
  });

  it('is told when the zone goes and when another record brings it back, each once', async () => {
    await assign('wang');
    await relay(company.deps);
    await withdrawRecord(company.deps, { kind: 'zones', externalId: 'east', by: 'key:crm' });
    await relay(company.deps);
    await followUp(company.deps, { collection: 'zones', id: 'east' });
    await relay(company.deps);
    expect(told()).toHaveLength(2);
    for (const word of ['east片区', '已撤回', '不再按它判断']) expect(told()[1]).toContain(word);
    expect(told()[1]).not.toContain(REASON);
    expect(company.recording.messages).toHaveLength(2);

    await putCircle('east', { center: FAR, radiusM: 2_500, regionId: 'pudong' });
    await relay(company.deps);
    await putCircle('east', { center: FAR, radiusM: 2_600, regionId: 'pudong' });
    await relay(company.deps);
    expect(told()).toHaveLength(3);
    for (const word of ['east片区', '已恢复', DAY, REASON, '王经理']) expect(told()[2]).toContain(word);

    company.setNow(at('10:05', EVE));
    await withdrawRecord(company.deps, { kind: 'zones', externalId: 'east', by: 'key:crm' });
    await relay(company.deps);
    expect(told()).toHaveLength(4);
  });

  it('tells nobody whose time in the zone was over, and nothing of a zone that is back before anybody was told', async () => {
    const { id } = await assign('wang');
    await end('wang', id, DAY);
    await relay(company.deps);
    await withdrawRecord(company.deps, { kind: 'zones', externalId: 'east', by: 'key:crm' });
    await relay(company.deps);
    expect(told()).toHaveLength(2);
    await assign('wang', { zoneId: 'west', fromDay: NEXT });
    await relay(company.deps);
    await withdrawRecord(company.deps, { kind: 'zones', externalId: 'west', by: 'key:crm' });
    await putCircle('west', { center: STORE, radiusM: 2_100, regionId: 'pudong' });
    await relay(company.deps);
    expect(told()).toHaveLength(3);
  });

  it('ends from a day on, is told, and stays known for the days it held', async () => {
    const { id } = await assign('wang');
    await end('sun', id, '2026-11-23');
    await relay(company.deps);
    expect(await zonesOn('2026-11-22')).toEqual(['east']);
    expect(await zonesOn('2026-11-24')).toEqual(['east', 'west']);
    expect(told().at(-1)).toContain('已取消');
    expect(told().at(-1)).toContain('2026-11-22');
    expect(told().at(-1)).toContain('孙主管');
    const actions = (await listAudit(`zone_assignments:${id}`)).map(({ entry }) => entry.action);
    expect(actions).toEqual(['zone.assign', 'zone.end']);
    await expect(end('wang', id, '2026-11-25')).rejects.toMatchObject({ code: 'zone_ended' });
  });

  it('that never began leaves no day in it', async () => {
    const { id } = await assign('wang', { fromDay: NEXT });
    await end('wang', id, EVE);
    for (const day of [EVE, DAY, NEXT]) expect(await zonesOn(day)).toEqual(['east', 'west']);
  });

  it('is the same when it comes twice, and nobody is put in twice', async () => {
    const id = uuidv7();
    await assign('wang', { id });
    await assign('wang', { id });
    await relay(company.deps);
    expect(told()).toHaveLength(1);
    await expect(assign('wang', { id, fromDay: NEXT })).rejects.toMatchObject({ code: 'id_taken' });
    await expect(assign('wang', { fromDay: NEXT })).rejects.toMatchObject({ code: 'zone_assigned' });
  });

  it('begins after nine in the evening on the next day, when it is told', async () => {
    company.setNow(at('21:30', EVE));
    await expect(assign('wang', { fromDay: EVE })).rejects.toMatchObject({ code: 'zone_day' });
    await assign('wang', { fromDay: DAY });
    await relay(company.deps);
    expect(told()).toEqual([]);
    company.setNow(at('06:00'));
    await expect(assign('wang', { zoneId: 'west', fromDay: EVE })).rejects.toMatchObject({
      code: 'zone_day',
    });
    await assign('wang', { zoneId: 'west', fromDay: DAY });
  });

  it.each([
    ['a day that is worked', '2026-11-17'],
    ['a day too far ahead', '2027-06-01'],
  ])('is refused for %s', async (_, fromDay) => {
    await expect(assign('wang', { fromDay })).rejects.toMatchObject({
      code: 'zone_day',
    });
  });
});

it('shows the person from and until when each of their zones counts', async () => {
  const shown = async () => (await findDayRoute(company.deps, await who('zhang'), { from: 'day' })).zoneDays;
  const { id } = await assign('wang');
  expect(await shown()).toEqual([
    { name: 'east片区' },
    { name: 'west片区' },
    { name: 'east片区', fromDay: DAY },
  ]);
  company.setNow(at('10:00'));
  expect(await shown()).toEqual([{ name: 'east片区' }, { name: 'west片区', lastDay: EVE }]);
  await end('wang', id, NEXT);
  expect(await shown()).toEqual([
    { name: 'east片区', lastDay: DAY },
    { name: 'west片区', lastDay: EVE },
  ]);
});

describe('who may put whom where', () => {
  it('is HR and IT everywhere, an area manager in the own region, nobody else and nobody for themselves', async () => {
    await savePerson(buildPerson({ id: 'it', roles: ['employee', 'admin'], staffKind: 'office' }));
    await savePerson(buildPerson({ id: 'lead', roles: ['employee', 'area_manager'] }));
    await putCircle('beyond', { center: FAR, regionId: 'puxi' });
    for (const by of ['zhao', 'zhou', 'zhang'])
      await expect(assign(by)).rejects.toMatchObject({ code: 'not_found' });
    await expect(assign('wang', { zoneId: 'beyond' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(assign('zhao', { zoneId: 'beyond' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(assign('wang', { personId: 'li' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(assign('lead', { personId: 'lead' })).rejects.toMatchObject({ code: 'forbidden' });
    await assign('it', { zoneId: 'beyond' });
    const { id } = await assign('li');
    await expect(end('zhao', id, DAY)).rejects.toMatchObject({ code: 'not_found' });
    await end('wang', id, DAY);
  });

  it('leaves the record of another system the only master', async () => {
    await putCircle('named', { regionId: 'pudong', employeeNos: ['E-other'] });
    await expect(assign('sun', { zoneId: 'named' })).rejects.toMatchObject({ code: 'zone_by_record' });
    await putCircle('named', { regionId: 'pudong', employeeNos: ['E-zhang'] });
    await expect(assign('sun')).rejects.toMatchObject({ code: 'person_by_record' });
  });

  it('counts the record that comes later, and the assignment again once the record names nobody', async () => {
    await assign('wang');
    await putCircle('named', { regionId: 'pudong', employeeNos: ['E-zhang'] });
    expect(await zonesOn(NEXT)).toEqual(['named']);
    await putCircle('named', { regionId: 'pudong' });
    expect(await zonesOn(NEXT)).toEqual(['east']);
  });
});

describe('what is judged by it', () => {
  const outside = async () =>
    (await findDetections('zhang', DAY, DAY)).flatMap(({ result }) =>
      (result?.findings ?? []).filter(({ detector }) => detector === 'off-zone'),
    );

  it('is nobody outside on the day of the change for being where the work was before', async () => {
    await giveShift('zhang');
    await assign('wang', { fromDay: DAY });
    await dwell('zhang', { from: '09:30', to: '16:00', where: 'store' });
    company.setNow(at('19:00'));
    await detectPerson(company.deps, 'zhang');
    expect(await outside()).toEqual([]);
  });

  it('is a day by the zones of that day', async () => {
    await giveShift('zhang');
    await assign('wang', { fromDay: EVE });
    await dwell('zhang', { from: '09:30', to: '16:00', where: 'store' });
    company.setNow(at('19:00'));
    await detectPerson(company.deps, 'zhang');
    expect(await outside()).toMatchObject([{ numbers: { outsideMin: expect.any(Number) } }]);
    expect((await outside())[0]?.numbers['outsideMin']).toBeGreaterThan(120);
  });
});

it('is given out to the person and goes a year after it was over', async () => {
  const { id } = await assign('wang');
  const copy = await readPersonalData({ id: 'zhang', employeeNo: 'E-zhang' });
  expect(copy.get('zone_assignments')).toMatchObject([{ zoneId: 'east', reason: REASON }]);
  await end('wang', id, NEXT);
  company.setNow(at('10:00', '2027-11-18'));
  expect(await forgetExpired(company.deps)).toMatchObject({ zones: 0 });
  company.setNow(at('10:00', '2027-11-22'));
  expect(await forgetExpired(company.deps)).toMatchObject({ zones: 1 });
  expect(await findZoneAssignment(id)).toBeNull();
});
