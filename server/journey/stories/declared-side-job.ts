import { v7 as uuidv7 } from 'uuid';
import { rivalId, storeId } from '../../demo/places.ts';
import { PROMOTER } from '../procedure.ts';
import type { Story } from '../story.ts';

export const declaredSideJob: Story = {
  title: 'a side job is declared and approved: its hours are silent, its conditions are watched',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at('2026-10-19 12:10', 'she declares an evening job at a friend’s shop');
    await stage.post(PROMOTER, '/api/v1/declarations', {
      id: uuidv7(),
      kind: 'employed',
      employer: '社区便利店',
      placeExternalId: rivalId('pudong', 0),
      weekdays: [1, 2, 3, 4, 5],
      startTime: '19:00',
      endTime: '21:00',
      fromDay: '2026-10-19',
      toDay: '2027-01-31',
      note: '下班后帮忙收银',
    });
    await stage.at('2026-10-19 15:00', 'her store manager agrees in the chat');
    await stage.decide('s-1', stage.approval('社区便利店'), 'APPROVED', '下班后，不影响班次');
    await stage.at('2026-10-20 10:00', 'whoever of HR is asked agrees in the chat');
    await stage.agreeAsAsked(stage.approval('社区便利店'), '同意，不得占用排班时间');
    await stage.at('2026-10-21 18:20', 'but on Wednesday she is there for two hours of her shift');
    await stage.phoneSends(PROMOTER, '2026-10-21', [
      [storeId('pudong', 0), '09:05', '13:50'],
      [rivalId('pudong', 0), '14:00', '16:00'],
      [storeId('pudong', 0), '16:10', '17:55'],
    ]);
    await stage.at('2026-10-21 18:25', 'the day is judged');
    await stage.at('2026-10-22 09:05', 'cards go out');
    const mine = JSON.stringify(await stage.get(PROMOTER, '/api/v1/my/alerts'));
    stage.expect(mine.includes('side-job-conditions'), 'what is asked about is the condition, not the job');
    stage.expect(mine.includes('不在批准的时段内'), 'in words: outside the approved hours');
  },
};
