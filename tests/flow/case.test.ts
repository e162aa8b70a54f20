import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { findPerson, savePerson, type Person } from '../../server/store/people.ts';
import { contactCase, explainCase, talkCase, verifyCase } from '../../server/flow/case.ts';
import { findCaseDeputies, findCaseHr } from '../../server/flow/case/case-duty.ts';
import { closeRejected, executeCase, proposePenalty } from '../../server/flow/decision.ts';
import { detectPerson } from '../../server/flow/detect.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { relay } from '../../server/flow/relay.ts';
import { monthlyReport } from '../../server/flow/report.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { listAudit, verifyAudit } from '../../server/store/audit.ts';
import { findCase, listCases, saveMove, type CaseRecord } from '../../server/store/cases.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { useDatabase } from '../support/db.ts';
import {
  at,
  buildPerson,
  createCompany,
  DAY,
  dwell,
  giveShift,
  TIME_ZONE,
  dayEnd,
  type Company,
} from './company.ts';

const hr = { personId: 'li', roles: ['employee', 'hr'] };
const lead = { personId: 'sun', roles: ['employee', 'hr', 'hr_lead'] };
const employee = { personId: 'zhang', roles: ['employee'] };
const reason = '两份独立记录显示当天上班时间在其他门店停留超过一小时';
const evidence = [
  { kind: 'location', note: '停留约 80 分钟' },
  { kind: 'interview', note: '当面谈话，本人承认' },
] as const;

describe('a case', { timeout: 120_000 }, () => {
  useDatabase();
  let company: Company;
  let caseId: string;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await detectPerson(company.deps, 'zhang');
    await relay(company.deps);
    caseId = (await listCases({ limit: 1 }))[0]?.id ?? '';
  });
  const load = async (): Promise<CaseRecord> => {
    const record = await findCase(caseId);
    if (!record) throw new Error('no case');
    return record;
  };
  const contact = () => contactCase(company.deps, hr, { caseId });
  const answer = { id: uuidv7(), version: 0, quickReason: 'other', text: '去帮朋友看了一会儿店' } as const;
  const explain = () => explainCase(company.deps, employee, { caseId, body: answer });
  const verify = async (result: 'substantiated' | 'unsubstantiated') => {
    const { version } = await load();
    return verifyCase(company.deps, hr, { caseId, body: { version, result, reason } });
  };
  const propose = async (actor = hr) => {
    const { version } = await load();
    const body = {
      version,
      penalty: 'warning' as const,
      reason,
      legalBasis: '《外勤人员行为规范》第 5 条',
      evidence: [...evidence],
    };
    return proposePenalty(company.deps, actor, { caseId, body });
  };
  const decide = async (status: 'APPROVED' | 'REJECTED' | 'CANCELED', byOpenId = 'ou_zhou') => {
    await relay(company.deps);
    const code = (await load()).approval?.instanceCode ?? '';
    company.recording.decide(code, status, byOpenId, company.deps.now());
    const event = { kind: 'approval', eventId: `e-${code}-${status}`, instanceCode: code, status } as const;
    await receiveEvent(company.deps, event);
    await handleEvent(company.deps, event.eventId);
    await relay(company.deps);
  };

  /** Waits out the time to appeal, executes, and waits until the case closes. */
  const carryOut = async () => {
    company.setNow((await load()).appealUntilAt ?? at('12:00'));
    await executeCase(company.deps, hr, { caseId, version: (await load()).version });
    company.setNow((await load()).appealUntilAt ?? at('12:00'));
    await sweep(company.deps);
  };

  it('walks the whole procedure to a warning that a second person approved, and everyone sees the outcome', async () => {
    const { deps, recording } = company;
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    await decide('APPROVED');
    expect(await load()).toMatchObject({ state: 'approved', clock: { kind: 'appeal_window' } });
    await carryOut();
    const record = await load();
    expect(record).toMatchObject({ state: 'closed', lane: 'B', outcome: 'warning' });
    expect(record.execution).toMatchObject({ decisionId: record.decision?.id, penalty: 'warning' });
    expect(record.decision).toMatchObject({ byId: 'zhou', result: 'approved' });
    const actions = (await listAudit(`cases:${caseId}`)).map(({ entry }) =>
      entry.action.replace('case.', ''),
    );
    expect(actions).toEqual([
      'open',
      'publish',
      'contact',
      'explain',
      'finish_explaining',
      'verify',
      'propose',
      'approve',
      'execute',
      'close',
    ]);
    expect(await verifyAudit()).toMatchObject({ ok: true });
    expect(record.history.map(({ event }) => event)).toEqual(actions);
    expect((await findAlerts('zhang', DAY, DAY))[0]).toMatchObject({ status: 'handled' });
    expect(recording.textOf(recording.to('ou_wang')[0])).toContain('已结束，结果由人力资源告知本人');
    expect(
      recording
        .to('ou_wang')
        .map((card) => recording.textOf(card))
        .join(),
    ).not.toContain('书面警告');
    expect(recording.textOf(recording.to('ou_li')[0])).toContain('已结案');
    expect(
      recording
        .to('ou_zhang')
        .map((message) => recording.textOf(message))
        .join(),
    ).toContain('书面警告');
    const zhang: Person = buildPerson({ id: 'zhang', name: '张导购' });
    const report = await monthlyReport(zhang, '2026-11', deps.now());
    expect(report.cases).toEqual([
      expect.objectContaining({ id: caseId, outcome: 'warning', state: 'closed' }),
    ]);
    expect(report.previous).toBeUndefined();
    expect(deps.publicUrl).toBeTruthy();
  });

  it('asks only people who may approve, under the pseudonym', async () => {
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    await relay(company.deps);
    const [approval] = company.recording.approvals;
    expect(approval).toMatchObject({ applicantOpenId: 'ou_li', approverOpenIds: ['ou_zhou'] });
    expect(JSON.stringify(approval)).not.toContain('张导购');
  });

  it('closes without a penalty when the second person says no', async () => {
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    await decide('REJECTED');
    expect(await load()).toMatchObject({ state: 'rejected', clock: { kind: 'decision' } });
    await closeRejected(company.deps, hr, { caseId, version: (await load()).version, reason });
    expect(await load()).toMatchObject({ state: 'closed', outcome: 'rejected' });
    expect((await load()).execution).toBeUndefined();
  });

  it.each([
    ['ou_li', 'is_proposer'],
    ['ou_wang', 'not_your_role'],
    ['ou_boss', 'in_reporting_line'],
    ['ou_nobody', 'approver_unknown'],
  ])('returns the case to HR when %s answered the approval', async (openId, why) => {
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    await decide('APPROVED', openId);
    const record = await load();
    expect(record).toMatchObject({ state: 'verified' });
    expect(record.history.at(-1)).toMatchObject({ event: 'recall', reason: why });
    await propose();
    await decide('APPROVED');
    expect(await load()).toMatchObject({ state: 'approved', decision: { byId: 'zhou' } });
    expect(company.recording.approvals).toHaveLength(2);
  });

  it.each([
    ['stands two steps above the person', 'boss', { leaderOpenId: 'ou_zhou' }, 'in_reporting_line'],
    ['reports to the person', 'zhou', { leaderOpenId: 'ou_zhang' }, 'in_reporting_line'],
    ['has left', 'zhou', { isActive: false }, 'approver_unknown'],
  ])('returns the case to HR when who answered %s', async (_who, id, fields, why) => {
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    const person = await findPerson(id);
    if (person) await savePerson({ ...person, ...fields });
    await decide('APPROVED');
    expect((await load()).history.at(-1)).toMatchObject({ event: 'recall', reason: why });
    await expect(propose()).rejects.toMatchObject({ code: 'no_approver' });
  });

  it('lets exactly one of two contacts at once through', async () => {
    const done = await Promise.allSettled([contact(), contactCase(company.deps, lead, { caseId })]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await relay(company.deps);
    expect((await load()).history.filter(({ event }) => event === 'contact')).toHaveLength(1);
    expect(company.recording.to('ou_zhang')).toHaveLength(2);
  });

  it('decides once when the same approval event comes twice at once', async () => {
    await contact();
    await explain();
    await verify('substantiated');
    await propose();
    await relay(company.deps);
    const code = (await load()).approval?.instanceCode ?? '';
    company.recording.decide(code, 'APPROVED', 'ou_zhou');
    const events = ['e1', 'e2'].map(
      (eventId) => ({ kind: 'approval', eventId, instanceCode: code, status: 'APPROVED' }) as const,
    );
    for (const event of events) await receiveEvent(company.deps, event);
    await Promise.allSettled(events.map(({ eventId }) => handleEvent(company.deps, eventId)));
    await sweep(company.deps);
    const history = (await load()).history.map(({ event }) => event);
    expect(history.filter((event) => event === 'approve')).toHaveLength(1);
    expect(history.filter((event) => event === 'execute')).toEqual([]);
    expect(await load()).toMatchObject({ state: 'approved' });
  });

  it('takes the same explanation twice as one, and keeps a different one out', async () => {
    await explain();
    await explain();
    expect((await load()).history.filter(({ event }) => event === 'explain')).toHaveLength(1);
    const other = { ...answer, id: uuidv7(), text: '别的说法' };
    await expect(explainCase(company.deps, employee, { caseId, body: other })).rejects.toMatchObject({
      code: 'already_explained',
    });
    await expect(explainCase(company.deps, hr, { caseId, body: other })).rejects.toMatchObject({
      status: 403,
    });
  });

  it('lets HR close a talk the same day, without a penalty', async () => {
    await contact();
    const { version } = await load();
    await talkCase(company.deps, hr, { caseId, version, reason });
    expect(await load()).toMatchObject({ state: 'closed', lane: 'A', outcome: 'talk' });
    await relay(company.deps);
    expect(company.recording.textOf(company.recording.to('ou_zhang').at(-1))).toContain('不是处分');
  });

  it('does not find a case true while the person may still answer, and moves on when the period ends in silence', async () => {
    await contact();
    await expect(verify('substantiated')).rejects.toMatchObject({ code: 'explanation_running' });
    company.setNow(new Date((await load()).explanationDueAt ?? 0));
    await sweep(company.deps);
    expect(await load()).toMatchObject({ state: 'contacted', clock: { kind: 'verification' } });
    expect(await verify('substantiated')).toMatchObject({ state: 'verified' });
  });

  it('closes at once what is not substantiated and tells the person', async () => {
    await contact();
    await verify('unsubstantiated');
    await relay(company.deps);
    expect(await load()).toMatchObject({ state: 'closed', outcome: 'unsubstantiated' });
    expect(company.recording.textOf(company.recording.to('ou_zhang').at(-1))).toContain('不成立');
  });

  it('reminds HR once of a contact that is overdue', async () => {
    company.setNow(at('12:01', '2026-11-20'));
    await sweep(company.deps);
    await sweep(company.deps);
    const reminders = company.recording
      .to('ou_li')
      .filter((message) => company.recording.textOf(message).includes('已超时'));
    expect(reminders.filter((message) => company.recording.textOf(message).includes('的期限'))).toHaveLength(
      1,
    );
  });

  it('is told to nobody who has left HR since they were on duty', async () => {
    const record = { ...(await load()), duty: { hrId: 'li', deputyIds: ['wang', 'sun'] } };
    const told = async () => (await findCaseDeputies(record, company.deps.now())).map(({ id }) => id);
    expect(await told()).toEqual(['li', 'sun']);
    await savePerson(buildPerson({ id: 'li', roles: ['employee'] }));
    expect(await told()).toEqual(['sun']);
    expect((await findCaseHr(record)).map(({ id }) => id)).toEqual(['sun']);
  });

  it('queues the contact of somebody on leave to the next shift and counts the time from then', async () => {
    const leave = { startAt: at('11:30'), endAt: at('18:00') };
    const shift = {
      id: `${DAY}:S1:0`,
      startAt: at('09:00'),
      endAt: at('18:00'),
      breaks: [],
      placeId: 'store',
    };
    const base = { personId: 'zhang', timeZone: TIME_ZONE, trips: [] };
    await saveSchedules([{ ...base, day: DAY, shifts: [shift], leaves: [leave] }]);
    await giveShift('zhang', '2026-11-23');
    await contact();
    await relay(company.deps);
    const record = await load();
    expect(record.contact?.queuedUntil).toEqual(at('09:00', '2026-11-23'));
    expect(record.explanationDueAt).toEqual(dayEnd('2026-11-26'));
    expect(company.recording.to('ou_zhang')).toHaveLength(1);
    company.setNow(at('09:00', '2026-11-23'));
    await sweep(company.deps);
    expect(company.recording.to('ou_zhang')).toHaveLength(2);
  });

  it('refuses a page that shows an older version', async () => {
    await expect(contactCase(company.deps, hr, { caseId, version: 0 })).rejects.toMatchObject({
      code: 'stale_version',
    });
  });

  it('cannot store a penalty that no human decision signed (R5)', async () => {
    const record = await load();
    const execution = { at: at('12:00'), decisionId: 'd1', penalty: 'warning' } as const;
    const decision = { id: 'd1', at: at('12:00'), byId: 'system', result: 'approved', comment: '' } as const;
    const next = { ...record, version: record.version + 1, execution };
    await expect(saveMove(record, next, { pending: [], dropped: [] })).rejects.toMatchObject({
      code: 'decision_missing',
    });
    await expect(saveMove(record, { ...next, decision }, { pending: [], dropped: [] })).rejects.toMatchObject(
      {
        code: 'decision_missing',
      },
    );
    const other = { ...decision, id: 'd2', byId: 'zhou' };
    await expect(
      saveMove(record, { ...next, decision: other }, { pending: [], dropped: [] }),
    ).rejects.toMatchObject({
      code: 'decision_missing',
    });
    expect((await load()).execution).toBeUndefined();
  });
});
