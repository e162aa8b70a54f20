import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { expireApprovals, handleApprovalEvent, pollApprovals } from '../../server/flow/approval-events.ts';
import { declareSideJob } from '../../server/flow/declare.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { relay } from '../../server/flow/relay.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { listCases } from '../../server/store/cases.ts';
import { findDeclaration } from '../../server/store/declarations.ts';
import { savePerson } from '../../server/store/people.ts';
import { useDatabase } from '../support/db.ts';
import { buildPerson, createCompany, DAY, dwell, giveShift, type Company } from './company.ts';

const zhang = buildPerson({ id: 'zhang', name: '张导购' });

describe('a side-job declaration', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
  });
  const body = (overrides = {}) => ({
    id: uuidv7(),
    kind: 'employed' as const,
    employer: '某培训机构',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '09:30',
    endTime: '12:00',
    fromDay: '2026-11-01',
    toDay: '2026-12-31',
    ...overrides,
  });
  const decide = async (status: 'APPROVED' | 'REJECTED', openId = 'ou_li') => {
    await relay(company.deps);
    const { instance } = company.recording.approvals.at(-1) ?? { instance: { instanceCode: '' } };
    company.recording.decide(instance.instanceCode, status, openId);
    const eventId = `e-${instance.instanceCode}`;
    await receiveEvent(company.deps, {
      kind: 'approval',
      eventId,
      instanceCode: instance.instanceCode,
      status,
    });
    await handleEvent(company.deps, eventId);
    await sweep(company.deps);
  };
  const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];

  it('once approved silences an alert of its place and hours, and ends its case in the person’s favour', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    expect(await alert()).toMatchObject({ status: 'open' });
    await declareSideJob(company.deps, zhang, body());
    await decide('APPROVED');
    expect(await alert()).toMatchObject({ status: 'silenced' });
    expect((await listCases({ limit: 1 }))[0]).toMatchObject({ state: 'closed', outcome: 'permitted' });
    expect(
      company.recording
        .to('ou_zhang')
        .some((message) => company.recording.textOf(message).includes('已同意')),
    ).toBe(true);
  });

  it('silences a later stay from the start: the person can see why, nobody else is told', async () => {
    await declareSideJob(company.deps, zhang, body());
    await decide('APPROVED');
    const before = company.recording.messages.length;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    company.setNow(new Date(+company.deps.now() + 60_000));
    await sweep(company.deps);
    expect(await alert()).toMatchObject({
      status: 'silenced',
      finding: { reasons: ['permitted_declaration'] },
    });
    expect(company.recording.messages).toHaveLength(before);
    expect(await listCases({ limit: 1 })).toEqual([]);
  });

  it.each([
    ['another weekday', { weekdays: [5] }],
    ['other hours', { startTime: '12:00', endTime: '14:00' }],
    ['another place', { placeExternalId: 'store' }],
    ['a past period', { fromDay: '2026-10-01', toDay: '2026-10-31' }],
  ])('for %s keeps the alert', async (_, overrides) => {
    await declareSideJob(company.deps, zhang, body(overrides));
    await decide('APPROVED');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('while it waits holds the manager card, and releases it when it is refused', async () => {
    await declareSideJob(company.deps, zhang, body());
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'watching' });
    await decide('REJECTED');
    expect(await alert()).toMatchObject({ status: 'open' });
    expect(company.recording.to('ou_wang')).toHaveLength(1);
  });

  it('sent twice is one, changed under the same id is a conflict, and unknown places are refused', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await declareSideJob(company.deps, zhang, declared);
    await relay(company.deps);
    expect(company.recording.approvals).toHaveLength(1);
    const changed = declareSideJob(company.deps, zhang, { ...declared, weekdays: [1] });
    await expect(changed).rejects.toMatchObject({ code: 'declaration_conflict' });
    await expect(
      declareSideJob(company.deps, zhang, body({ placeExternalId: 'nowhere' })),
    ).rejects.toMatchObject({ status: 400 });
    await expect(declareSideJob(company.deps, zhang, body({ toDay: '2026-10-01' }))).rejects.toMatchObject({
      status: 400,
    });
  });

  it('counts no answer of an HR person who has left', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await savePerson(buildPerson({ id: 'li', roles: ['employee', 'hr'], isActive: false }));
    await decide('APPROVED', 'ou_li');
    expect((await findDeclaration(declared.id))?.status).not.toBe('approved');
  });

  it('counts no answer of somebody who may not decide, and asks somebody else', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await decide('APPROVED', 'ou_zhou');
    await relay(company.deps);
    expect(await findDeclaration(declared.id)).toMatchObject({ status: 'pending' });
    const [first, second] = company.recording.approvals;
    expect(second?.instance).toMatchObject({ status: 'PENDING' });
    expect(second?.approverOpenIds).not.toEqual(first?.approverOpenIds);
    company.recording.decide(second?.instance.instanceCode ?? '', 'APPROVED', second?.approverOpenIds[0]);
    company.setNow(new Date(+company.deps.now() + 15 * 60_000));
    await pollApprovals(company.deps);
    expect(await findDeclaration(declared.id)).toMatchObject({ status: 'approved' });
  });

  it('is asked of somebody else when nobody answered for nine days', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await relay(company.deps);
    company.setNow(new Date(+company.deps.now() + 9 * 86_400_000));
    await expireApprovals(company.deps);
    await relay(company.deps);
    expect(await findDeclaration(declared.id)).toMatchObject({ status: 'pending' });
    expect(company.recording.approvals.map(({ instance }) => instance.status)).toEqual([
      'CANCELED',
      'PENDING',
    ]);
  });

  it('is over when its approval is taken back afterwards, and its place is judged again', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await decide('APPROVED');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'silenced' });
    const { instanceCode = '' } = (await findDeclaration(declared.id)) ?? {};
    await handleApprovalEvent(company.deps, {
      kind: 'approval',
      eventId: 'e-reverted',
      instanceCode,
      status: 'REVERTED',
    });
    expect(await findDeclaration(declared.id)).toMatchObject({ status: 'withdrawn' });
    company.setNow(new Date(+company.deps.now() + 60_000));
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'open' });
  });
});
