import {
  explains,
  HR,
  hrContacts,
  hrProposesWarning,
  hrVerifies,
  managerHandsToHr,
  secondPersonAgrees,
  spendsTimeAtRival,
} from '../procedure.ts';
import type { Story } from '../story.ts';

export const approvalExpires: Story = {
  title: 'nobody answers the approval in time: the case goes back with the reason, and a second try succeeds',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await spendsTimeAtRival(stage, '2026-10-20');
    const { id } = await managerHandsToHr(stage, '2026-10-21');
    await stage.at('2026-10-21 10:00', 'HR writes, the promoter admits it');
    await hrContacts(stage, id);
    await explains(stage, id, '去朋友店里帮忙了，是我不对');
    await stage.at('2026-10-22 10:00', 'HR finds it true and proposes a warning');
    await hrVerifies(stage, id, 'substantiated');
    const { caseNo } = await hrProposesWarning(stage, id);
    const { instanceCode } = stage.approval(caseNo);
    await stage.at('2026-10-23 10:00', 'the approval ends in the chat without an answer');
    await stage.world.sandbox.endApproval({ instanceCode, how: 'overtime' });
    await stage.settle();
    const back = await stage.readCase(HR, id);
    stage.expect(back.state === 'verified', 'the case is where it was before the proposal');
    stage.expect(
      back.history.some(({ event }) => event === 'recall'),
      'its history says that the approval ended',
    );
    await stage.at('2026-10-23 11:00', 'HR proposes again, legal agrees');
    const approved = await secondPersonAgrees(stage, await hrProposesWarning(stage, id));
    stage.expect(approved.state === 'approved', 'the second approval counts');
  },
};
