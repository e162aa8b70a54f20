import { HR, HR_LEAD, hrContacts, managerHandsToHr, spendsTimeAtRival } from '../procedure.ts';
import type { Story } from '../story.ts';

export const hrMisses24h: Story = {
  title: 'HR misses the 24 hours: reminders by day, none by night, then urgent to the lead; nothing is lost',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await spendsTimeAtRival(stage, '2026-10-20');
    const isTold = (key: string) =>
      stage.cards(key).some(({ card }) => JSON.stringify(card).includes('的期限'));
    await stage.at('2026-10-21 07:00', 'more than half of the time is over, but nobody is woken');
    stage.expect(!isTold(HR), 'no reminder at seven in the morning');
    const { id } = await managerHandsToHr(stage, '2026-10-21');
    stage.expect(isTold(HR), 'the morning brings it');
    await stage.at('2026-10-21 18:40', 'the 24 hours since the alert are over');
    const late = await stage.readCase(HR, id);
    stage.expect(late.state === 'explaining', 'the case waits where it was');
    stage.expect(late.clock?.kind === 'contact' && late.clock.overdue, 'its clock says overdue');
    await stage.at('2026-10-21 20:30', 'two hours more');
    await stage.at('2026-10-22 08:40', 'and the next morning');
    const urgent = stage.cards(HR_LEAD).filter(({ urgentFor }) => urgentFor.length > 0);
    const [first] = urgent;
    stage.expect(first !== undefined, 'the lead has an urgent card about it');
    if (first) await stage.keepCard(HR_LEAD, 'urgent-card', first);
    await stage.at('2026-10-22 14:00', 'HR writes at last');
    stage.expect((await hrContacts(stage, id)).state === 'contacted', 'the late contact counts and goes on');
  },
};
