import { expect, it } from 'vitest';
import { platformFailed } from '../../server/errors.ts';
import { watchApprovals } from '../../server/flow/approval/approval-events.ts';
import { useDatabase } from '../support/db.ts';
import { createCompany } from './company.ts';

useDatabase();
const approvalCodes = { decision: 'WRONG', declaration: 'B', flexible: '', unmask: 'D', go_live: 'E' };

/** Watches with a platform that refuses codes in its own way; answers what was asked for and what was not taken. */
async function watch(refuse: (code: string) => number | null) {
  const { deps } = await createCompany();
  const asked: string[] = [];
  const subscribe = async (code: string) => {
    asked.push(code);
    const refusal = refuse(code);
    if (refusal !== null) throw platformFailed('approval.approval.subscribe', refusal);
  };
  const feishu = { ...deps.feishu, approvals: { ...deps.feishu.approvals, subscribe } };
  const unwatched = await watchApprovals({ ...deps, approvalCodes, feishu });
  return { asked, names: unwatched.map(({ variable }) => variable) };
}

it('asks for the events of every definition, also after one that is refused, which it names', async () => {
  const refuse = (code: string) => (code === 'WRONG' ? 1_390_002 : null);
  expect(await watch(refuse)).toEqual({
    asked: ['WRONG', 'B', 'D', 'E'],
    names: ['APPROVAL_CODE_DECISION'],
  });
});

it('does not try one after the other where nothing answers', async () => {
  expect(await watch(() => -1)).toEqual({ asked: ['WRONG'], names: ['APPROVAL_CODE_DECISION'] });
});
