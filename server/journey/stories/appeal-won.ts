import { v7 as uuidv7 } from 'uuid';
import {
  explains,
  HR_LEAD,
  hrContacts,
  hrProposesWarning,
  hrVerifies,
  managerHandsToHr,
  PROMOTER,
  secondPersonAgrees,
  spendsTimeAtRival,
} from '../procedure.ts';
import type { Story } from '../story.ts';

export const appealWon: Story = {
  title: 'a warning is approved, the promoter appeals with a witness, somebody else takes it back',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await spendsTimeAtRival(stage, '2026-10-20');
    const { id } = await managerHandsToHr(stage, '2026-10-21');
    await stage.at('2026-10-21 10:00', 'HR writes through the bot');
    stage.expect((await hrContacts(stage, id)).state === 'contacted', 'the case is contacted');
    await stage.at('2026-10-21 14:00', 'the promoter answers in the phone app');
    await explains(stage, id, '当时店长让我去隔壁商场帮忙送货');
    await stage.at('2026-10-22 10:00', 'HR finds it true and proposes a warning');
    await hrVerifies(stage, id, 'substantiated');
    const proposed = await hrProposesWarning(stage, id);
    stage.expect(proposed.state === 'proposed', 'the warning waits for a second person');
    await stage.at('2026-10-22 15:00', 'legal agrees in the chat');
    const approved = await secondPersonAgrees(stage, proposed);
    stage.expect(approved.state === 'approved', 'it is approved and not carried out: the appeal window runs');
    const refused = await stage.refused('hr-1', `/api/v1/cases/${id}/execute`, { version: approved.version });
    stage.expect(refused.status === 409, 'HR cannot carry it out before the window ends');
    await stage.at('2026-10-23 11:00', 'the promoter appeals');
    const mine = await stage.readCase(PROMOTER, id);
    await stage.post(PROMOTER, `/api/v1/cases/${id}/appeal`, {
      id: uuidv7(),
      version: mine.version,
      text: '店长陈晨可以证明是她安排我送货的，请核实',
    });
    stage.expect((await stage.readCase('hr-1', id)).state === 'appealed', 'the appeal stops the execution');
    await stage.at('2026-10-26 10:00', 'the HR lead, who had no part in it, decides');
    const appealed = await stage.readCase(HR_LEAD, id);
    await stage.post(HR_LEAD, `/api/v1/cases/${id}/decide-appeal`, {
      version: appealed.version,
      result: 'overturned',
      reason: '店长书面证明当天系其安排送货，属于工作安排，撤销警告',
    });
    const ended = await stage.readCase('hr-1', id);
    stage.expect(ended.state === 'closed' && ended.outcome === 'overturned', 'the warning is taken back');
    await stage.keepCard(PROMOTER, 'outcome-card', stage.card(PROMOTER, ended.caseNo));
    await stage.keep('case.json', JSON.stringify(ended, null, 2));
  },
};
