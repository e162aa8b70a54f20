import { afterAll, beforeAll, expect, it } from 'vitest';
import { FixReceiptsSchema } from '../../server/contract/ingest.ts';
import { MeViewSchema, TodayViewSchema } from '../../server/contract/views.ts';
import { APPROVAL_CODES, buildOrgMapping, buildTenant } from '../../server/demo/company.ts';
import { pullSchedule } from '../../server/flow/pull/pull-schedule.ts';
import { adoptOrgMapping, syncOrg } from '../../server/flow/org/sync-org.ts';
import { findPeopleWithRole, listStaff } from '../../server/store/people.ts';
import { answer, buildBatch, buildFix } from '../support/phone.ts';
import { drawnApprovals } from '../../server/feishu/approval-forms.ts';
import { startWorld, type World } from '../support/world.ts';
import { at, DAY } from './company.ts';

let world: World;
beforeAll(async () => {
  const widgets = [{ id: 'reason', name: '理由', type: 'textarea' }] as const;
  world = await startWorld({
    seed: buildTenant({ ...drawnApprovals(), decision: widgets, declaration: widgets }),
    startAt: at('15:00'),
    approvalCodes: APPROVAL_CODES,
  });
  await adoptOrgMapping(world.deps, buildOrgMapping(), 'live');
  await syncOrg(world.deps);
  await pullSchedule(world.deps, { fromDay: DAY, toDay: DAY });
}, 120_000);
afterAll(() => world.stop());

it('takes people, roles and regions over from the tenant, the same ones again', async () => {
  const staff = await listStaff();
  expect(staff.length).toBeGreaterThanOrEqual(30);
  expect(staff.every(({ regionId }) => regionId !== undefined)).toBe(true);
  for (const role of ['store_manager', 'area_manager', 'hr', 'hr_lead', 'legal'] as const)
    expect(await findPeopleWithRole(role)).not.toEqual([]);
  expect(await syncOrg(world.deps)).toEqual({ joined: 0, changed: 0, left: 0 });
});

it('signs in through the tenant and takes fixes of the pulled shift over a socket', async () => {
  const person = (await listStaff()).find(({ staffKind }) => staffKind === 'promoter');
  if (!person) throw new Error('no promoter');
  const visitor = await world.visit(person.employeeNo);
  expect(MeViewSchema.parse((await visitor.get('/api/v1/me')).body).personId).toBe(person.id);
  const today = TodayViewSchema.parse((await visitor.get('/api/v1/today')).body);
  expect(today.shifts).toMatchObject([
    { startAt: at('09:00').toISOString(), endAt: at('18:00').toISOString() },
  ]);
  world.clock.set(at('08:50'));
  await answer(world.deps, { kind: 'location', person }, true);
  world.clock.set(at('15:00'));
  const batch = buildBatch([buildFix(0, '13:30'), buildFix(1, '13:31'), buildFix(2, '12:30')]);
  const { receipts } = FixReceiptsSchema.parse((await visitor.send('POST', '/api/v1/fixes', batch)).body);
  expect(receipts).toMatchObject([
    { fromSeq: 0, toSeq: 1, status: 'created' },
    { fromSeq: 2, status: 'rejected', code: 'on_break' },
  ]);
});
