import { describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { stepCase } from '../../../server/flow/case/case-step.ts';
import { SYSTEM } from '../../../server/flow/deps.ts';
import { declareSideJob } from '../../../server/flow/declare/declare.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findDeclaration, updateDeclaration } from '../../../server/store/declarations.ts';
import { saveFlexibleInstance } from '../../../server/store/flexible-approvals.ts';
import { findFlexible, insertFlexible, updateFlexible } from '../../../server/store/flexible-shifts.ts';
import {
  findChange,
  insertChange,
  saveChangeInstance,
  updateChange,
} from '../../../server/store/threshold-changes.ts';
import { useDatabase } from '../../support/db.ts';
import { buildFlexible } from '../../support/flexible.ts';
import { startWalk } from '../case/case-walk.ts';
import { at, buildPerson, createCompany } from '../company.ts';

describe('a question that ends while the chat is asked', () => {
  useDatabase();

  it('of a case leaves no approval there that nobody takes back', async () => {
    const walk = await startWalk();
    await walk.contact();
    await walk.explain();
    await walk.verify();
    await walk.propose();
    const before = await walk.load();
    await relay(walk.deps);
    const withdrawal = { event: 'withdraw', actor: SYSTEM, changes: { outcome: 'withdrawn' } } as const;
    await expect(stepCase(walk.deps, before, withdrawal)).rejects.toMatchObject({ code: 'stale_version' });
    await stepCase(walk.deps, await walk.load(), withdrawal);
    await relay(walk.deps);
    expect(walk.company.recording.approvals.map(({ instance }) => instance.status)).toEqual(['CANCELED']);
  });

  it('of a side job is not ended on what was read before', async () => {
    const { deps } = await createCompany();
    const hours = { weekdays: [6], startTime: '19:00', endTime: '21:00' };
    const { id } = await declareSideJob(deps, buildPerson({ id: 'zhang', leaderOpenId: 'ou_boss' }), {
      id: uuidv7(),
      kind: 'family_help',
      note: '周末帮家里看店',
      ...hours,
      fromDay: '2026-12-01',
      toDay: '2026-12-31',
    });
    const before = await findDeclaration(id);
    await relay(deps);
    const end = { set: { status: 'withdrawn' }, pending: [] } as const;
    expect(before && (await updateDeclaration(before, end))).toBeNull();
    const now = await findDeclaration(id);
    expect(now && (await updateDeclaration(now, end))).toMatchObject({ status: 'withdrawn' });
  });

  it('of other hours is not ended on what was read before', async () => {
    const before = buildFlexible({ approverIds: ['wang'] });
    await insertFlexible(before);
    await saveFlexibleInstance(before.id, before.requestId, 'I1');
    const end = { set: { status: 'withdrawn' }, pending: [] } as const;
    expect(await updateFlexible(before, end)).toBeNull();
    const now = await findFlexible(before.id);
    expect(now && (await updateFlexible(now, end))).toMatchObject({ status: 'withdrawn' });
  });

  it('of new thresholds is not ended on what was read before', async () => {
    const id = uuidv7();
    const requestId = `${id}:0:hr_lead`;
    const before = {
      id,
      seq: 0,
      replayId: 'r',
      byId: 'li',
      at: at('10:00'),
      overrides: {},
      baseVersion: 0,
      reason: '理由',
      status: 'waiting',
      signatures: {},
      asking: { requestId, as: 'hr_lead', at: at('10:00'), approverIds: ['sun'] },
    } as const;
    await insertChange(before, []);
    await saveChangeInstance({ id, requestId }, 'I1');
    expect(await updateChange(before, { status: 'refused' }, [])).toBeNull();
    const now = await findChange(id);
    expect(now && (await updateChange(now, { status: 'refused' }, []))).toMatchObject({ status: 'refused' });
  });
});
