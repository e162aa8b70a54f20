import { expect, it } from 'vitest';
import { buildPhone, buildReading, PERSON } from './build-phone.ts';
import { createFakeServer } from './fake-server.ts';

const { api } = createFakeServer();

it('goes on with the same install and the next seq after a restart', async () => {
  const before = await buildPhone({ api, name: 'outbox-restart' });
  await before.addFixes(3);
  before.outbox.close();
  const after = await buildPhone({ api, name: 'outbox-restart', life: 'life-2' });
  expect(after.outbox.installId).toBe(before.outbox.installId);
  expect(await after.outbox.addFix(PERSON, buildReading())).toBe(3);
});

it('gives two tabs of one phone different seqs', async () => {
  const [first, second] = await Promise.all([
    buildPhone({ api, name: 'outbox-tabs' }),
    buildPhone({ api, name: 'outbox-tabs', life: 'life-2' }),
  ]);
  await Promise.all([first.addFixes(10), second.addFixes(10)]);
  const seqs = (await first.outbox.nextFixes(PERSON, 100)).map((row) => row.seq);
  expect(seqs).toEqual([...Array(20).keys()]);
  expect(first.outbox.installId).toBe(second.outbox.installId);
});

it('goes on above the highest seq the server has seen', async () => {
  const phone = await buildPhone({ api, name: 'outbox-max' });
  await phone.outbox.settleFixes(PERSON, [], { refused: {}, maxSeq: 41 });
  expect(await phone.outbox.addFix(PERSON, buildReading())).toBe(42);
});

it('holds a punch back while its location is looked for, but not past a restart', async () => {
  const phone = await buildPhone({ api, name: 'outbox-held' });
  const punch = {
    id: '018f0000-0000-7000-8000-000000000001',
    kind: 'in',
    capturedAtMs: 1_762_000_000_000,
  } as const;
  await phone.outbox.addPunch(PERSON, punch);
  expect(phone.outbox.isHeld(punch.id)).toBe(true);
  const restarted = await buildPhone({ api, name: 'outbox-held', life: 'life-2' });
  expect(restarted.outbox.isHeld(punch.id)).toBe(false);
  expect(await restarted.outbox.punches(PERSON)).toHaveLength(1);
});

it('does not offer a photo before its punch is answered', async () => {
  const phone = await buildPhone({ api, name: 'outbox-photo' });
  const id = await phone.addPunch(true);
  expect(await phone.outbox.readyPhotos(PERSON)).toEqual([]);
  await phone.outbox.settlePunch(PERSON, id, { id, index: 0, status: 'created' });
  expect(await phone.outbox.readyPhotos(PERSON)).toHaveLength(1);
  expect(await phone.outbox.answeredPunches(PERSON)).toMatchObject([{ id, receipt: { status: 'created' } }]);
});
