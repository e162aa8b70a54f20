import { v7 as uuidv7 } from 'uuid';
import { CaseViewSchema } from '../../contract/views.ts';
import { IssuedLinkSchema, LeaverHomeSchema } from '../../contract/view-leaver.ts';
import { buildPeople, openIdOf } from '../../demo/people.ts';
import { syncOrg } from '../../flow/org/sync-org.ts';
import {
  explains,
  HR,
  HR_LEAD,
  hrContacts,
  hrProposesWarning,
  hrVerifies,
  managerHandsToHr,
  PROMOTER,
  secondPersonAgrees,
  spendsTimeAtRival,
} from '../procedure.ts';
import type { Stage } from '../stage.ts';
import type { Story } from '../story.ts';
import type { Visitor } from '../visitor.ts';

const PURPOSE = '本人离职后对处分提出异议，需要查看自己的案件';
const EMPLOYEE_NO = `MQ${1001 + buildPeople().findIndex(({ key }) => key === PROMOTER)}`;

export const leaverAppeal: Story = {
  title:
    'a person leaves with a warning on the file, and appeals without an account through the door for leavers',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    const caseId = await isWarned(stage);
    await stage.at('2026-10-23 09:00', 'she leaves the company; the chat directory says so');
    stage.world.sandbox.removeUser(openIdOf(PROMOTER));
    await stage.settle();
    await syncOrg(stage.world.deps);
    await stage.at('2026-10-23 10:00', 'HR gives her a personal link, and a code on another way');
    const door = await opensDoor(stage);
    await seesOwnOnly(stage, { door, caseId });
    await stage.at('2026-10-23 10:10', 'she appeals');
    await appeals(stage, { door, caseId });
    await stage.at('2026-10-26 10:00', 'the HR lead, who had no part in it, decides');
    const appealed = await stage.readCase(HR_LEAD, caseId);
    await stage.post(HR_LEAD, `/api/v1/cases/${caseId}/decide-appeal`, {
      version: appealed.version,
      result: 'overturned',
      reason: '店长书面证明当天系其安排送货，属于工作安排，撤销警告',
    });
    const ended = await stage.readCase(HR, caseId);
    stage.expect(ended.state === 'closed' && ended.outcome === 'overturned', 'the warning is taken back');
    stage.expect(
      (await door.get('/api/v1/leaver/home')).status === 401,
      'three days later her session is over',
    );
    await stage.keep('case.json', JSON.stringify(ended, null, 2));
  },
};

async function isWarned(stage: Stage): Promise<string> {
  await spendsTimeAtRival(stage, '2026-10-20');
  const { id } = await managerHandsToHr(stage, '2026-10-21');
  await stage.at('2026-10-21 10:00', 'HR writes, she answers');
  await hrContacts(stage, id);
  await explains(stage, id, '当时店长让我去隔壁商场帮忙送货');
  await stage.at('2026-10-22 10:00', 'HR finds it true and proposes a warning; legal agrees in the chat');
  await hrVerifies(stage, id, 'substantiated');
  const approved = await secondPersonAgrees(stage, await hrProposesWarning(stage, id));
  stage.expect(approved.state === 'approved', 'the warning is approved, the appeal window runs');
  return id;
}

async function opensDoor(stage: Stage): Promise<Visitor> {
  const ask = { employeeNo: EMPLOYEE_NO, check: { kind: 'code' }, purpose: PURPOSE };
  const { url, code = '' } = IssuedLinkSchema.parse(await stage.post(HR, '/api/v1/leaver-links', ask));
  const token = url.split('#/')[1] ?? '';
  const door = stage.anybody();
  const knock = (answer: string) =>
    door.send('POST', '/api/v1/leaver/session', { token, employeeNo: EMPLOYEE_NO, answer });
  stage.expect((await knock('not-the-code')).status === 401, 'the link without its code opens nothing');
  stage.expect((await knock(code)).status === 200, 'link, employee number and code open the door');
  return door;
}

type Inside = Readonly<{ door: Visitor; caseId: string }>;

async function seesOwnOnly(stage: Stage, { door, caseId }: Inside): Promise<void> {
  const home = LeaverHomeSchema.parse((await door.get('/api/v1/leaver/home')).body);
  stage.expect(home.cases.map(({ id }) => id).join() === caseId, 'she sees her own case and no other');
  for (const path of ['/api/v1/me', '/api/v1/cases', `/api/v1/cases/${caseId}`, '/api/v1/my/alerts'])
    stage.expect((await door.get(path)).status === 401, `her session opens no other door: ${path}`);
  const wrong = await door.get(`/api/v1/leaver/cases/${uuidv7()}`);
  stage.expect(wrong.status === 404, 'nor a case that is not hers');
}

async function appeals(stage: Stage, { door, caseId }: Inside): Promise<void> {
  const path = `/api/v1/leaver/cases/${caseId}`;
  const mine = CaseViewSchema.parse((await door.get(path)).body);
  const answer = await door.send('POST', `${path}/appeal`, {
    id: uuidv7(),
    version: mine.version,
    text: '店长陈晨可以证明是她安排我送货的，请核实',
  });
  stage.expect(answer.status === 200, 'her appeal is taken');
  await stage.settle();
  const appealed = await stage.readCase(HR, caseId);
  stage.expect(appealed.state === 'appealed', 'it stops the execution');
  const decide = { version: appealed.version, result: 'upheld', reason: PURPOSE };
  const refused = await stage.refused(HR, `/api/v1/cases/${caseId}/decide-appeal`, decide);
  stage.expect(refused.status === 403, 'who proposed the warning may not decide about it');
}
