import { expect, it } from 'vitest';
import { watchQueue } from '../../../miniapp/track/queue.ts';
import { buildPhone, PERSON } from './build-phone.ts';
import { createFakeServer } from './fake-server.ts';

const { api } = createFakeServer();
const PATIENT = { timeout: 60_000 };

it('knows what an earlier page left from the first moment on', async () => {
  const before = await buildPhone({ api, name: 'queue-start' });
  const id = await before.addPunch(true);
  before.outbox.close();
  const { outbox } = await buildPhone({ api, name: 'queue-start', life: 'life-2' });
  const queue = await watchQueue(outbox, PERSON);
  expect(queue.get()).toMatchObject({
    waiting: { fixes: 0, punches: 1, photos: 1, signals: 0 },
    punches: [{ id }],
    answered: [],
  });
});

it('follows what comes and goes, and never shows a punch as waiting and answered at once', async () => {
  const phone = await buildPhone({ api, name: 'queue-follows' });
  const queue = await watchQueue(phone.outbox, PERSON);
  const seen: string[] = [];
  queue.subscribe(() => {
    const { waiting, punches, answered } = queue.get();
    seen.push(`${waiting.punches} ${punches.length} ${answered.length}`);
  });
  await phone.addPunch();
  await phone.addFixes(2);
  await phone.sync.flush();
  await expect.poll(() => queue.get().answered.length, PATIENT).toBe(1);
  await expect
    .poll(() => queue.get().waiting, PATIENT)
    .toEqual({ fixes: 0, punches: 0, photos: 0, signals: 0 });
  for (const state of new Set(seen)) expect(['1 1 0', '0 0 1']).toContain(state);
});

it('shows what was written while it was read', async () => {
  const phone = await buildPhone({ api, name: 'queue-race' });
  const [queue] = await Promise.all([watchQueue(phone.outbox, PERSON), phone.addFixes(5)]);
  await expect.poll(() => queue.get().waiting.fixes, PATIENT).toBe(5);
});
