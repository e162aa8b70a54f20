import { EVIDENCE, SanctionPath } from '../sanction-path.ts';
import {
  explains,
  FOUND,
  HR,
  HR_LEAD,
  hrContacts,
  hrVerifies,
  managerHandsToHr,
  PROMOTER,
  secondPersonAgrees,
  spendsTimeAtRival,
} from '../procedure.ts';
import type { Stage } from '../stage.ts';
import type { Story } from '../story.ts';

export const repeatOffender: Story = {
  title:
    'proven twice within the look-back: a warning first, then a termination by every step of art. 39(2), and no step may be skipped',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await firstCase(stage);
    const second = await isProvenAgain(stage);
    await restsOnTheRule(stage, second);
    await asksTheUnion(stage, second);
    await isDecided(stage, second);
    await isCarriedOut(stage, second);
    const told = JSON.stringify(
      await stage.get(HR_LEAD, '/api/v1/executions?fromDay=2026-10-01&toDay=2026-11-30'),
    );
    stage.expect(told.includes('"termination"') && told.includes('"warning"'), 'payroll is told of both');
    await stage.keep('executions.json', told);
    await stage.keep('case.json', JSON.stringify(await stage.readCase(HR, second.caseId), null, 2));
  },
};

const UNION_NOTICE = {
  kind: 'union_notice',
  path: 'rule_breach',
  reason: FOUND,
  replyDay: '2026-11-20',
} as const;
const TERMINATION = { kind: 'termination', effectiveDay: '2026-11-20' } as const;

type Second = Readonly<{ caseId: string; path: SanctionPath }>;

async function firstCase(stage: Stage): Promise<void> {
  await spendsTimeAtRival(stage, '2026-10-20');
  const { id } = await managerHandsToHr(stage, '2026-10-21');
  const path = new SanctionPath(stage, id);
  await stage.at('2026-10-21 14:00', 'HR writes, she admits it');
  await path.cannotIssue({ kind: 'decision' }, 'name_closed');
  await hrContacts(stage, id);
  await explains(stage, id, '去朋友店里帮忙了，是我不对，以后不会了');
  await stage.at('2026-10-22 10:00', 'HR finds it true');
  await hrVerifies(stage, id, 'substantiated');
  await path.cannotPropose('termination', ['rung_not_reached', 'milder_missing', 'union_notice_missing']);
  await path.propose('warning');
  await stage.at('2026-10-22 15:00', 'legal agrees to a warning in the chat; she gets the letter');
  await secondPersonAgrees(stage, await stage.readCase(HR, id));
  await path.receive(await path.issue({ kind: 'decision' }));
  await path.cannotExecute('appeal_window_open');
  await stage.at('2026-10-28 10:00', 'no appeal came: HR carries it out');
  await path.execute();
  stage.expect((await stage.readCase(HR, id)).state === 'executed', 'the first warning stands');
}

async function isProvenAgain(stage: Stage): Promise<Second> {
  await spendsTimeAtRival(stage, '2026-10-29');
  const { id: caseId } = await managerHandsToHr(stage, '2026-10-30');
  await stage.at('2026-10-30 14:00', 'HR writes, she answers');
  await hrContacts(stage, caseId);
  await explains(stage, caseId, '又去帮忙了，朋友那边实在缺人');
  await stage.at('2026-11-02 10:00', 'HR finds it true again');
  const path = new SanctionPath(stage, caseId);
  await path.cannot({ event: 'bind_rule', article: '四、禁止行为' }, 'not_substantiated');
  await hrVerifies(stage, caseId, 'substantiated');
  const { count, rung } = await path.view();
  stage.expect(count === 2 && rung?.id === 'repeated', 'two proven cases: the rung for the repeated');
  return { caseId, path };
}

async function restsOnTheRule(stage: Stage, { path }: Second): Promise<void> {
  await stage.at('2026-11-02 11:00', 'HR goes along the path of the law');
  const breach = EVIDENCE.map((item) => ({ ...item, shows: 'breach' }));
  const [position] = breach;
  await path.cannotPropose('termination', ['milder_missing', 'union_notice_missing']);
  await path.cannot({ event: 'list_evidence', evidence: breach }, 'no_such_step');
  await path.take({ event: 'bind_rule', article: '四、禁止行为' });
  await path.cannot({ event: 'hear' }, 'no_such_step');
  await path.cannot({ event: 'list_evidence', evidence: [position] }, 'evidence_only_location');
  await path.take({ event: 'list_evidence', evidence: breach });
  await path.cannotIssue(UNION_NOTICE);
  await path.take({ event: 'hear' });
  await path.cannotPropose('termination', ['milder_missing', 'union_notice_missing']);
  const note = '警告已经给过一次，调岗后仍需外勤，较轻的处理不足以避免再犯';
  await path.take({ event: 'weigh_milder', note });
}

async function asksTheUnion(stage: Stage, { path }: Second): Promise<void> {
  await stage.at('2026-11-02 14:00', 'the union is told the reasons');
  const letter = await path.issue(UNION_NOTICE);
  await path.cannotPropose('termination', ['union_notice_missing']);
  const handedOverAt = stage.world.clock.now().toISOString();
  await path.take({ event: 'notify_union', letterId: letter.id, to: 'company_union', handedOverAt });
  await path.cannotProposeWaiting('termination', 'union_reply');
  await path.cannot({ event: 'union_silence' }, 'union_still_has_time');
  await stage.at('2026-11-06 10:00', 'the union replies');
  await path.take({ event: 'union_reply', text: '建议先考虑调岗' });
  await path.cannotPropose('termination', ['union_answer_missing']);
  await stage.at('2026-11-09 10:00', 'HR considers the reply and answers it in writing');
  await path.take({ event: 'consider_reply', answer: '已逐项研究工会意见，公司没有合适的岗位可以调整' });
  await path.cannotIssue(TERMINATION);
}

async function isDecided(stage: Stage, { caseId, path }: Second): Promise<void> {
  await path.propose('termination');
  await stage.at('2026-11-09 15:00', 'legal, who had no part in it, agrees in the chat');
  await path.cannotIssue(TERMINATION);
  const approved = await secondPersonAgrees(stage, await stage.readCase(HR, caseId));
  stage.expect(approved.state === 'approved', 'the termination is approved, and nobody has lost a job by it');
  await path.cannotExecute('letter_not_delivered');
}

async function isCarriedOut(stage: Stage, { caseId, path }: Second): Promise<void> {
  await stage.at('2026-11-10 10:00', 'HR issues the letter');
  const letter = await path.issue(TERMINATION);
  await path.cannotExecute('letter_not_delivered');
  await stage.at('2026-11-10 16:00', 'she says 收到');
  await path.receive(letter);
  await path.cannotExecute('appeal_window_open');
  await stage.at('2026-11-13 10:00', 'the appeal window is over, no appeal came');
  await path.execute();
  const ended = await stage.readCase(HR, caseId);
  stage.expect(ended.state === 'executed', 'the termination is carried out, after every step');
  stage.expect((await stage.readCase(PROMOTER, caseId)).state === 'executed', 'and she can read all of it');
}
