import { IN_THE_MALL } from '../../demo/people.ts';
import { MALL_RIVAL, MALL_STORE } from '../../demo/places.ts';
import type { Story } from '../story.ts';

/** The rival's counter stands 35 m from the own one: nobody can tell, so nobody is asked. */
export const mallAmbiguity: Story = {
  title: 'a promoter works in a mall where the rival is next door: undecided, no alert, nobody asked',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at(
      '2026-10-20 18:20',
      'her phone sends a day in the mall, an hour of it nearer to the rival',
    );
    await stage.phoneSends(IN_THE_MALL, '2026-10-20', [
      [MALL_STORE, '09:05', '14:55'],
      [MALL_RIVAL, '15:00', '16:00'],
      [MALL_STORE, '16:05', '17:55'],
    ]);
    await stage.at('2026-10-20 18:25', 'the day is judged');
    await stage.at('2026-10-21 09:05', 'the next morning cards would go out');
    stage.expect(!(await stage.hasCases('hr-1')), 'no case is opened');
    stage.expect(stage.cards('m-pudong').length === 0, 'no card reaches the area manager');
    stage.expect(stage.cards(IN_THE_MALL).length === 0, 'nobody writes to the promoter');
  },
};
