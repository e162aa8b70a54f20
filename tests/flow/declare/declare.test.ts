import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { DeclarationBody } from '../../../server/contract/declaration.ts';
import { pollApprovals } from '../../../server/flow/approval/approval-events.ts';
import { watchDeclarations } from '../../../server/flow/declare/declare-watch.ts';
import { endDeclaration, withdrawDeclaration } from '../../../server/flow/declare/declare-end.ts';
import { declareSideJob, renewDeclaration } from '../../../server/flow/declare/declare.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { listCases } from '../../../server/store/cases.ts';
import { findDeclaration, listDeclarations } from '../../../server/store/declarations.ts';
import { leavePerson, savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, dayEnd, type Company } from '../company.ts';

const zhang = buildPerson({ id: 'zhang', name: '张导购', leaderOpenId: 'ou_boss' });
const DAY_MS = 86_400_000;

useDatabase();
let company: Company;
let events = 0;
beforeEach(async () => {
  company = await createCompany();
  await giveShift('zhang');
});

const body = (overrides: Partial<DeclarationBody> = {}): DeclarationBody => ({
  id: uuidv7(),
  kind: 'employed',
  employer: '某培训机构',
  placeExternalId: 'rival',
  weekdays: [4],
  startTime: '09:30',
  endTime: '12:00',
  fromDay: '2026-11-01',
  toDay: '2026-12-31',
  ...overrides,
});
const declare = async (overrides: Partial<DeclarationBody> = {}) => {
  const { id } = await declareSideJob(company.deps, zhang, body(overrides));
  await relay(company.deps);
  return id;
};
/** One answer in the chat to the newest question. */
const answer = async (
  status: 'APPROVED' | 'REJECTED' | 'CANCELED',
  openId?: string,
  {
    comment = '同意',
    event = status,
  }: { comment?: string; event?: typeof status | 'OVERTIME_CLOSE' | 'REVERTED' } = {},
) => {
  const { instance } = company.recording.approvals.at(-1) ?? { instance: { instanceCode: '' } };
  if (event === status) company.recording.decide(instance.instanceCode, status, openId, undefined, comment);
  const eventId = `e-${(events += 1)}`;
  await receiveEvent(company.deps, {
    kind: 'approval',
    eventId,
    instanceCode: instance.instanceCode,
    status: event,
  });
  await handleEvent(company.deps, eventId);
  await sweep(company.deps);
};
const agree = async () => {
  await answer('APPROVED', 'ou_boss');
  await answer('APPROVED', askedNow());
};
const askedNow = (): string => company.recording.approvals.at(-1)?.approverOpenIds[0] ?? '';
const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];
const stored = async (id: string) => (await findDeclaration(id)) ?? expect.fail('no declaration');
const told = (openId: string) =>
  company.recording
    .to(openId)
    .map((one) => company.recording.textOf(one))
    .join();

describe('an approved side-job declaration', () => {
  it('silences an alert of its place and hours, and ends its case in the person’s favour', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    expect(await alert()).toMatchObject({ status: 'open' });
    await declare();
    await agree();
    expect(await alert()).toMatchObject({ status: 'silenced' });
    expect((await listCases({ limit: 1 }))[0]).toMatchObject({ state: 'closed', outcome: 'permitted' });
    expect(told('ou_zhang')).toContain('已同意');
  });

  it('silences a later stay from the start: the person can see why, nobody else is told', async () => {
    await declare();
    await agree();
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
    await declare(overrides);
    await agree();
    await dwell('zhang', { from: '09:05', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('leaves a shorter stay there outside its hours to the person’s own notice', async () => {
    await declare({ startTime: '12:00', endTime: '14:00' });
    await agree();
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({
      status: 'watching',
      finding: { detector: 'side-job-conditions', reasons: ['shift_overlap'] },
    });
  });

  it('that HR ends later still permits what was before, and the person is told why', async () => {
    const id = await declare();
    await agree();
    company.setNow(at('17:00'));
    const { version } = await stored(id);
    const hr = { personId: 'li', roles: ['hr'] };
    await endDeclaration(company.deps, hr, { id, version, reason: '该单位已成为竞争对手，条件不再满足' });
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    expect(await alert()).toMatchObject({ status: 'silenced' });
    expect(await stored(id)).toMatchObject({ status: 'ended', endedById: 'li' });
    expect(told('ou_zhang')).toContain('竞争对手');
  });

  it('is renewed as a declaration of its own from the day after, and announced before it ends', async () => {
    const id = await declare();
    await agree();
    const announced = () =>
      company.recording.to('ou_zhang').filter((one) => company.recording.textOf(one).includes('即将到期'));
    company.setNow(at('12:00', '2026-12-20'));
    await sweep(company.deps);
    expect(announced(), 'a Sunday').toEqual([]);
    company.setNow(at('12:00', '2026-12-21'));
    await sweep(company.deps);
    await sweep(company.deps);
    expect(announced()).toHaveLength(1);
    const next = await renewDeclaration(company.deps, zhang, {
      id,
      body: { id: uuidv7(), toDay: '2027-06-30' },
    });
    expect(next).toMatchObject({
      status: 'pending',
      fromDay: '2027-01-01',
      renewsId: id,
      employer: '某培训机构',
    });
    await expect(
      renewDeclaration(company.deps, zhang, { id: next.id, body: { id: uuidv7(), toDay: '2027-06-30' } }),
    ).rejects.toMatchObject({ code: 'not_renewable' });
  });

  it('is not announced to end while its renewal is asked or held', async () => {
    const id = await declare();
    await agree();
    const renewed = await renewDeclaration(company.deps, zhang, {
      id,
      body: { id: uuidv7(), toDay: '2027-06-30' },
    });
    company.setNow(at('12:00', '2026-12-21'));
    await sweep(company.deps);
    expect(told('ou_zhang')).not.toContain('即将到期');
    const { version } = await stored(renewed.id);
    await withdrawDeclaration(company.deps, { personId: 'zhang', roles: [] }, { id: renewed.id, version });
    await sweep(company.deps);
    expect(told('ou_zhang')).toContain('即将到期');
  });

  it('is declared once and renewed once, also from two phones at the same moment', async () => {
    const twice = await Promise.allSettled([declare(), declare({ note: '同一份兼职' })]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'declared_already' },
    });
    await agree();
    const held = await listDeclarations('zhang');
    expect(held.map(({ status }) => status)).toEqual(['approved']);
    const [{ id } = expect.fail('nothing is held')] = held;
    const renew = (toDay: string) =>
      renewDeclaration(company.deps, zhang, { id, body: { id: uuidv7(), toDay } });
    const renewals = await Promise.allSettled([renew('2027-06-30'), renew('2027-03-31')]);
    expect(renewals.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'renewed_already' },
    });
    const [renewed = expect.fail('nothing was renewed')] = renewals.flatMap((one) =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    const { version } = await stored(renewed.id);
    await withdrawDeclaration(company.deps, { personId: 'zhang', roles: [] }, { id: renewed.id, version });
    expect(await renew('2027-06-30')).toMatchObject({ status: 'pending', renewsId: id });
  });

  it('says to who is asked, and to the person, when its hours end on the next day', async () => {
    await declare({ startTime: '22:00', endTime: '02:00' });
    expect(JSON.stringify(company.recording.approvals.at(-1)?.form)).toContain('22:00-次日02:00');
    await agree();
    await relay(company.deps);
    expect(told('ou_zhang')).toContain('次日02');
  });

  it('says to who is asked where its hours meet the planned shifts, and nothing where no shift is planned', async () => {
    const asked = () => JSON.stringify(company.recording.approvals.at(-1)?.form);
    await declare({ note: '周末前帮忙' });
    expect(asked()).toContain('周末前帮忙\\n与目前的排班重合：周四 09:30-12:00（班次 09:00-18:00）');
    await declare({ weekdays: [5] });
    expect(asked()).not.toContain('重合');
  });

  it('may be declared again once it is no longer asked or held', async () => {
    const id = await declare();
    await answer('REJECTED', 'ou_boss');
    expect(await stored(id)).toMatchObject({ status: 'rejected' });
    const again = await declare();
    expect(await stored(again)).toMatchObject({ status: 'pending' });
  });
});

describe('a waiting side-job declaration', () => {
  it('holds the manager card, and releases it when it is refused', async () => {
    await declare();
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'watching' });
    await answer('REJECTED', 'ou_boss', { comment: '与排班冲突' });
    expect(await alert()).toMatchObject({ status: 'open' });
    expect(company.recording.to('ou_wang')).toHaveLength(1);
    expect(told('ou_zhang')).toContain('与排班冲突');
  });

  it('asks the superior first, then somebody of HR who is told what the superior said', async () => {
    const id = await declare();
    expect(askedNow()).toBe('ou_boss');
    await answer('APPROVED', 'ou_boss', { comment: '不影响班次' });
    expect(['ou_li', 'ou_sun']).toContain(askedNow());
    expect(JSON.stringify(company.recording.approvals.at(-1)?.form)).toContain('不影响班次');
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    await answer('APPROVED', askedNow(), { comment: '仅限周四上午' });
    expect(await stored(id)).toMatchObject({ status: 'approved', comment: '仅限周四上午' });
    const actions = (await listAudit(`declarations:${id}`)).map(({ entry }) => entry.to);
    expect(actions).toEqual(['pending', 'pending:hr', 'approved']);
  });

  it('counts no answer of somebody who was not asked: the question goes out again', async () => {
    const id = await declare();
    await answer('APPROVED', 'ou_boss');
    await answer('APPROVED', 'ou_zhou');
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    expect((await stored(id)).answers.at(-1)).toMatchObject({ result: 'void', why: 'not_your_role' });
    expect(company.recording.approvals).toHaveLength(3);
    await answer('APPROVED', askedNow());
    expect(await stored(id)).toMatchObject({ status: 'approved' });
  });

  it('counts no answer of an HR person who has left', async () => {
    const id = await declare();
    await answer('APPROVED', 'ou_boss');
    await savePerson(buildPerson({ id: 'li', roles: ['employee', 'hr'], isActive: false }));
    await answer('APPROVED', 'ou_li');
    expect(await stored(id)).toMatchObject({ status: 'pending' });
    expect(askedNow()).toBe('ou_sun');
  });

  it('counts no refusal without a reason', async () => {
    const id = await declare();
    await answer('REJECTED', 'ou_boss', { comment: ' ' });
    expect((await stored(id)).answers.at(-1)).toMatchObject({ result: 'void', why: 'reason_missing' });
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'manager' });
  });

  it('goes on to HR when the approval ran out on the platform, and is withdrawn when the person cancelled it there', async () => {
    const id = await declare();
    await answer('CANCELED', undefined, { event: 'OVERTIME_CLOSE' });
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    expect(company.recording.approvals).toHaveLength(2);
    await answer('CANCELED', 'ou_zhang');
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' });
  });

  it('goes to the HR lead after three working days without an answer, whoever is silent', async () => {
    const id = await declare();
    expect((await stored(id)).dueAt).toEqual(dayEnd('2026-11-24'));
    company.setNow(new Date(+dayEnd('2026-11-24') + 60_000));
    await sweep(company.deps);
    expect(company.recording.approvals, 'in the night').toHaveLength(1);
    company.setNow(at('09:00', '2026-11-25'));
    await sweep(company.deps);
    await sweep(company.deps);
    const [first, second] = company.recording.approvals;
    expect(first?.instance.status).toBe('CANCELED');
    expect(second?.approverOpenIds).toEqual(['ou_sun']);
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    expect((await stored(id)).escalatedAt).toBeInstanceOf(Date);
    company.setNow(new Date(+company.deps.now() + 10 * DAY_MS));
    await sweep(company.deps);
    await sweep(company.deps);
    expect(company.recording.approvals).toHaveLength(3);
    await answer('APPROVED', 'ou_sun');
    expect(await stored(id)).toMatchObject({ status: 'approved' });
  });

  it('that was answered is not passed on before the event of the answer has come', async () => {
    const id = await declare();
    const code = company.recording.approvals.at(-1)?.instance.instanceCode ?? '';
    company.setNow(at('09:00', '2026-11-25'));
    company.recording.decide(code, 'APPROVED', 'ou_boss', at('18:00', '2026-11-24'));
    await watchDeclarations(company.deps);
    const { step, escalatedAt, answers } = await stored(id);
    expect([step, escalatedAt]).toEqual(['hr', undefined]);
    expect(answers).toMatchObject([{ step: 'manager', result: 'approved', byId: 'boss' }]);
  });

  it('is passed on in time however many wait before it', async () => {
    const ids = [await declare(), await declare({ weekdays: [5] }), await declare({ weekdays: [6] })];
    company.setNow(at('09:00', '2026-11-25'));
    await watchDeclarations(company.deps, { batch: 1 });
    const seen = await Promise.all(ids.map(async (id) => (await stored(id)).escalatedAt));
    expect(seen).toEqual(ids.map(() => company.deps.now()));
  });

  it('is heard of by itself however many wait before it', async () => {
    const ids = [await declare(), await declare({ weekdays: [5] }), await declare({ weekdays: [6] })];
    for (const { instance } of company.recording.approvals)
      company.recording.decide(
        instance.instanceCode,
        'APPROVED',
        instance.holders?.[0]?.openId ?? '',
        company.deps.now(),
      );
    await pollApprovals(company.deps, { batch: 1 });
    const heard = await Promise.all(ids.map(async (id) => (await stored(id)).step));
    expect(heard).toEqual(ids.map(() => 'hr'));
  });

  it('is taken back by the person in the app: the question in the chat goes too', async () => {
    const id = await declare();
    const actor = { personId: 'zhang', roles: ['employee'] };
    const { version } = await stored(id);
    await withdrawDeclaration(company.deps, actor, { id, version });
    await relay(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' });
    expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
    await answer('APPROVED', 'ou_boss');
    expect(await stored(id)).toMatchObject({ status: 'withdrawn' });
    const other = { personId: 'qian', roles: ['employee'] };
    await expect(withdrawDeclaration(company.deps, other, { id, version })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('of somebody who has left is asked of nobody any more a week later, and of who came back it still is', async () => {
    const id = await declare();
    await leavePerson('zhang', company.deps.now(), []);
    const daysOn = async (days: number) => {
      company.setNow(new Date(+company.deps.now() + days * DAY_MS));
      await sweep(company.deps);
      return (await stored(id)).status;
    };
    expect(await daysOn(2)).toBe('pending');
    await savePerson({ ...zhang, storePlaceId: 'store' });
    expect(await daysOn(6)).toBe('pending');
    await leavePerson('zhang', company.deps.now(), []);
    expect(await daysOn(8)).toBe('withdrawn');
    expect(company.recording.approvals.map(({ instance }) => instance.status)).not.toContain('PENDING');
  });

  it('that is approved and withdrawn at once ends in exactly one of the two', async () => {
    const id = await declare();
    await answer('APPROVED', 'ou_boss');
    const { version } = await stored(id);
    const actor = { personId: 'zhang', roles: ['employee'] };
    const [taken] = await Promise.allSettled([
      withdrawDeclaration(company.deps, actor, { id, version }),
      answer('APPROVED', askedNow()),
    ]);
    const { status, answers } = await stored(id);
    expect(status).toBe(taken.status === 'fulfilled' ? 'withdrawn' : 'approved');
    expect(answers.filter(({ step }) => step === 'hr')).toHaveLength(status === 'approved' ? 1 : 0);
  });

  it('whose approval is taken back on the platform is asked anew', async () => {
    const id = await declare();
    await agree();
    const { decidedById } = await stored(id);
    await answer('APPROVED', undefined, { event: 'REVERTED' });
    expect(await stored(id)).toMatchObject({
      status: 'pending',
      step: 'hr',
      dueAt: dayEnd('2026-11-24'),
    });
    await answer('APPROVED', `ou_${decidedById}`);
    expect(await stored(id), 'whoever took it back may answer again').toMatchObject({ status: 'approved' });
  });

  it('whose approval is taken back is asked anew though the event was lost, while it still allows something', async () => {
    const takeBack = () => {
      const asked = company.recording.approvals.at(-1);
      if (asked) asked.instance = { ...asked.instance, isReverted: true };
    };
    const id = await declare();
    await agree();
    takeBack();
    company.setNow(new Date(+company.deps.now() + DAY_MS));
    await pollApprovals(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'hr' });
    const over = await declare({ fromDay: '2026-11-01', toDay: '2026-11-28' });
    await agree();
    takeBack();
    company.setNow(new Date(+company.deps.now() + 20 * DAY_MS));
    await pollApprovals(company.deps);
    expect(await stored(over)).toMatchObject({ status: 'approved' });
  });
});

describe('a new side-job declaration', () => {
  it('sent twice is one, changed under the same id is a conflict, and what cannot be is refused', async () => {
    const declared = body();
    await declareSideJob(company.deps, zhang, declared);
    await declareSideJob(company.deps, zhang, declared);
    await relay(company.deps);
    expect(company.recording.approvals).toHaveLength(1);
    const refusal = (overrides: Partial<DeclarationBody>) =>
      declareSideJob(company.deps, zhang, body(overrides)).catch((error: unknown) => error);
    expect(await refusal({ ...declared, weekdays: [1] })).toMatchObject({ code: 'declaration_conflict' });
    expect(await refusal({ placeExternalId: 'nowhere' })).toMatchObject({ status: 400 });
    expect(await refusal({ toDay: '2026-10-01' })).toMatchObject({ status: 400 });
    expect(await refusal({ toDay: '2028-10-01' })).toMatchObject({ status: 400 });
  });

  it('of family help off shift needs no approval; on shift, at a rival or for many hours it does', async () => {
    const help = {
      kind: 'family_help',
      startTime: '19:00',
      endTime: '21:00',
      placeExternalId: 'store',
    } as const;
    expect(await stored(await declare(help))).toMatchObject({ status: 'approved', isNoticeOnly: true });
    expect(told('ou_zhang')).toContain('已登记');
    const changes: Partial<DeclarationBody>[] = [
      { startTime: '17:30' },
      { placeExternalId: 'rival' },
      { weekdays: [1, 2, 3, 4, 5, 6, 7] },
      { kind: 'employed' },
    ];
    for (const change of changes)
      expect(await stored(await declare({ ...help, ...change }))).toMatchObject({ status: 'pending' });
  });

  it('in the amnesty is never held against the person, even when it is refused', async () => {
    company.setNow(at('12:00', '2026-10-20'));
    const id = await declare({ fromDay: '2026-10-15' });
    company.setNow(at('17:00'));
    await answer('REJECTED', askedNow(), { comment: '与公司业务竞争' });
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'rejected', isAmnesty: true });
    expect(await alert()).toMatchObject({ status: 'silenced' });
    expect(told('ou_zhang')).toContain('主动申报期');
  });
});
