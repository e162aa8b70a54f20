import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { alignCase } from '../../../server/flow/alert/align.ts';
import { appealCase, decideAppeal } from '../../../server/flow/case/case-appeal.ts';
import { decideCase } from '../../../server/flow/decision.ts';
import { handleEvent } from '../../../server/flow/event.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { relay } from '../../../server/flow/relay.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { caseRelation } from '../../../server/http/access.ts';
import { todayView } from '../../../server/http/views/today-view.ts';
import { findAlert, updateAlert } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { hr, lead, reason, startWalk, subject, type Walk } from './case-walk.ts';

describe('an appeal', { timeout: 120_000 }, () => {
  useDatabase();
  let walk: Walk;
  beforeEach(async () => {
    walk = await startWalk();
    await walk.toApproved();
  });
  const id = uuidv7();
  const appeal = (text = '我当天是去送货，有单据') =>
    appealCase(walk.deps, subject, { caseId: walk.caseId, body: { id, version: 0, text } });
  const answer = async (result: 'upheld' | 'changed' | 'overturned', actor = lead) => {
    const changed = result === 'changed' ? { changedTo: 'talk' as const } : {};
    const body = { version: await walk.version(), result, reason, ...changed };
    return decideAppeal(walk.deps, actor, { caseId: walk.caseId, body });
  };
  const told = (who: string): string =>
    walk.company.recording
      .to(who)
      .map((message) => walk.company.recording.textOf(message))
      .join('\n');

  it('keeps an approved penalty from execution until somebody new has decided', async () => {
    await expect(walk.execute()).rejects.toMatchObject({ code: 'appeal_window_open' });
    await appeal();
    await walk.afterWindow();
    expect(await walk.load()).toMatchObject({ state: 'appealed', clock: { kind: 'appeal' } });
    await expect(walk.execute()).rejects.toMatchObject({ code: 'illegal_transition' });
    await answer('upheld');
    expect(await walk.load()).toMatchObject({ state: 'approved', clock: { kind: 'execution' } });
    await walk.execute();
    await sweep(walk.deps);
    expect(await walk.load()).toMatchObject({ state: 'closed', outcome: 'warning' });
  });

  it('is offered on the first screen of the phone as long as it may be made, and on the card', async () => {
    const offered = async () => {
      const person = await findPerson('zhang');
      if (!person) throw new Error('no person');
      return todayView(await findToday(walk.deps, person)).appealable;
    };
    const { caseNo, appealUntilAt } = await walk.load();
    const row = { caseId: walk.caseId, caseNo, untilAt: appealUntilAt?.toISOString() };
    expect(await offered()).toEqual([row]);
    expect(told('ou_zhang')).toContain(`/h5/#/cases/${walk.caseId}/appeal`);
    // Nothing is carried out yet: late is still in time.
    await walk.afterWindow();
    expect(await offered()).toEqual([row]);
    await walk.execute();
    const untilAt = (await walk.load()).appealUntilAt;
    expect(await offered()).toEqual([{ ...row, untilAt: untilAt?.toISOString() }]);
    await appeal();
    expect(await offered()).toBeUndefined();
  });

  it('is one appeal when it is sent twice, and there is no second one', async () => {
    await appeal();
    await appeal();
    expect((await walk.load()).history.filter(({ event }) => event === 'appeal')).toHaveLength(1);
    await expect(appeal('别的理由，不一样')).rejects.toMatchObject({ code: 'already_appealed' });
    await answer('upheld');
    const again = { id: uuidv7(), version: 0, text: '再申诉一次' };
    await expect(appealCase(walk.deps, subject, { caseId: walk.caseId, body: again })).rejects.toMatchObject({
      code: 'already_appealed',
    });
  });

  it('is nobody’s but the person’s, and not for who verified, proposed or approved to decide', async () => {
    const body = { id: uuidv7(), version: 0, text: '替他申诉一下' };
    await expect(appealCase(walk.deps, hr, { caseId: walk.caseId, body })).rejects.toMatchObject({
      status: 403,
    });
    await appeal();
    const own = { personId: 'li', roles: ['hr_lead'], leadsSubject: false };
    await expect(answer('upheld', own)).rejects.toMatchObject({ message: 'is_proposer' });
    const approver = { personId: 'zhou', roles: ['legal'], leadsSubject: false };
    await expect(answer('upheld', approver)).rejects.toMatchObject({ message: 'is_decider' });
    const boss = { personId: 'boss', roles: ['legal'], leadsSubject: true };
    await expect(answer('upheld', boss)).rejects.toMatchObject({ message: 'in_reporting_line' });
    expect((await walk.load()).appeal?.deciderIds).toEqual(['sun']);
  });

  it('is put to those who may decide it, and its outcome stands on the person’s card', async () => {
    await appeal();
    await relay(walk.deps);
    expect(told('ou_sun')).toContain('申诉中');
    expect(told('ou_zhang')).toContain('您的申诉已收到');
    await answer('overturned');
    await relay(walk.deps);
    expect(await walk.load()).toMatchObject({ state: 'closed', outcome: 'overturned' });
    expect(told('ou_zhang')).toContain('申诉成立，撤销处分');
    const actions = (await listAudit(`cases:${walk.caseId}`)).map(({ entry }) => entry.action);
    expect(actions.slice(-2)).toEqual(['case.appeal', 'case.overturn']);
  });

  it('is asked of somebody else when those who were asked may decide it no more', async () => {
    await appeal();
    await sweep(walk.deps);
    const [sun, li] = await Promise.all([findPerson('sun'), findPerson('li')]);
    if (!sun || !li) throw new Error('no HR');
    await savePerson({ ...sun, roles: ['employee'] });
    await savePerson({ ...li, id: 'wu', openId: 'ou_wu', name: '吴法务', roles: ['employee', 'legal'] });
    await sweep(walk.deps);
    const record = await walk.load();
    expect(record.appeal?.deciderIds).toEqual(['wu']);
    const wu = await findPerson('wu');
    expect(wu && caseRelation(record, wu, walk.deps.now())).toBe('approver');
    expect(told('ou_wu')).toContain('申诉中');
    await sweep(walk.deps);
    const asked = (await listAudit(`cases:${walk.caseId}`)).filter(
      ({ entry }) => entry.action === 'case.appeal_asked',
    );
    expect(asked).toMatchObject([{ entry: { from: 'sun', to: 'wu' } }]);
  });

  it('takes back what was carried out when it is granted', async () => {
    await walk.afterWindow();
    await walk.execute();
    await appeal();
    await answer('overturned');
    const { state, outcome, execution } = await walk.load();
    expect({ state, outcome }).toEqual({ state: 'closed', outcome: 'overturned' });
    expect(execution?.revokedAt).toEqual(walk.deps.now());
  });

  it('may turn a penalty into a talk, and never into the same again', async () => {
    await appeal();
    const body = { version: await walk.version(), result: 'changed', reason, changedTo: 'warning' } as const;
    await expect(decideAppeal(walk.deps, lead, { caseId: walk.caseId, body })).rejects.toMatchObject({
      code: 'not_milder',
    });
    await answer('changed');
    expect(await walk.load()).toMatchObject({ state: 'closed', lane: 'A', outcome: 'talk' });
  });

  it('is too late once the case has closed, and in time until then', async () => {
    await walk.afterWindow();
    await walk.execute();
    await walk.afterWindow();
    await expect(appeal()).rejects.toMatchObject({ code: 'appeal_window_over' });
    await sweep(walk.deps);
    expect(await walk.load()).toMatchObject({ state: 'closed', outcome: 'warning' });
  });

  it('and the execution: one of the two at once gets through', async () => {
    await walk.afterWindow();
    const version = await walk.version();
    const done = await Promise.allSettled([walk.execute(), appeal()]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await walk.version()).toBe(version + 1);
  });

  it('executes once when two of HR do at once', async () => {
    await walk.afterWindow();
    const done = await Promise.allSettled([walk.execute(), walk.execute()]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await walk.load()).history.filter(({ event }) => event === 'execute')).toHaveLength(1);
  });
});

describe('an approval and a withdrawal at once', { timeout: 120_000 }, () => {
  useDatabase();

  it('and two answers of two approvers at once: the case has one decision, by one of them', async () => {
    const walk = await startWalk();
    await walk.contact();
    await walk.explain();
    await walk.verify();
    await walk.propose();
    const record = await walk.load();
    const [zhou, boss] = await Promise.all([findPerson('zhou'), findPerson('boss')]);
    if (!zhou || !boss) throw new Error('no approvers');
    await savePerson({ ...boss, openId: 'ou_boss2' });
    const answer = { at: walk.deps.now(), comment: '同意' };
    const answers = [
      decideCase(walk.deps, record, { ...answer, result: 'approved', decider: zhou }),
      decideCase(walk.deps, record, {
        ...answer,
        result: 'rejected',
        decider: { ...boss, openId: 'ou_boss2' },
      }),
    ];
    const done = await Promise.allSettled(answers);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'stale_version' },
    });
    const { history, decision, state } = await walk.load();
    expect(history.filter(({ event }) => event === 'approve' || event === 'reject')).toHaveLength(1);
    expect(decision?.result).toBe(state);
  });

  it('leave the case withdrawn or approved and withdrawn, never executed', async () => {
    const walk = await startWalk();
    await walk.contact();
    await walk.explain();
    await walk.verify();
    await walk.propose();
    const eventId = await walk.tell('APPROVED');
    const alert = await findAlert((await walk.load()).alertId);
    const cleared = alert && (await updateAlert(alert, { set: { status: 'cleared' }, pending: [] }));
    if (!cleared) throw new Error('no alert');
    await Promise.allSettled([handleEvent(walk.deps, eventId), alignCase(walk.deps, cleared)]);
    await alignCase(walk.deps, cleared);
    const { state, outcome, execution, history } = await walk.load();
    expect({ state, outcome, execution }).toEqual({
      state: 'withdrawn',
      outcome: 'withdrawn',
      execution: undefined,
    });
    expect(history.filter(({ event }) => event === 'approve').length).toBeLessThanOrEqual(1);
    expect(history.at(-1)?.event).toBe('withdraw');
  });
});
