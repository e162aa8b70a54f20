import {
  explains,
  HR,
  hrContacts,
  hrVerifies,
  managerHandsToHr,
  PROMOTER,
  spendsTimeAtRival,
} from '../procedure.ts';
import type { Story } from '../story.ts';

export const withdrawnConsent: Story = {
  title:
    'she withdraws her consent in the middle of a case: collection stops, the case goes on, nobody holds it against her',
  startsAt: '2026-10-19 09:30',
  play: async (stage) => {
    await spendsTimeAtRival(stage, '2026-10-20');
    const { id } = await managerHandsToHr(stage, '2026-10-21');
    await stage.at('2026-10-21 10:00', 'HR writes; she withdraws the location consent');
    await hrContacts(stage, id);
    const answer = await (await stage.as(PROMOTER)).send('DELETE', '/api/v1/consents/location');
    stage.expect(answer.status === 200, 'one request withdraws it');
    await stage.at('2026-10-21 18:20', 'an old phone goes on sending');
    const fixes = (await stage.as(PROMOTER)).send('POST', '/api/v1/fixes', {
      installId: '00000000-0000-4000-8000-000000000001',
      sentAtMs: +stage.world.clock.now(),
      datum: 'wgs84',
      fixes: [
        { seq: 0, capturedAtMs: +stage.world.clock.now() - 3_600_000, lng: 121.5, lat: 31.2, accuracyM: 9 },
      ],
    });
    stage.expect((await fixes).status === 403, 'its positions are refused: no consent');
    await stage.at('2026-10-22 09:20', 'she still clocks in by time alone, and explains');
    await explains(stage, id, '那天去给顾客送退换的货，顾客住在那家店楼上');
    await stage.at('2026-10-23 10:00', 'HR believes her');
    const ended = await hrVerifies(stage, id, 'unsubstantiated');
    stage.expect(ended.state === 'closed', 'the case is closed in her favour');
    stage.expect(
      !ended.history.some(({ event }) => event.includes('consent')),
      'the withdrawal is no step of the case',
    );
    stage.expect(!JSON.stringify(await stage.readCase(HR, id)).includes('withdraw'), 'nor is it told to HR');
  },
};
