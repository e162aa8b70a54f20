import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startReceiver } from './receiver.ts';
import { refusal, startSandbox, verificationToken } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
let status = 200;
let hook: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  status = 200;
  hook = await startReceiver(() => ({ status }));
  at = await startSandbox({ eventUrl: hook.url });
});
afterEach(async () => {
  await at.sandbox.close();
  await hook.close();
});

const create = (overrides: Record<string, unknown> = {}) =>
  at.client.approval.instance.create({
    data: {
      approval_code: 'DEF-1',
      open_id: 'ou_p3',
      form: JSON.stringify([{ id: 'case_no', type: 'input', value: 'M-1023' }]),
      node_approver_open_id_list: [{ key: 'approver', value: ['ou_p4'] }],
      uuid: 'case-1-proposal',
      ...overrides,
    },
  });
const subscribe = () => at.client.approval.approval.subscribe({ path: { approval_code: 'DEF-1' } });
const seen = () => hook.received.map(({ json }) => json['event']);

describe('approvals', () => {
  it('goes from creation to approval and pushes each step signed and in order', async () => {
    await subscribe();
    const instanceCode = (await create()).data?.instance_code ?? '';
    await at.sandbox.approve({ openId: 'ou_p4', instanceCode, decision: 'APPROVED', comment: '同意' });
    expect(seen()).toMatchObject([
      { type: 'approval_instance', status: 'PENDING', uuid: 'case-1-proposal', instance_code: instanceCode },
      { type: 'approval_task', status: 'PENDING', open_id: 'ou_p4' },
      { type: 'approval_task', status: 'APPROVED' },
      { type: 'approval_instance', status: 'APPROVED', approval_code: 'DEF-1', tenant_key: 'tenant-test' },
    ]);
    expect(hook.received.every(({ signed }) => signed)).toBe(true);
    expect(hook.received[0]?.json).toMatchObject({ type: 'event_callback', token: verificationToken });
    const instance = await at.client.approval.instance.get({ path: { instance_id: instanceCode } });
    expect(instance.data).toMatchObject({
      status: 'APPROVED',
      task_list: [{ open_id: 'ou_p4', status: 'APPROVED' }],
      timeline: [{ type: 'START' }, { type: 'PASS', comment: '同意' }],
    });
  });

  it('pushes nothing without a subscription, and refuses a second one', async () => {
    await create();
    await at.sandbox.deliverNow();
    expect(hook.received).toEqual([]);
    await subscribe();
    expect(await refusal(subscribe())).toMatchObject({ code: 1390007 });
  });

  it('refuses the same uuid twice, whatever its case', async () => {
    await create();
    expect(await refusal(create({ uuid: 'CASE-1-PROPOSAL' }))).toMatchObject({ code: 60012 });
    expect(at.sandbox.approvals()).toHaveLength(1);
  });

  it('refuses faulty forms, nodes and codes', async () => {
    const form = (rows: unknown) => create({ uuid: undefined, form: JSON.stringify(rows) });
    expect(await refusal(form([]))).toMatchObject({ code: 1390001 });
    expect(await refusal(form([{ id: 'case_no', type: 'number', value: 1 }]))).toMatchObject({
      code: 1390001,
    });
    expect(await refusal(create({ node_approver_open_id_list: [] }))).toMatchObject({ code: 1390001 });
    expect(await refusal(create({ approval_code: 'NONE' }))).toMatchObject({ code: 1390002 });
  });

  it('holds later events back until the first is acknowledged', async () => {
    await subscribe();
    status = 500;
    await create();
    await at.sandbox.deliverNow();
    expect(new Set(seen().map((event) => JSON.stringify(event))).size).toBe(1);
    status = 200;
    await at.sandbox.deliverNow();
    expect(seen().slice(-2)).toMatchObject([{ type: 'approval_instance' }, { type: 'approval_task' }]);
    expect(at.sandbox.events()).toEqual([]);
  });

  it('lets only the approver decide, through the API too', async () => {
    const instanceCode = (await create()).data?.instance_code ?? '';
    await expect(
      at.sandbox.approve({ openId: 'ou_p3', instanceCode, decision: 'APPROVED' }),
    ).rejects.toMatchObject({ code: 1390001 });
    const taskId = at.sandbox.approvals()[0]?.tasks[0]?.id ?? '';
    await at.client.approval.task.reject({
      params: { user_id_type: 'open_id' },
      data: {
        approval_code: 'DEF-1',
        instance_code: instanceCode,
        user_id: 'ou_p4',
        task_id: taskId,
        comment: '证据不足',
      },
    });
    expect(at.sandbox.approvals()[0]).toMatchObject({ status: 'REJECTED' });
  });

  const pending = () => at.sandbox.approvals()[0]?.tasks.find((task) => task.status === 'PENDING');
  const passOn = (from: string, to: string) =>
    at.client.approval.task.transfer({
      params: { user_id_type: 'open_id' },
      data: {
        approval_code: 'DEF-1',
        instance_code: at.sandbox.approvals()[0]?.instanceCode ?? '',
        user_id: from,
        transfer_user_id: to,
        task_id: pending()?.id ?? '',
        comment: '出差',
      },
    });

  it('passes a task on: the next one decides, both are told of, the timeline names both', async () => {
    await subscribe();
    const instanceCode = (await create()).data?.instance_code ?? '';
    await passOn('ou_p4', 'ou_p1');
    expect(pending()).toMatchObject({ openId: 'ou_p1' });
    await at.sandbox.approve({ openId: 'ou_p1', instanceCode, decision: 'APPROVED' });
    const tasks = seen().filter((event) => Reflect.get(Object(event), 'type') === 'approval_task');
    expect(tasks).toMatchObject([
      { open_id: 'ou_p4', status: 'PENDING' },
      { open_id: 'ou_p4', status: 'TRANSFERRED' },
      { open_id: 'ou_p1', status: 'PENDING' },
      { open_id: 'ou_p1', status: 'APPROVED' },
    ]);
    const { data } = await at.client.approval.instance.get({ path: { instance_id: instanceCode } });
    expect(data?.timeline).toMatchObject([
      { type: 'START' },
      { type: 'TRANSFER', open_id: 'ou_p4', open_id_list: ['ou_p1'], comment: '出差' },
      { type: 'PASS', open_id: 'ou_p1' },
    ]);
  });

  it('passes nothing on for others, to strangers, or once it is decided', async () => {
    const instanceCode = (await create()).data?.instance_code ?? '';
    expect(await refusal(passOn('ou_p3', 'ou_p1'))).toMatchObject({ code: 1390001 });
    expect(await refusal(passOn('ou_p4', 'ou_nobody'))).toMatchObject({ code: 1390001 });
    expect(await refusal(passOn('ou_p4', 'ou_p4'))).toMatchObject({ code: 1390001 });
    await at.sandbox.approve({ openId: 'ou_p4', instanceCode, decision: 'REJECTED' });
    expect(await refusal(passOn('ou_p4', 'ou_p1'))).toMatchObject({ code: 1390001 });
  });

  it('tells by an event alone that time ran out, or that an approved one was taken back', async () => {
    await subscribe();
    const instanceCode = (await create()).data?.instance_code ?? '';
    await at.sandbox.endApproval({ instanceCode, how: 'overtime' });
    expect(at.sandbox.approvals()[0]).toMatchObject({ status: 'PENDING' });
    await at.sandbox.approve({ openId: 'ou_p4', instanceCode, decision: 'APPROVED' });
    await at.sandbox.endApproval({ instanceCode, how: 'revert' });
    expect(seen().map((event) => Reflect.get(Object(event), 'status'))).toEqual(
      'PENDING PENDING OVERTIME_CLOSE APPROVED APPROVED REVERTED'.split(' '),
    );
    const { data } = await at.client.approval.instance.get({ path: { instance_id: instanceCode } });
    expect(data).toMatchObject({ status: 'APPROVED', reverted: true });
  });

  it('tells of people who come, change and leave', async () => {
    const user = {
      openId: 'ou_p9',
      userId: 'u9',
      unionId: 'on_p9',
      name: '钱多',
      employeeNo: 'E009',
      employeeType: 1,
      jobTitle: '导购',
      departmentIds: ['d-east'],
    };
    at.sandbox.setOrg({ users: [user] });
    at.sandbox.setOrg({ users: [{ ...user, jobTitle: '店长' }] });
    at.sandbox.removeUser('ou_p9');
    await at.sandbox.deliverNow();
    expect(hook.received.map(({ json }) => json)).toMatchObject([
      { header: { event_type: 'contact.user.created_v3' }, event: { object: { open_id: 'ou_p9' } } },
      { header: { event_type: 'contact.user.updated_v3' }, event: { old_object: { job_title: '导购' } } },
      {
        header: { event_type: 'contact.user.deleted_v3', token: verificationToken },
        event: { object: { department_ids: [] }, old_object: { department_ids: ['od-east'] } },
      },
    ]);
  });
});
