import { describe, expect, it } from 'vitest';
import { UNREACHABLE } from '../../../server/domain/case/unreachable.ts';
import { verifyCase } from '../../../server/flow/case.ts';
import { tendCases } from '../../../server/flow/case/case-sweep.ts';
import { endOpenWait } from '../../../server/flow/case/case-wait.ts';
import { issueLeaverLink, revokeLink } from '../../../server/flow/leaver/leaver-link.ts';
import { leave } from '../../../server/flow/org/sync-org.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findPerson, savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import { at, dayEnd } from '../company.ts';
import { hr, reason, startWalk, type Walk } from './case-walk.ts';

const DAY_MS = 86_400_000;
const purpose = '请本人在门后查看案件的事实，并在期限内说明情况。';

/** The sweep, `days` after the case was contacted. */
async function later(walk: Walk, days: number): Promise<void> {
  walk.company.setNow(new Date(+at('12:00') + days * DAY_MS));
  await tendCases(walk.deps);
  await relay(walk.deps);
}

async function leaves({ deps }: Walk): Promise<void> {
  const zhang = await findPerson('zhang');
  if (zhang) await leave(deps, zhang);
}

const giveLink = ({ deps }: Walk, days = 14) =>
  issueLeaverLink(deps, hr, { employeeNo: 'E-zhang', check: { kind: 'code' }, days, purpose });

const find = async ({ deps, caseId, version }: Walk) =>
  verifyCase(deps, hr, { caseId, body: { version: await version(), result: 'substantiated', reason } });

describe('somebody who leaves while the own case waits for the explanation', () => {
  useDatabase();

  it('is given the time to answer only while there is a way to do so', async () => {
    const walk = await startWalk();
    await walk.contact();
    await relay(walk.deps);
    await leaves(walk);
    await later(walk, 0.1);
    expect(await walk.load()).toMatchObject({
      clock: { kind: 'delivery' },
      waits: [{ kind: 'delivery', byId: 'system', reason: UNREACHABLE }],
    });
    await later(walk, 11);
    const held = await walk.load();
    expect(held.explanationEndedAt).toBeUndefined();
    await expect(find(walk)).rejects.toMatchObject({ code: 'explanation_running' });
    await giveLink(walk);
    await later(walk, 11.1);
    const heard = await walk.load();
    expect(heard.clock?.kind).toBe('explanation');
    // Given on a Monday: three whole days follow.
    expect(heard.explanationDueAt).toEqual(dayEnd('2026-12-03'));
    await expect(find(walk)).rejects.toMatchObject({ code: 'explanation_running' });
    await later(walk, 15);
    expect((await walk.load()).explanationEndedAt).toEqual(dayEnd('2026-12-03'));
  });

  it('is named to HR at once as somebody who cannot be reached, without the name', async () => {
    const walk = await startWalk();
    await walk.contact();
    await relay(walk.deps);
    await leaves(walk);
    const before = walk.company.recording.messages.length;
    await later(walk, 0.1);
    const told = walk.company.recording.messages.slice(before);
    expect(told.map(({ to }) => to)).toEqual(['ou_li', 'ou_sun']);
    expect(walk.company.recording.textOf(told[0])).toContain('说明期限已暂停');
    expect(JSON.stringify(told)).not.toContain('张导购');
  });

  it('waits again when the only way ends, and no more once HR says in words why it goes on', async () => {
    const walk = await startWalk();
    await walk.contact();
    await leaves(walk);
    const { link } = await giveLink(walk);
    await later(walk, 0.1);
    expect((await walk.load()).clock?.kind).toBe('explanation');
    await revokeLink(walk.deps, hr, link.id);
    await later(walk, 0.2);
    expect((await walk.load()).clock?.kind).toBe('delivery');
    const why = '已按合同地址邮寄书面通知，本人可以书面说明，快递已签收。';
    await endOpenWait(walk.deps, hr, { caseId: walk.caseId, version: await walk.version(), reason: why });
    await later(walk, 0.3);
    expect((await walk.load()).clock?.kind).toBe('explanation');
  });

  it('goes on as before when the person is back, or has said everything', async () => {
    const walk = await startWalk();
    const zhang = await findPerson('zhang');
    await walk.contact();
    await leaves(walk);
    await later(walk, 0.1);
    if (zhang) await savePerson(zhang);
    await later(walk, 0.2);
    expect((await walk.load()).clock?.kind).toBe('explanation');
    await walk.explain();
    await leaves(walk);
    await later(walk, 0.3);
    expect((await walk.load()).clock?.kind).toBe('verification');
  });

  it('has nothing carried out without a way to appeal from it', async () => {
    const walk = await startWalk();
    await walk.toApproved();
    await leaves(walk);
    await walk.afterWindow();
    await expect(walk.execute()).rejects.toMatchObject({ code: 'leaver_link_missing' });
    await giveLink(walk);
    expect((await walk.execute()).state).toBe('executed');
  });
});
