import { centerOf } from '../../demo/day-plan.ts';
import { rivalId, storeId } from '../../demo/places.ts';
import { simulateFixes } from '../../demo/simulate-day.ts';
import { DEMO_ZONE } from '../../demo/start-time.ts';
import { instantOf } from '../../domain/time.ts';
import { HR, hrContacts, managerHandsToHr, PROMOTER } from '../procedure.ts';
import type { Story } from '../story.ts';

const DAY = '2026-10-20';
const ms = (clock: string): number => +instantOf(DAY, clock, DEMO_ZONE);

/** Network positions first put her at the rival; her phone's own fixes, stuck in a dead zone, come two days later. */
export const latePoints: Story = {
  title: 'a wrong accusation is withdrawn when the points that arrive late show where she was',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await stage.at(
      `${DAY} 18:20`,
      'the phone sends network positions only: an hour and a quarter at a rival',
    );
    const rival = centerOf(rivalId('pudong', 0));
    const coarse = simulateFixes({
      seed: 'coarse',
      stops: [{ at: rival, fromMs: ms('14:00'), toMs: ms('15:15') }],
      stepMs: 6 * 60_000,
    }).map((fix) => ({ ...fix, accuracyM: 25 }));
    await stage.sendFixes(PROMOTER, coarse);
    await stage.at(`${DAY} 18:25`, 'the day is judged');
    const { id, caseNo } = await managerHandsToHr(stage, '2026-10-21');
    await stage.at('2026-10-21 10:00', 'HR writes');
    await hrContacts(stage, id);
    await stage.at(
      '2026-10-22 11:00',
      'the phone finds signal and sends its satellite fixes of that afternoon',
    );
    const store = centerOf(storeId('pudong', 0));
    await stage.sendFixes(
      PROMOTER,
      simulateFixes({
        seed: 'satellite',
        stops: [{ at: store, fromMs: ms('13:55') + 30_000, toMs: ms('15:20') }],
        stepMs: 60_000,
      }),
    );
    await stage.at('2026-10-22 11:05', 'the day is judged again');
    const withdrawn = await stage.readCase(HR, id);
    stage.expect(withdrawn.state === 'withdrawn', 'the case is withdrawn by itself');
    stage.expect(
      stage.cards(PROMOTER).some(({ card }) => JSON.stringify(card).includes(caseNo)),
      'she has the news in her chat',
    );
    await stage.keepCard(PROMOTER, 'withdrawal-card', stage.card(PROMOTER, caseNo));
    await stage.keep('case.json', JSON.stringify(withdrawn, null, 2));
  },
};
