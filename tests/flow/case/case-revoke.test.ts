import { beforeEach, describe, expect, it } from 'vitest';
import { writeLetter } from '../../../server/domain/sanction/letter.ts';
import { takenBack } from '../../../server/domain/sanction/taken-back.ts';
import { followTakenBack } from '../../../server/flow/sanction/letter-follow.ts';
import { wordsOf } from '../../../server/flow/sanction/letter-words.ts';
import { subjectSanctionView } from '../../../server/http/views/sanction-view.ts';
import { listLetters } from '../../../server/store/letters.ts';
import { issueLetter } from '../../../server/flow/sanction/letter.ts';
import { revokePenalty } from '../../../server/flow/case/case-revoke.ts';
import { listExecutions } from '../../../server/flow/case/executions.ts';
import { relay } from '../../../server/flow/relay.ts';
import { proposalFacts, loadSanction } from '../../../server/flow/sanction/sanction-facts.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import type { CaseActor } from '../../../server/domain/case/guard.ts';
import { labelOf } from '../../../server/domain/tuning/alert-label.ts';
import { caseFor } from '../../../server/http/case-reader.ts';
import { Alerts, findAlert } from '../../../server/store/alerts.ts';
import { findPerson } from '../../../server/store/people.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { useDatabase } from '../../support/db.ts';
import { hr, lead, startWalk, type Walk } from './case-walk.ts';

const why = '门店监控证明本人当天一直在岗，原来的定位依据不成立，处分撤销';

describe('a penalty whose ground has fallen', { timeout: 120_000 }, () => {
  useDatabase();
  let walk: Walk;
  beforeEach(async () => {
    walk = await startWalk();
    await walk.toApproved();
  });
  const revoke = async (actor: CaseActor = lead) =>
    revokePenalty(walk.deps, actor, { caseId: walk.caseId, version: await walk.version(), reason: why });
  const close = async () => {
    await walk.afterWindow();
    await walk.execute();
    await walk.afterWindow();
    await sweep(walk.deps);
    // Nobody is written to at night.
    walk.company.setNow(new Date(+walk.deps.now() + 12 * 3_600_000));
    await relay(walk.deps);
    expect(await walk.load()).toMatchObject({ state: 'closed', outcome: 'warning' });
  };
  const told = (who: string): string[] =>
    walk.company.recording.to(who).map((message) => walk.company.recording.textOf(message));

  it('is taken back after the case has closed: with its reason, in a message of its own, and in the log', async () => {
    await close();
    const before = told('ou_zhang').length;
    await revoke();
    await relay(walk.deps);
    const { state, outcome, execution, revocation, clock } = await walk.load();
    expect({ state, outcome, clock }).toEqual({ state: 'closed', outcome: 'revoked', clock: undefined });
    expect(execution?.revokedAt).toEqual(walk.deps.now());
    expect(revocation).toEqual({ at: walk.deps.now(), byId: 'sun', reason: why });
    const messages = told('ou_zhang');
    expect(messages).toHaveLength(before + 1);
    expect(messages.at(-1)).toContain('处分已由公司撤销');
    expect(messages.at(-1)).toContain(why);
    const last = (await listAudit(`cases:${walk.caseId}`)).at(-1)?.entry;
    expect(last).toMatchObject({ action: 'case.revoke', actorId: 'sun' });
  });

  it('counts no more: neither as an earlier case nor as a true alert, and payroll reads when it was taken back', async () => {
    await close();
    await revoke();
    await relay(walk.deps);
    const record = await walk.load();
    const facts = await proposalFacts(record, await loadSanction(record, 'rule_breach'));
    expect(facts.earlier).toEqual([]);
    const alert = await findAlert(record.alertId);
    expect(alert && labelOf(alert)).toBe('unfounded');
    const days = { fromDay: '2026-01-01', toDay: '2027-12-31' };
    expect(await listExecutions(walk.deps, lead, days)).toMatchObject([
      { caseNo: record.caseNo, revokedAt: walk.deps.now().toISOString() },
    ]);
  });

  it('is taken back before it is carried out too, and then never carried out', async () => {
    await revoke();
    await walk.afterWindow();
    await sweep(walk.deps);
    expect(await walk.load()).toMatchObject({ state: 'closed', outcome: 'revoked' });
    await expect(walk.execute()).rejects.toMatchObject({ code: 'illegal_transition' });
  });

  it('is not taken back by who put it forward, by HR alone, or twice', async () => {
    await close();
    await expect(revoke(hr)).rejects.toMatchObject({ message: 'not_your_role' });
    const proposer = { personId: 'li', roles: ['hr_lead'], leadsSubject: false };
    await expect(revoke(proposer)).rejects.toMatchObject({ message: 'is_proposer' });
    await revoke();
    await expect(revoke()).rejects.toMatchObject({ code: 'no_penalty_stands' });
  });

  it('names who may take it back, and when its ground fell, to everybody of the case but the person', async () => {
    await close();
    const at = walk.deps.now();
    const record = await walk.load();
    await Alerts.updateOne({ _id: record.alertId }, { $set: { exoneratedAt: at } });
    const viewOf = async (id: string) => {
      const reader = await findPerson(id);
      if (!reader) throw new Error('no person');
      return caseFor(record, reader, at);
    };
    const li = await viewOf('li');
    expect(li.takeBack).toEqual({ groundFellAt: at.toISOString(), by: ['孙主管', '周法务'] });
    expect(li.actions).not.toContain('revoke');
    expect((await viewOf('sun')).actions).toContain('revoke');
    expect((await viewOf('zhang')).takeBack).toBeUndefined();
  });

  it('has its letter’s card in the chat say so, and ask for no receipt', async () => {
    await issueLetter(walk.deps, hr, { caseId: walk.caseId, body: { kind: 'decision' } });
    await relay(walk.deps);
    const letter = () => told('ou_zhang').filter((text) => text.includes('您有一份文书'));
    expect(letter().join()).toContain('我已收到');
    await revoke();
    await relay(walk.deps);
    const [penalty, ...others] = letter();
    expect(penalty).toContain('不再生效');
    expect(penalty).not.toContain('我已收到');
    expect(others).toHaveLength(1);
    expect(others[0]).toContain('我已收到');
  });

  it('is given to the person in writing too, once, where the penalty was', async () => {
    const { no } = await issueLetter(walk.deps, hr, { caseId: walk.caseId, body: { kind: 'decision' } });
    await close();
    await revoke();
    await relay(walk.deps);
    await followTakenBack(walk.deps, walk.caseId);
    const letters = await listLetters(walk.caseId);
    expect(letters.map(({ kind }) => kind)).toEqual(['decision', 'revocation']);
    const record = await walk.load();
    const back = takenBack(record);
    if (!back) throw new Error('the penalty stands');
    const words = await wordsOf(record, { kind: 'revocation', back, letters: [no] }, walk.deps.now());
    const text = writeLetter('revocation', words, { no: 'L-1', day: '' }).paragraphs.join('\n');
    for (const said of [no, record.caseNo, '1. 书面警告', '公司决定撤销上述处分', why])
      expect(text).toContain(said);
    expect((await subjectSanctionView(record)).letters).toMatchObject([
      { kind: 'decision', isVoid: true, mayReceive: false },
      { kind: 'revocation', isVoid: false, mayReceive: true },
    ]);
  });

  it('writes no letter where the penalty had none', async () => {
    await close();
    await revoke();
    await relay(walk.deps);
    expect(await listLetters(walk.caseId)).toEqual([]);
  });
});
