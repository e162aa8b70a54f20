import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { askReview } from '../../../server/flow/declare/declare-review.ts';
import { setOwnDay } from '../../../server/flow/company/calendar.ts';
import { withdrawDeclaration } from '../../../server/flow/declare/declare-end.ts';
import { declareSideJob } from '../../../server/flow/declare/declare.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { receiveEvent } from '../../../server/flow/inbox.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findDeclaration } from '../../../server/store/declarations.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, DAY, dwell, giveShift, dayEnd, type Company } from '../company.ts';

const zhang = buildPerson({ id: 'zhang', name: '张导购', leaderOpenId: 'ou_boss' });
const WHY = '这份工作在休息日，与排班不重叠';

useDatabase();
let company: Company;
let events = 0;
beforeEach(async () => {
  company = await createCompany();
  await giveShift('zhang');
});

const declare = async (fromDay = '2026-11-01') => {
  const { id } = await declareSideJob(company.deps, zhang, {
    id: uuidv7(),
    kind: 'employed',
    placeExternalId: 'rival',
    weekdays: [4],
    startTime: '09:30',
    endTime: '12:00',
    fromDay,
    toDay: '2026-12-31',
  });
  await relay(company.deps);
  return id;
};
const answer = async (status: 'APPROVED' | 'REJECTED' | 'CANCELED', openId: string, comment = '不同意') => {
  const { instance } = company.recording.approvals.at(-1) ?? expect.fail('nobody was asked');
  company.recording.decide(instance.instanceCode, status, openId, undefined, comment);
  const eventId = `e-${(events += 1)}`;
  await receiveEvent(company.deps, {
    kind: 'approval',
    eventId,
    instanceCode: instance.instanceCode,
    status,
  });
  await handleEvent(company.deps, eventId);
  await sweep(company.deps);
};
const takeBack = async () => {
  const { instance } = company.recording.approvals.at(-1) ?? expect.fail('nobody was asked');
  const { instanceCode } = instance;
  await receiveEvent(company.deps, { kind: 'approval', eventId: 'e-back', instanceCode, status: 'REVERTED' });
  await handleEvent(company.deps, 'e-back');
  await sweep(company.deps);
};
const stored = async (id: string) => (await findDeclaration(id)) ?? expect.fail('no declaration');
const contest = async (id: string, text = WHY, requestId = uuidv7()) => {
  const { version } = await stored(id);
  const asked = await askReview(company.deps, zhang, { id, body: { id: requestId, version, text } });
  await relay(company.deps);
  return asked;
};
const refused = async (fromDay?: string) => {
  const id = await declare(fromDay);
  await answer('REJECTED', 'ou_boss', '与排班冲突');
  return id;
};
const askedNow = (): string => company.recording.approvals.at(-1)?.approverOpenIds[0] ?? '';
const alert = async () => (await findAlerts('zhang', DAY, DAY))[0];
const told = () =>
  company.recording
    .to('ou_zhang')
    .map((one) => company.recording.textOf(one))
    .join();

const boss = () =>
  company.recording
    .to('ou_boss')
    .map((one) => company.recording.textOf(one))
    .join();

describe('a refused side job the person contests', () => {
  it('is put to somebody who did not refuse it, with the person’s words and a date, and is on record', async () => {
    const id = await refused();
    expect(told()).toContain('申请一次复核');
    expect(await contest(id)).toMatchObject({
      status: 'pending',
      step: 'review',
      review: { text: WHY, refusedAt: at('12:00') },
      dueAt: dayEnd('2026-11-24'),
    });
    expect(['ou_sun', 'ou_zhou']).toContain(askedNow());
    const form = JSON.stringify(company.recording.approvals.at(-1)?.form);
    expect(form).toContain(WHY);
    expect(form).toContain('与排班冲突');
    const actions = (await listAudit(`declarations:${id}`)).map(({ entry }) => entry);
    expect(actions.at(-1)).toMatchObject({
      action: 'declaration.contest',
      actorId: 'zhang',
      from: 'rejected',
      to: 'pending:review',
    });
  });

  it('stays refused with another no, which is the last word, and says whose it is', async () => {
    const id = await refused();
    await contest(id);
    await answer('REJECTED', askedNow(), '已核对排班，仍有冲突');
    expect(await stored(id)).toMatchObject({ status: 'rejected', comment: '已核对排班，仍有冲突' });
    expect(told()).toContain('复核后仍未同意');
    await expect(contest(id)).rejects.toMatchObject({ code: 'review_used' });
  });

  it('is permitted as a whole with a yes: what the refusal made of it falls', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    const id = await refused();
    expect(await alert()).toMatchObject({ status: 'open' });
    await contest(id);
    expect(await alert(), 'undecided').toMatchObject({ status: 'open' });
    await answer('APPROVED', askedNow(), '');
    expect(await stored(id)).toMatchObject({ status: 'approved' });
    expect((await stored(id)).comment, 'the refusal’s reason is no condition').toBeUndefined();
    expect(await alert()).toMatchObject({ status: 'silenced' });
  });

  it('tells who refused it once it is permitted, by role and without blame, and what became of it since', async () => {
    const id = await refused();
    await contest(id);
    expect(boss(), 'while nobody has decided').not.toContain('复核');
    await answer('APPROVED', askedNow(), '周四下午三点前结束');
    const { decidedById } = await stored(id);
    const role = decidedById === 'zhou' ? '法务' : '人力资源主管';
    for (const words of ['张导购', '复核后同意', role, '周四下午三点前结束', '不是对您'])
      expect(boss()).toContain(words);
    expect(boss()).not.toMatch(/孙|周法务/);
    await takeBack();
    expect(boss()).toContain('重新复核');
    await answer('REJECTED', `ou_${decidedById}`, '仍有冲突');
    expect(boss()).toContain('复核后仍未同意');
    expect(company.recording.to('ou_boss'), 'one card').toHaveLength(1);
  });

  it('counts as refused from the refusal on while nobody has decided', async () => {
    company.setNow(at('09:05'));
    const id = await refused();
    await contest(id);
    company.setNow(at('12:30'));
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('holds the card of what was before the refusal, as while it waited, and lets it go with another no', async () => {
    const id = await refused();
    await contest(id);
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect(await alert()).toMatchObject({ status: 'watching' });
    await answer('REJECTED', askedNow());
    expect(await alert()).toMatchObject({ status: 'open' });
  });

  it('in the amnesty forgives what was before the first no, and nothing after it', async () => {
    company.setNow(at('12:00', '2026-10-20'));
    const id = await refused('2026-10-15');
    await contest(id);
    company.setNow(at('12:00'));
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    expect((await alert())?.status, 'a month after the no').not.toBe('silenced');
  });

  it('is asked of somebody else when nobody answers, however often somebody was asked before', async () => {
    const id = await declare();
    company.setNow(at('09:00', '2026-11-25'));
    await sweep(company.deps);
    await answer('REJECTED', 'ou_sun');
    expect(await stored(id)).toMatchObject({ status: 'rejected', decidedById: 'sun' });
    await contest(id);
    const first = askedNow();
    expect(['ou_zhou', 'ou_boss']).toContain(first);
    expect((await stored(id)).escalatedAt).toBeUndefined();
    company.setNow(at('09:00', '2026-12-01'));
    await sweep(company.deps);
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'review' });
    expect((await stored(id)).escalatedAt).toBeInstanceOf(Date);
  });

  it('counts no answer of who refused it', async () => {
    const id = await refused();
    await contest(id);
    await answer('APPROVED', 'ou_boss', '同意');
    expect(await stored(id)).toMatchObject({ status: 'pending', step: 'review' });
    expect((await stored(id)).answers.at(-1)).toMatchObject({ result: 'void', why: 'not_your_role' });
  });

  it('asks HR where HR leads and lawyers have refused it or lead the person, and nobody where none is left', async () => {
    const id = await refused();
    for (const one of ['sun', 'zhou'])
      await savePerson(buildPerson({ id: one, roles: ['employee', 'hr_lead'], isActive: false }));
    await contest(id);
    expect(askedNow()).toBe('ou_li');
    const next = await refused();
    await savePerson(buildPerson({ id: 'li', roles: ['employee', 'hr'], isActive: false }));
    await expect(contest(next)).rejects.toMatchObject({ code: 'no_approver' });
    expect(await stored(next)).toMatchObject({ status: 'rejected' });
  });

  it.each(['in the app', 'in the chat'])(
    'and takes the request back %s stays as it was answered',
    async (where) => {
      const id = await refused();
      const before = await stored(id);
      const { version } = await contest(id);
      const actor = { personId: 'zhang', roles: ['employee'] };
      if (where === 'in the app') await withdrawDeclaration(company.deps, actor, { id, version });
      else await answer('CANCELED', 'ou_zhang');
      const { status, decidedAt, comment, endedAt } = await stored(id);
      expect({ status, decidedAt, comment, endedAt }).toEqual({
        status: 'rejected',
        decidedAt: before.decidedAt,
        comment: '与排班冲突',
        endedAt: undefined,
      });
      await expect(contest(id)).rejects.toMatchObject({ code: 'review_used' });
    },
  );

  it.each([
    ['stays when a weekend becomes a working day', '2026-11-21', 'work', '2026-11-24'],
    ['moves on when a working day becomes a day of rest', '2026-11-20', 'rest', '2026-11-25'],
  ] as const)('has a last day that %s', async (_name, day, kind, lastDay) => {
    const id = await refused();
    await setOwnDay(company.deps, { personId: 'sun', roles: ['hr_lead'] }, { day, kind });
    company.setNow(at('23:00', lastDay));
    expect(await contest(id)).toMatchObject({ status: 'pending', step: 'review' });
  });

  it('sent twice is asked once; other words, a late one and one of somebody else are refused', async () => {
    const id = await refused();
    const requestId = uuidv7();
    await contest(id, WHY, requestId);
    const asked = company.recording.approvals.length;
    await contest(id, WHY, requestId);
    expect(company.recording.approvals).toHaveLength(asked);
    await expect(contest(id, '别的理由是这样的', requestId)).rejects.toMatchObject({ code: 'review_used' });
    const late = await refused();
    company.setNow(at('00:30', '2026-11-25'));
    await expect(contest(late)).rejects.toMatchObject({ code: 'review_over' });
    const body = { id: uuidv7(), version: 0, text: WHY };
    const qian = buildPerson({ id: 'qian' });
    await expect(askReview(company.deps, qian, { id: late, body })).rejects.toMatchObject({ status: 404 });
    const waiting = await declare();
    await expect(contest(waiting)).rejects.toMatchObject({ code: 'illegal_transition' });
  });
});
