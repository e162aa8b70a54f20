import { expect, it } from 'vitest';
import { pollApprovals } from '../../../server/flow/approval/approval-events.ts';
import { declareSideJob } from '../../../server/flow/declare/declare.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findDeclaration } from '../../../server/store/declarations.ts';
import { findUnfinished } from '../../../server/store/outbox.ts';
import { useTenant } from '../../feishu/support.ts';
import { useDatabase } from '../../support/db.ts';
import { buildCompanyTenant } from '../company-tenant.ts';
import { buildPerson, createCompany } from '../company.ts';

const zhang = buildPerson({ id: 'zhang' });
const id = '019aaf00-0000-7000-8000-000000000001';
const body = {
  id,
  kind: 'employed' as const,
  placeExternalId: 'rival',
  weekdays: [4],
  startTime: '09:30',
  endTime: '12:00',
  fromDay: '2026-11-01',
  toDay: '2026-12-31',
};

useDatabase();

it('asks anew in the tenant under another uuid, and finds the instance again when the reply was lost', async () => {
  const { sandbox, feishu } = await useTenant({ seed: buildCompanyTenant() });
  const company = await createCompany(feishu);
  await declareSideJob(company.deps, zhang, body);
  await relay(company.deps);
  const [first] = sandbox.approvals();
  await sandbox.transfer({
    fromOpenId: first?.tasks[0]?.openId ?? '',
    toOpenId: 'ou_zhang',
    instanceCode: first?.instanceCode ?? '',
  });
  await pollApprovals(company.deps);
  sandbox.addFault({ kind: 'drop_reply', path: '/open-apis/approval/v4/instances', times: 1 });
  for (let round = 0; round < 4; round += 1) {
    await relay(company.deps);
    company.setNow(new Date(+company.deps.now() + 60_000));
  }
  expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
  const instances = sandbox.approvals();
  expect(instances.map(({ status }) => status)).toEqual(['CANCELED', 'PENDING']);
  expect(await findDeclaration(id)).toMatchObject({
    status: 'pending',
    instanceCode: instances[1]?.instanceCode,
  });
  const code = instances[1]?.instanceCode ?? '';
  await sandbox.approve({
    openId: instances[1]?.tasks[0]?.openId ?? '',
    instanceCode: code,
    decision: 'APPROVED',
  });
  await sandbox.endApproval({ instanceCode: code, how: 'revert' });
  company.setNow(new Date(+company.deps.now() + 15 * 60_000));
  await pollApprovals(company.deps);
  const asked = await findDeclaration(id);
  expect(asked).toMatchObject({ status: 'pending', step: 'manager' });
  expect(asked?.answers.at(-1)).toMatchObject({ result: 'void', why: 'approval_reverted' });
  await relay(company.deps);
  expect(sandbox.approvals().filter(({ status }) => status === 'PENDING')).toHaveLength(1);
});
