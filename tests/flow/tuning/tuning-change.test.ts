import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Signer } from '../../../server/contract/tuning.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import {
  expireApprovals,
  handleApprovalEvent,
  pollApprovals,
} from '../../../server/flow/approval/approval-events.ts';
import { relay } from '../../../server/flow/relay.ts';
import { runReplay } from '../../../server/flow/tuning/replay-run.ts';
import { startReplay } from '../../../server/flow/tuning/replay-start.ts';
import { tendChanges, proposeChange, signChange } from '../../../server/flow/tuning/tuning-change.ts';
import { rollBackSettings } from '../../../server/flow/tuning/tuning-rollback.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { savePerson } from '../../../server/store/people.ts';
import { listSettingVersions } from '../../../server/store/setting-versions.ts';
import { findChange, updateChange } from '../../../server/store/threshold-changes.ts';
import { useDatabase } from '../../support/db.ts';
import { at, buildPerson, createCompany, dwell, giveShift, type Company } from '../company.ts';

const LEAD = { personId: 'sun', roles: ['hr_lead'] };
const REASON = '商场内误报过多，按回放结果放宽停留时长下限';
const LAXER = { 'competitor-dwell': { minDwellMin: 60 } };

const EVENT = { kind: 'approval', eventId: 'e', approvalCode: 'THRESHOLD', at: at('10:00') } as const;

describe('a change of thresholds', () => {
  useDatabase();
  let company: Company;
  let deps: Deps;
  const replayOf = async (overrides: Record<string, Record<string, number>>) => {
    const replay = await startReplay(deps, LEAD, { id: uuidv7(), overrides, days: 7 });
    await runReplay(deps, replay.id);
    return replay.id;
  };
  const propose = async (overrides = LAXER, actor = { personId: 'li', roles: ['hr'] }) => {
    const replayId = await replayOf(overrides);
    const change = await proposeChange(deps, actor, { id: uuidv7(), replayId, reason: REASON });
    await relay(deps);
    return change;
  };
  const press = async (as: Signer, status: 'APPROVED' | 'REJECTED', byOpenId: string, id: string) => {
    const { asking } = (await findChange(id)) ?? {};
    expect(asking?.as).toBe(as);
    const code = asking?.instanceCode ?? '';
    company.recording.decide(code, status, byOpenId, deps.now());
    await handleApprovalEvent(deps, { ...EVENT, instanceCode: code, status });
    await relay(deps);
    return findChange(id);
  };
  const sign = async (id: string, as: Signer, byId: string, accept = true) => {
    const change = await findChange(id);
    if (!change) throw new Error('no change');
    return signChange(deps, change, { as, signature: { byId, at: deps.now(), via: 'console', accept } });
  };
  /** What the proposer was told, card by card, as it stands. */
  const told = () => company.recording.to('ou_li').map((one) => company.recording.textOf(one));
  const inForce = async () => (await listSettingVersions())[0];

  beforeEach(async () => {
    company = await createCompany();
    deps = { ...company.deps, approvalCodes: { ...company.deps.approvalCodes, threshold: 'THRESHOLD' } };
    await savePerson(buildPerson({ id: 'rep', roles: ['employee', 'staff_rep'], staffKind: 'office' }));
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '10:40' });
    company.setNow(at('12:00'));
    await detectPerson(deps, 'zhang');
    company.setNow(at('10:00', '2026-11-23'));
  });

  it('asks the signers one after the other with what the replay found, and is in force from the day after the second signature', async () => {
    const { id } = await propose();
    const asked = () => company.recording.approvals.map(({ approverOpenIds }) => approverOpenIds);
    expect(asked()).toEqual([['ou_sun']]);
    const form = new Map(company.recording.approvals[0]?.form.map((field) => [field.id, field.value]));
    expect(form.get('rule')).toBe('竞品场所停留');
    expect(form.get('from_value')).toBe('10 分钟');
    expect(form.get('to_value')).toBe('60 分钟');
    expect(form.get('effect')).toContain('改后 0 条');
    expect(await press('hr_lead', 'APPROVED', 'ou_sun', id)).toMatchObject({ status: 'waiting' });
    expect(asked()).toEqual([['ou_sun'], ['ou_rep']]);
    expect(await listSettingVersions()).toEqual([]);
    expect(await press('staff_rep', 'APPROVED', 'ou_rep', id)).toMatchObject({ status: 'live', version: 1 });
    expect(await inForce()).toMatchObject({
      version: 1,
      overrides: LAXER,
      fromDay: '2026-11-24',
      byIds: ['sun', 'rep'],
      changeId: id,
    });
    await relay(deps);
    expect((await listAudit(`threshold_changes:${id}`)).map(({ entry }) => entry.action)).toEqual([
      'threshold.propose',
      'threshold.sign',
      'threshold.sign',
      'threshold.live',
    ]);
  });

  it('ends with one refusal, in the chat or in the console, and nobody is asked any more', async () => {
    const { id } = await propose();
    expect(told()).toEqual([]);
    expect(await press('hr_lead', 'REJECTED', 'ou_sun', id)).toMatchObject({ status: 'refused' });
    const second = await propose();
    await sign(second.id, 'staff_rep', 'rep', false);
    await relay(deps);
    expect(told()).toHaveLength(2);
    for (const card of told()) expect(card).toContain('未同意');
    expect(company.recording.approvals.map(({ instance }) => instance.status)).toEqual([
      'REJECTED',
      'CANCELED',
    ]);
    await expect(sign(second.id, 'hr_lead', 'sun')).rejects.toMatchObject({ code: 'not_waiting' });
    expect(await listSettingVersions()).toEqual([]);
  });

  it.each(['ou_li', 'ou_zhang', 'ou_rep'])(
    'counts no word of somebody who may not sign as HR lead: %s ends it',
    async (openId) => {
      const { id } = await propose();
      expect(await press('hr_lead', 'APPROVED', openId, id)).toMatchObject({
        status: 'expired',
        signatures: {},
      });
      expect(await listSettingVersions()).toEqual([]);
    },
  );

  it('is signed in the console as well, by two different people who did not propose it, each once', async () => {
    await savePerson(buildPerson({ id: 'both', roles: ['hr_lead', 'staff_rep'], staffKind: 'office' }));
    const { id } = await propose();
    await expect(sign(id, 'hr_lead', 'li')).rejects.toMatchObject({ code: 'is_proposer' });
    await sign(id, 'hr_lead', 'both');
    await expect(sign(id, 'staff_rep', 'both')).rejects.toMatchObject({ code: 'same_person' });
    await expect(sign(id, 'hr_lead', 'sun')).rejects.toMatchObject({ code: 'already_signed' });
    await relay(deps);
    const [first, second] = company.recording.approvals;
    expect(first?.instance.status).toBe('CANCELED');
    expect(second?.approverOpenIds).toEqual(['ou_rep']);
    expect(await sign(id, 'staff_rep', 'rep')).toMatchObject({ status: 'live', version: 1 });
  });

  it('cannot be proposed by the only one who could sign', async () => {
    const replayId = await replayOf(LAXER);
    await expect(proposeChange(deps, LEAD, { id: uuidv7(), replayId, reason: REASON })).rejects.toMatchObject(
      { code: 'no_signer', details: { missing: 'hr_lead' } },
    );
  });

  it('is in force once, however many processes see the second signature', async () => {
    const { id } = await propose();
    await sign(id, 'hr_lead', 'sun');
    const results = await Promise.allSettled([sign(id, 'staff_rep', 'rep'), sign(id, 'staff_rep', 'rep')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await tendChanges(deps);
    expect(await listSettingVersions()).toHaveLength(1);
  });

  it('is put into force by the sweep when the process ended right after the second signature', async () => {
    const { id } = await propose();
    const change = await findChange(id);
    if (!change) throw new Error('no change');
    const signature = { at: deps.now(), via: 'console', accept: true } as const;
    const signatures = { hr_lead: { ...signature, byId: 'sun' }, staff_rep: { ...signature, byId: 'rep' } };
    await updateChange(change, { signatures, status: 'signed' }, []);
    await tendChanges(deps);
    expect(await findChange(change.id)).toMatchObject({ status: 'live', version: 1 });
  });

  it('needs a finished replay against what is in force, a difference, and that no other change waits', async () => {
    const same = replayOf({});
    await expect(
      proposeChange(deps, LEAD, { id: uuidv7(), replayId: await same, reason: REASON }),
    ).rejects.toMatchObject({ code: 'nothing_changed' });
    const unrun = await startReplay(deps, LEAD, { id: uuidv7(), overrides: LAXER, days: 7 });
    await expect(
      proposeChange(deps, LEAD, { id: uuidv7(), replayId: unrun.id, reason: REASON }),
    ).rejects.toMatchObject({ code: 'replay_unfinished' });
    const old = await replayOf(LAXER);
    const { id } = await propose({ 'competitor-dwell': { minDwellMin: 30 } });
    await expect(propose()).rejects.toMatchObject({ code: 'change_waiting' });
    await sign(id, 'hr_lead', 'sun');
    await sign(id, 'staff_rep', 'rep');
    await expect(
      proposeChange(deps, LEAD, { id: uuidv7(), replayId: old, reason: REASON }),
    ).rejects.toMatchObject({ code: 'replay_stale' });
  });

  it('is asked about no more once the thresholds it was tried against have gone, and keeps no other from being proposed', async () => {
    const first = await propose();
    await sign(first.id, 'hr_lead', 'sun');
    await sign(first.id, 'staff_rep', 'rep');
    const waiting = await propose({ 'competitor-dwell': { minDwellMin: 30 } });
    const [version] = await listSettingVersions();
    await rollBackSettings(deps, LEAD, { version: version?.version ?? 0, reason: REASON });
    await relay(deps);
    expect(await findChange(waiting.id)).toMatchObject({ status: 'stale', signatures: {} });
    expect(company.recording.approvals.at(-1)?.instance.status).toBe('CANCELED');
    expect(told()).toHaveLength(2);
    expect(told()[0]).toContain('施行日期');
    expect(told()[1]).toContain('依据已变');
    await expect(sign(waiting.id, 'hr_lead', 'sun')).rejects.toMatchObject({ code: 'not_waiting' });
    expect(await propose({ 'competitor-dwell': { minDwellMin: 30 } })).toMatchObject({ status: 'waiting' });
  });

  it('ends before a signature that would come to nothing', async () => {
    const { id } = await propose();
    const change = await findChange(id);
    if (!change) throw new Error('no change');
    const signature = { byId: 'sun', at: deps.now(), via: 'console', accept: true } as const;
    const outdated = { ...change, baseVersion: 7 };
    expect(await signChange(deps, outdated, { as: 'hr_lead', signature })).toMatchObject({
      status: 'stale',
      signatures: {},
    });
  });

  it('comes to its end when nobody signs', async () => {
    const { id } = await propose();
    company.setNow(at('10:00', '2026-12-10'));
    await expireApprovals(deps);
    await relay(deps);
    expect(await findChange(id)).toMatchObject({ status: 'expired' });
    expect(told()[0]).toContain('没有签齐');
    expect(company.recording.approvals.map(({ instance }) => instance.status)).toEqual(['CANCELED']);
  });

  const takeBack = (instanceNo: number): string => {
    const asked = company.recording.approvals[instanceNo];
    if (!asked) throw new Error('nothing was asked');
    asked.instance = { ...asked.instance, isReverted: true };
    return asked.instance.instanceCode;
  };

  it('ends when its first signature is taken back in the chat, and the second one is not asked for any more', async () => {
    const { id } = await propose();
    await press('hr_lead', 'APPROVED', 'ou_sun', id);
    const instanceCode = takeBack(0);
    await handleApprovalEvent(deps, { ...EVENT, instanceCode, status: 'REVERTED' });
    await relay(deps);
    expect(await findChange(id)).toMatchObject({ status: 'withdrawn' });
    expect(company.recording.approvals[1]?.instance.status).toBe('CANCELED');
    expect(await listSettingVersions()).toEqual([]);
    expect(await propose()).toMatchObject({ status: 'waiting' });
  });

  it.each(['event', 'poll'] as const)(
    'in force is rolled back by itself, once, when a signature is taken back: %s',
    async (how) => {
      const { id } = await propose();
      await press('hr_lead', 'APPROVED', 'ou_sun', id);
      await press('staff_rep', 'APPROVED', 'ou_rep', id);
      company.setNow(new Date(+deps.now() + 3_600_000));
      await pollApprovals(deps);
      expect(await inForce()).toMatchObject({ version: 1 });
      const instanceCode = takeBack(1);
      company.setNow(new Date(+deps.now() + 3_600_000));
      for (let times = 0; times < 2; times += 1)
        if (how === 'event') await handleApprovalEvent(deps, { ...EVENT, instanceCode, status: 'REVERTED' });
        else await pollApprovals(deps);
      expect(await findChange(id)).toMatchObject({ status: 'withdrawn', version: 1 });
      await relay(deps);
      expect(told(), 'one for each end, both as it is now').toHaveLength(2);
      for (const card of told()) expect(card).toContain('签署被收回');
      expect(await listSettingVersions()).toMatchObject([
        { version: 2, overrides: {}, byIds: ['system'], stands: 0 },
        { version: 1 },
      ]);
    },
  );

  it('leaves thresholds alone that two others have signed since, when an older signature is taken back', async () => {
    const first = await propose();
    await press('hr_lead', 'APPROVED', 'ou_sun', first.id);
    await press('staff_rep', 'APPROVED', 'ou_rep', first.id);
    const second = await propose({ 'competitor-dwell': { minDwellMin: 30 } });
    await sign(second.id, 'hr_lead', 'sun');
    await sign(second.id, 'staff_rep', 'rep');
    const instanceCode = takeBack(0);
    await handleApprovalEvent(deps, { ...EVENT, instanceCode, status: 'REVERTED' });
    expect(await findChange(first.id)).toMatchObject({ status: 'withdrawn' });
    expect(await inForce()).toMatchObject({ version: 2, changeId: second.id });
  });

  it('is rolled back by one, its alerts are taken back, and it comes back only with two signatures', async () => {
    const stricter = { 'competitor-dwell': { minDwellMin: 5, highDwellMin: 10 } };
    const { id } = await propose(stricter);
    await sign(id, 'hr_lead', 'sun');
    await sign(id, 'staff_rep', 'rep');
    const day = '2026-11-24';
    await giveShift('zhang', day);
    await dwell('zhang', { from: '10:00', to: '10:08', day });
    company.setNow(at('12:00', day));
    await detectPerson(deps, 'zhang');
    expect(await findAlerts('zhang', day, day)).toMatchObject([{ finding: { settingsVersion: 1 } }]);
    const back = await rollBackSettings(
      deps,
      { personId: 'rep', roles: ['staff_rep'] },
      { version: 1, reason: REASON },
    );
    expect(back).toMatchObject({ version: 2, overrides: {}, fromDay: day, byIds: ['rep'], stands: 0 });
    company.setNow(at('12:10', day));
    await detectPerson(deps, 'zhang');
    expect(await findAlerts('zhang', day, day)).toMatchObject([{ status: 'cleared' }]);
    await expect(rollBackSettings(deps, LEAD, { version: 1, reason: REASON })).rejects.toMatchObject({
      code: 'stale_version',
    });
    await expect(rollBackSettings(deps, LEAD, { version: 2, reason: REASON })).rejects.toMatchObject({
      code: 'nothing_to_roll_back',
    });
  });
});
