import { expect, it, vi } from 'vitest';
import { tell } from '../../../miniapp/phone/tell.ts';
import { createCell } from '../../../miniapp/track/cell.ts';
import { buildPhone, PERSON } from '../track/build-phone.ts';
import { createFakeServer } from '../track/fake-server.ts';

async function open(fates: Parameters<typeof createFakeServer>[0] = []) {
  const phone = await buildPhone({ api: createFakeServer(fates).api, name: `tell-${fates.length}` });
  const { clock, outbox, sync } = phone;
  return { clock, outbox, sync, me: { personId: PERSON }, sampler: { wake: createCell(0) } };
}

it('answers what the server made of it, and nothing yet where it only waits on the phone', async () => {
  expect(await tell(await open(), { kind: 'rest_start' })).toMatchObject({ status: 'created' });
  expect(await tell(await open(['request_lost']), { kind: 'rest_start' })).toBeUndefined();
});

it('says that nothing was kept where the phone has no room', async () => {
  const session = await open(['ok', 'ok']);
  vi.spyOn(session.outbox, 'addSignal').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  expect(await tell(session, { kind: 'rest_start' })).toEqual({ status: 'rejected', code: 'not_kept' });
});
