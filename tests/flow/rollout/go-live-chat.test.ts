import { beforeEach, describe, expect, it } from 'vitest';
import {
  expireApprovals,
  handleApprovalEvent,
  pollApprovals,
} from '../../../server/flow/approval/approval-events.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { relay } from '../../../server/flow/relay.ts';
import { askGoLive, signGoLive } from '../../../server/flow/rollout/go-live.ts';
import { endLapsedPilots } from '../../../server/flow/rollout/rollout-lapse.ts';
import { startPilot, stopRegion } from '../../../server/flow/rollout/rollout.ts';
import { platformFailed } from '../../../server/errors.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { findRollout, insertRollout } from '../../../server/store/rollouts.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, type Company } from '../company.ts';
import { prepareRegion } from './prepared-region.ts';

const REASON = '先在一个区域试运行，核对规则是否合适，不作为处分依据';
const li = { personId: 'li', roles: ['hr'] };
const sun = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const regionId = 'pudong';
const EVENT = { kind: 'approval', eventId: 'e', approvalCode: 'GO-LIVE', at: at('10:00') } as const;
const later = (days: number): Date => new Date(+at('10:00') + days * 86_400_000);

useDatabase();

describe('going live, signed in the chat', () => {
  let company: Company;
  let deps: Deps;
  const ask = async () => {
    const version = (await findRollout(regionId))?.version ?? 0;
    await askGoLive(deps, li, { regionId, version, reason: REASON });
    await relay(deps);
  };
  const asked = () => company.recording.approvals.at(-1);
  const codeOf = () => asked()?.instance.instanceCode ?? '';
  const press = async (status: 'APPROVED' | 'REJECTED', byOpenId = asked()?.approverOpenIds[0] ?? '') => {
    company.recording.decide(codeOf(), status, byOpenId, deps.now());
    await handleApprovalEvent(deps, { ...EVENT, instanceCode: codeOf(), status });
    await relay(deps);
  };
  const modes = async () => (await findRollout(regionId))?.periods.map(({ mode, toAt }) => [mode, toAt]);
  const lastMove = async () => (await findRollout(regionId))?.history.at(-1);
  const told = () => company.recording.messages.map(({ to }) => to).toSorted();

  beforeEach(async () => {
    company = await createCompany();
    deps = { ...company.deps, approvalCodes: { ...company.deps.approvalCodes, go_live: 'GO-LIVE' } };
    await prepareRegion(company);
    await insertRollout({ id: regionId, version: 0, periods: [], history: [] }, []);
    await startPilot(deps, li, { regionId, version: 0, reason: REASON });
    await relay(deps);
    company.setNow(later(15));
  });

  it('asks one who may sign, with the figures and the checklist, and nobody gets a card beside', async () => {
    await ask();
    expect(asked()?.approverOpenIds).toHaveLength(1);
    expect(['ou_boss', 'ou_sun', 'ou_zhou']).toContain(asked()?.approverOpenIds[0]);
    expect(told()).toEqual([]);
    const form = new Map(asked()?.form.map(({ id, value }) => [id, value]));
    expect(form.get('region')).toBe('浦东区域');
    expect(form.get('figures')).toContain('提醒 0 条');
    expect(form.get('checklist')).toContain('11 / 11');
    expect(form.get('reason')).toBe(REASON);
  });

  it('is live with a yes, and who asked and the leads are told', async () => {
    await ask();
    await press('APPROVED');
    expect(await modes()).toEqual([
      ['pilot', later(15)],
      ['live', undefined],
    ]);
    expect(await lastMove()).toMatchObject({ move: 'live' });
    expect(told()).toContain('ou_li');
    const lines = await listAudit('rollouts:pudong');
    expect(lines.at(-1)?.entry).toMatchObject({ action: 'rollout.live', from: 'pilot', to: 'live' });
  });

  it('stays in its pilot with a no, and can be asked for again', async () => {
    await ask();
    await press('REJECTED');
    expect(await lastMove()).toMatchObject({ move: 'refuse_live' });
    await ask();
    expect(company.recording.approvals).toHaveLength(2);
    await press('APPROVED');
    expect(await lastMove()).toMatchObject({ move: 'live' });
  });

  it.each(['ou_li', 'ou_wang'])(
    'counts no word of somebody who may not sign: %s ends the question',
    async (who) => {
      await ask();
      await press('APPROVED', who);
      expect(await lastMove()).toMatchObject({ move: 'ask_ended', byId: 'system' });
      expect(await modes()).toEqual([['pilot', undefined]]);
      expect(told()).toContain('ou_li');
    },
  );

  it('does not go live when something is missing by then', async () => {
    await ask();
    const person = await findPerson('zhang');
    if (!person) throw new Error('nobody');
    await savePerson({ ...person, regionId: 'elsewhere' });
    await press('APPROVED');
    expect(await lastMove()).toMatchObject({ move: 'ask_ended', reason: 'checklist_unmet' });
    expect(await modes()).toEqual([['pilot', undefined]]);
  });

  it('may be signed in the console instead: nobody is asked in the chat any more', async () => {
    await ask();
    const { goLive, version = 0 } = (await findRollout(regionId)) ?? {};
    expect(goLive?.asking?.instanceCode).toBe(codeOf());
    await signGoLive(deps, sun, { regionId, version, accept: true });
    await relay(deps);
    expect(asked()?.instance.status).toBe('CANCELED');
    await press('REJECTED');
    expect((await modes())?.at(-1)).toEqual(['live', undefined]);
  });

  it('signed before the chat was asked leaves no question there', async () => {
    const before = (await findRollout(regionId))?.version ?? 0;
    await askGoLive(deps, li, { regionId, version: before, reason: REASON });
    await signGoLive(deps, sun, { regionId, version: before + 1, accept: true });
    await relay(deps);
    expect(company.recording.approvals.filter(({ instance }) => instance.status === 'PENDING')).toEqual([]);
  });

  it('ends unanswered after nine days, and with the pilot or a stop', async () => {
    await ask();
    company.setNow(later(15 + 9));
    await expireApprovals(deps);
    await relay(deps);
    expect(await lastMove()).toMatchObject({ move: 'ask_ended', reason: 'approval_expired' });
    expect(asked()?.instance.status).toBe('CANCELED');
    await ask();
    company.setNow(later(28));
    await endLapsedPilots(deps);
    await relay(deps);
    expect(await lastMove()).toMatchObject({ move: 'lapse' });
    expect(asked()?.instance.status).toBe('CANCELED');
  });

  it('answered when the pilot has run out, it says nothing of a pilot that goes on', async () => {
    await ask();
    company.setNow(later(29));
    await press('APPROVED');
    expect(await lastMove()).toMatchObject({ move: 'ask_ended', reason: 'pilot_over' });
    expect(told()).toEqual([]);
    await endLapsedPilots(deps);
    await relay(deps);
    expect(await lastMove()).toMatchObject({ move: 'lapse' });
    expect(told()).toContain('ou_li');
  });

  describe('answered in time, and told of when the pilot has run out', () => {
    const endsAt = new Date(+at('08:00') + 28 * 86_400_000);
    const answer = (status: 'APPROVED' | 'REJECTED', days = 27) => {
      company.recording.decide(codeOf(), status, asked()?.approverOpenIds[0] ?? '', later(days));
      company.setNow(new Date(+later(28) + 3_600_000));
    };
    const tell = (status: 'APPROVED' | 'REJECTED') =>
      handleApprovalEvent(deps, { ...EVENT, instanceCode: codeOf(), status });
    const lapse = async () => {
      await endLapsedPilots(deps);
      await relay(deps);
    };

    it.each(['the event', 'the end of the pilot'])('goes live with %s, from then on', async (first) => {
      await ask();
      answer('APPROVED');
      if (first === 'the event') await tell('APPROVED');
      await lapse();
      await tell('APPROVED');
      expect(await modes()).toEqual([
        ['pilot', endsAt],
        ['live', undefined],
      ]);
      expect((await findRollout(regionId))?.periods.at(-1)?.fromAt).toEqual(deps.now());
      expect(await lastMove()).toMatchObject({ move: 'live' });
      expect((await findRollout(regionId))?.history.filter(({ move }) => move === 'live')).toHaveLength(1);
      expect(asked()?.instance.status).toBe('APPROVED');
    });

    it('keeps a no, and says nothing of a pilot that goes on', async () => {
      await ask();
      answer('REJECTED');
      await lapse();
      expect((await findRollout(regionId))?.history.map(({ move }) => move)).toContain('refuse_live');
      expect(company.recording.textOf(company.recording.messages.at(-1))).not.toContain('继续试运行');
      await lapse();
      expect(await lastMove()).toMatchObject({ move: 'lapse' });
      expect(await modes()).toEqual([['pilot', endsAt]]);
    });

    it('counts no yes that was given after the end', async () => {
      await ask();
      answer('APPROVED', 28.01);
      await lapse();
      await lapse();
      expect(await modes()).toEqual([['pilot', endsAt]]);
    });

    it('ends when the platform cannot be asked for a day', async () => {
      await ask();
      answer('APPROVED');
      const { feishu } = deps;
      const get = () => Promise.reject(platformFailed('approval.instance.get', 1390015));
      const failing = { ...deps, feishu: { ...feishu, approvals: { ...feishu.approvals, get } } };
      await expect(endLapsedPilots(failing)).rejects.toThrow('pilots');
      expect(await lastMove()).toMatchObject({ move: 'ask_live' });
      company.setNow(new Date(+later(29) + 3_600_000));
      await endLapsedPilots(failing);
      expect(await lastMove()).toMatchObject({ move: 'lapse' });
    });
  });

  it('a stopped region asks nobody any more', async () => {
    await ask();
    const version = (await findRollout(regionId))?.version ?? 0;
    await stopRegion(deps, sun, { regionId, version, reason: REASON });
    await relay(deps);
    expect(asked()?.instance.status).toBe('CANCELED');
    expect(await findRollout(regionId)).not.toHaveProperty('goLive');
  });

  it.each(['its event', 'the rounds'])('stops when the signature is taken back, known by %s', async (by) => {
    await ask();
    await press('APPROVED');
    company.recording.messages.length = 0;
    const approval = asked();
    if (!approval) throw new Error('nothing was asked');
    Object.assign(approval.instance, { isReverted: true });
    company.setNow(later(16));
    const reverted = { ...EVENT, instanceCode: codeOf(), status: 'REVERTED' } as const;
    await (by === 'the rounds' ? pollApprovals(deps) : handleApprovalEvent(deps, reverted));
    await relay(deps);
    expect((await modes())?.at(-1)).toEqual(['live', later(16)]);
    expect(await lastMove()).toMatchObject({ move: 'withdraw_live', reason: 'approval_reverted' });
    expect(told()).toContain('ou_li');
  });

  it('of a region that was stopped since, a signature taken back changes nothing', async () => {
    await ask();
    await press('APPROVED');
    const version = (await findRollout(regionId))?.version ?? 0;
    await stopRegion(deps, sun, { regionId, version, reason: REASON });
    const { history: before } = (await findRollout(regionId)) ?? {};
    await handleApprovalEvent(deps, { ...EVENT, instanceCode: codeOf(), status: 'REVERTED' });
    expect((await findRollout(regionId))?.history).toEqual(before);
  });
});
