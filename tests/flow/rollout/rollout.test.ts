import { beforeEach, describe, expect, it } from 'vitest';
import type { ProposeBody } from '../../../server/contract/case.ts';
import type { LetterBody, SanctionStepBody } from '../../../server/contract/sanction.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { contactCase, talkCase, verifyCase } from '../../../server/flow/case.ts';
import { proposePenalty } from '../../../server/flow/decision.ts';
import { issueLetter } from '../../../server/flow/sanction/letter.ts';
import { relay } from '../../../server/flow/relay.ts';
import { askGoLive, signGoLive } from '../../../server/flow/rollout/go-live.ts';
import { endLapsedPilots } from '../../../server/flow/rollout/rollout-lapse.ts';
import { startPilot, stopRegion } from '../../../server/flow/rollout/rollout.ts';
import { stepSanction } from '../../../server/flow/sanction/sanction.ts';
import { sweep } from '../../../server/flow/sweep.ts';
import { adoptOrgMapping } from '../../../server/flow/org/sync-org.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase } from '../../../server/store/cases.ts';
import { getOrgMapping } from '../../../server/store/org-mapping.ts';
import { findRollout, insertRollout } from '../../../server/store/rollouts.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';
import { prepareRegion } from './prepared-region.ts';

const REASON = '先在一个区域试运行，核对规则是否合适，不作为处分依据';
const li = { personId: 'li', roles: ['hr'] };
const sun = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const zhou = { personId: 'zhou', roles: ['legal'] };
const wang = { personId: 'wang', roles: ['area_manager'] };
const regionId = 'pudong';
const PROPOSAL: Omit<ProposeBody, 'version'> = {
  penalty: 'warning',
  reason: REASON,
  legalBasis: '第五条',
  evidence: [
    { kind: 'location', note: '定位记录显示在竞品门店' },
    { kind: 'sales_record', note: '销售记录' },
  ],
};
const later = (days: number): Date => new Date(+at('10:00') + days * 86_400_000);

useDatabase();
let company: Company;
beforeEach(async () => {
  company = await createCompany();
});

const switchOff = () => insertRollout({ id: regionId, version: 0, periods: [], history: [] }, []);
const start = () => startPilot(company.deps, li, { regionId, version: 0, reason: REASON });
const alertOn = async (day = DAY) => (await findAlerts('zhang', day, day))[0];
const judge = async (day = DAY) => {
  await giveShift('zhang', day);
  await dwell('zhang', { from: '10:00', to: '11:20', day });
  company.setNow(at('12:00', day));
  await detectPerson(company.deps, 'zhang');
  await sweep(company.deps);
};
const told = () => company.recording.messages.map(({ to }) => to);

describe('a region that is off', () => {
  it('judges nothing', async () => {
    await switchOff();
    await judge();
    expect(await alertOn()).toBeUndefined();
  });

  it('is what a new region is, and those that were there stay live', async () => {
    const mapping = await getOrgMapping();
    const added = { id: 'suzhou', name: '苏州区域', departmentId: 'd9' };
    await adoptOrgMapping(company.deps, { ...mapping, regions: [...mapping.regions, added] });
    expect(await findRollout('suzhou')).toMatchObject({ periods: [] });
    expect(await findRollout('pudong')).toBeNull();
    await judge();
    expect(await alertOn()).toMatchObject({ status: 'open' });
  });
});

describe('a live region that is stopped', () => {
  it('lets no penalty be proposed of a case that was opened before', async () => {
    const { deps, setNow } = company;
    await judge();
    const caseId = (await alertOn())?.caseId ?? '';
    expect(await findCase(caseId)).not.toHaveProperty('isTalkOnly', true);
    await contactCase(deps, li, { caseId });
    setNow(at('12:00', '2026-12-10'));
    const version = async () => (await findCase(caseId))?.version ?? 0;
    const verify = { version: await version(), result: 'substantiated', reason: REASON } as const;
    await verifyCase(deps, li, { caseId, body: verify });
    await stopRegion(deps, zhou, { regionId, version: 0, reason: REASON });
    const body = { ...PROPOSAL, version: await version() };
    await expect(proposePenalty(deps, li, { caseId, body })).rejects.toMatchObject({
      code: 'region_not_live',
    });
  });
});

describe('starting a pilot', () => {
  it('is refused with everything that is missing', async () => {
    await switchOff();
    await expect(start()).rejects.toMatchObject({
      code: 'checklist_unmet',
      details: { missing: ['consultation_recorded', 'notice_answered', 'duty_roster'] },
    });
    expect((await findRollout(regionId))?.periods).toEqual([]);
  });

  it('is for HR, on the version they saw, and only of a region that is off', async () => {
    await prepareRegion(company);
    await switchOff();
    const input = { regionId, version: 0, reason: REASON };
    await expect(startPilot(company.deps, wang, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startPilot(company.deps, li, { ...input, version: 3 })).rejects.toMatchObject({
      code: 'stale_version',
    });
    await start();
    await expect(startPilot(company.deps, li, { ...input, version: 1 })).rejects.toMatchObject({
      code: 'illegal_transition',
    });
    await relay(company.deps);
    const lines = await listAudit('rollouts:pudong');
    expect(lines.map(({ entry }) => entry)).toMatchObject([
      { action: 'rollout.pilot', actorId: 'li', from: 'off', to: 'pilot', why: REASON },
    ]);
  });
});

describe('in a pilot', () => {
  beforeEach(async () => {
    await prepareRegion(company);
    await switchOff();
    await start();
    await judge();
  });

  it('an alert goes to HR alone: no card for the manager, the group or the person', async () => {
    const alert = await alertOn();
    expect(alert).toMatchObject({ status: 'open', isPilot: true, overflow: true });
    expect(alert?.managerId).toBeUndefined();
    expect(alert?.publishedAt).toBeDefined();
    expect(told()).toEqual(['ou_li']);
  });

  it('nothing of a time before it is judged', async () => {
    const before = '2026-11-18';
    await giveShift('zhang', before);
    await dwell('zhang', { from: '10:00', to: '11:20', day: before });
    await detectPerson(company.deps, 'zhang');
    expect(await alertOn(before)).toBeUndefined();
  });

  it('a case ends with a talk, and every way to a penalty is refused by name', async () => {
    const { deps, setNow } = company;
    const caseId = (await alertOn())?.caseId ?? '';
    expect(await findCase(caseId)).toMatchObject({ isTalkOnly: true });
    await contactCase(deps, li, { caseId });
    setNow(at('12:00', '2026-12-10'));
    const version = async () => (await findCase(caseId))?.version ?? 0;
    const verify = { version: await version(), result: 'substantiated', reason: REASON } as const;
    await verifyCase(deps, li, { caseId, body: verify });
    const isRefused = { code: 'talk_only' };
    const body = { ...PROPOSAL, version: await version() };
    await expect(proposePenalty(deps, li, { caseId, body })).rejects.toMatchObject(isRefused);
    const step: SanctionStepBody = { event: 'weigh_milder', path: 'rule_breach', version: 0, note: REASON };
    await expect(stepSanction(deps, li, { caseId, body: step })).rejects.toMatchObject(isRefused);
    const letter: LetterBody = { kind: 'demand', otherEmployer: '某公司', deadlineDay: '2027-01-31' };
    await expect(issueLetter(deps, li, { caseId, body: letter })).rejects.toMatchObject(isRefused);
    const ended = await talkCase(deps, li, { caseId, version: await version(), reason: REASON });
    expect(ended).toMatchObject({ state: 'closed', outcome: 'talk' });
  });

  it('stopping it leaves what was found and judges nothing new', async () => {
    await stopRegion(company.deps, zhou, { regionId, version: 1, reason: REASON });
    await judge('2026-11-20');
    expect(await alertOn('2026-11-20')).toBeUndefined();
    expect(await alertOn()).toMatchObject({ status: 'open' });
  });

  it('runs out after 28 days: nothing new is judged, and who started it is told', async () => {
    company.setNow(later(28));
    await endLapsedPilots(company.deps);
    await endLapsedPilots(company.deps);
    company.recording.messages.length = 0;
    await relay(company.deps);
    expect(told().toSorted()).toContain('ou_sun');
    expect(await findRollout(regionId)).toMatchObject({ version: 2, history: [{}, { move: 'lapse' }] });
    await judge('2026-12-18');
    expect(await alertOn('2026-12-18')).toBeUndefined();
  });
});

describe('going live', () => {
  const ask = (version = 1) => askGoLive(company.deps, li, { regionId, version, reason: REASON });
  const sign = (actor: typeof li, accept = true, version = 2) =>
    signGoLive(company.deps, actor, { regionId, version, accept });
  beforeEach(async () => {
    await prepareRegion(company);
    await switchOff();
    await start();
  });

  it('cannot be asked for in the first fortnight, nor while a case of the pilot is open', async () => {
    await judge();
    await expect(ask()).rejects.toMatchObject({
      details: { missing: ['pilot_long_enough', 'pilot_cases_ended'] },
    });
  });

  it('needs another person, who may also say no', async () => {
    company.setNow(later(15));
    await expect(sign(zhou, true, 1)).rejects.toMatchObject({ code: 'not_waiting' });
    await ask();
    await relay(company.deps);
    expect(told().toSorted()).toEqual(['ou_boss', 'ou_sun', 'ou_zhou']);
    await expect(ask(2)).rejects.toMatchObject({ code: 'go_live_asked' });
    await expect(sign({ ...li, roles: ['hr', 'legal'] })).rejects.toMatchObject({ message: 'is_proposer' });
    await expect(sign(wang)).rejects.toMatchObject({ code: 'forbidden' });
    await sign(zhou, false);
    expect(await findRollout(regionId)).not.toHaveProperty('goLive');
    await ask(3);
    await sign(sun, true, 4);
    const { periods = [] } = (await findRollout(regionId)) ?? {};
    expect(periods.map(({ mode }) => mode)).toEqual(['pilot', 'live']);
  });

  it('of two signatures at once exactly one counts', async () => {
    company.setNow(later(15));
    await ask();
    const both = await Promise.allSettled([sign(zhou), sign(sun, false)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('nothing found in the pilot counts as a repetition, and what is found now has the whole procedure', async () => {
    const { deps, setNow } = company;
    await judge('2026-12-01');
    const first = await alertOn('2026-12-01');
    expect(first).toMatchObject({ isPilot: true });
    const caseId = first?.caseId ?? '';
    await contactCase(deps, li, { caseId });
    const version = (await findCase(caseId))?.version ?? 0;
    await talkCase(deps, li, { caseId, version, reason: REASON });
    await relay(deps);
    setNow(later(15));
    await ask();
    await sign(zhou);
    await giveShift('zhang', '2026-12-05');
    // Below an hour: one day of it is no matter for a manager, two would be.
    await dwell('zhang', { from: '10:00', to: '10:16', day: '2026-12-05' });
    setNow(at('12:00', '2026-12-05'));
    await detectPerson(deps, 'zhang');
    const next = await alertOn('2026-12-05');
    expect(next).toMatchObject({ status: 'watching' });
    expect(next?.isPilot).toBeUndefined();
  });
});
