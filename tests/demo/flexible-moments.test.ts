import { expect, it } from 'vitest';
import { flexibleMoments } from '../../server/demo/flexible-moments.ts';
import { MUST_EXPLAIN, openIdOf } from '../../server/demo/people.ts';
import { handleEvent } from '../../server/flow/event.ts';
import { receiveEvent } from '../../server/flow/inbox.ts';
import { listFlexible } from '../../server/store/flexible-shifts.ts';
import { savePerson } from '../../server/store/people.ts';
import { addDays } from '../../server/domain/time.ts';
import { at, buildPerson, createCompany, DAY, giveShift } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();

it('gives the demo one request that was agreed to and one that waits, both of days to come', async () => {
  const company = await createCompany();
  const { deps, recording, setNow } = company;
  await savePerson(buildPerson({ id: 'p', openId: openIdOf(MUST_EXPLAIN), leaderOpenId: 'ou_boss' }));
  for (const n of [3, 4]) await giveShift('p', addDays(DAY, n));
  const moments = flexibleMoments({
    startAt: at('12:00'),
    approve: async ({ openId, instanceCode, decision, comment }) => {
      recording.decide(instanceCode, decision, openId, undefined, comment);
      await receiveEvent(deps, { kind: 'approval', eventId: 'agree', instanceCode, status: decision });
      await handleEvent(deps, 'agree');
    },
  });
  for (const moment of moments) {
    setNow(moment.at);
    await moment.run(deps);
  }
  const requests = await listFlexible('p');
  expect(requests).toMatchObject([
    {
      status: 'pending',
      fromDay: addDays(DAY, 4),
      toDay: addDays(DAY, 4),
      startTime: '11:00',
      endTime: '20:00',
    },
    {
      status: 'approved',
      fromDay: addDays(DAY, 3),
      toDay: addDays(DAY, 24),
      comment: '可以，早班由同事开门',
    },
  ]);
});
