import { v7 as uuidv7 } from 'uuid';
import { rivalId, storeId } from '../../demo/places.ts';
import { PROMOTER } from '../procedure.ts';
import type { Story } from '../story.ts';

export const lateYes: Story = {
  title: 'other hours are agreed to a day late: what was found in the time that was free is taken back',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at('2026-10-20 12:10', 'she asks to begin at eleven on Wednesday');
    const wish = {
      weekdays: [3],
      startTime: '11:00',
      endTime: '20:00',
      fromDay: '2026-10-21',
      toDay: '2026-10-21',
    };
    const tooLong = { ...wish, endTime: '22:00' };
    const asked = { id: uuidv7(), reason: 'health', note: '上午去医院复查' };
    const refusal = await stage.refused(PROMOTER, '/api/v1/flexible-shifts', { ...asked, ...tooLong });
    stage.expect(refusal.message.includes('day_hours'), 'ten hours of work are more than a day may have');
    await stage.post(PROMOTER, '/api/v1/flexible-shifts', { ...asked, ...wish });
    await stage.at('2026-10-21 18:20', 'nobody has answered; the morning was spent beside a rival’s shop');
    await stage.phoneSends(PROMOTER, '2026-10-21', [
      [rivalId('pudong', 0), '09:05', '10:50'],
      [storeId('pudong', 0), '11:00', '17:55'],
    ]);
    await stage.at('2026-10-21 18:25', 'the day is judged by the usual shift');
    const before = JSON.stringify(await stage.get(PROMOTER, '/api/v1/my/alerts'));
    stage.expect(before.includes('competitor-dwell'), 'the stay lies in the usual shift');
    await stage.at('2026-10-22 09:30', 'her store manager agrees in the chat');
    await stage.decide('s-1', stage.approval('医院复查'), 'APPROVED', '同意，昨天忙忘了');
    await stage.at('2026-10-22 09:35', 'the day is judged again by the hours that were agreed to');
    const after = JSON.stringify(await stage.get(PROMOTER, '/api/v1/my/alerts'));
    stage.expect(after.includes('"status":"cleared"'), 'what was found in free time is taken back');
    stage.expect(stage.card(PROMOTER, '已同意') !== undefined, 'and she is told of the yes');
  },
};
