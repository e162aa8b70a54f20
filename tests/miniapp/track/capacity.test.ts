import { expect, it } from 'vitest';
import { MAX_FIXES, thinFixes } from '../../../miniapp/track/capacity.ts';
import { openOutboxDatabase } from '../../../miniapp/track/database.ts';
import { buildPhone, buildReading, PERSON, START_MS } from './build-phone.ts';
import { createFakeServer } from './fake-server.ts';

const { api } = createFakeServer();

/** Fills the queue directly: one write instead of thousands. */
async function fill(name: string, count: number, everyMs: number): Promise<void> {
  const db = await openOutboxDatabase(name);
  const tx = db.transaction('fixes', 'readwrite');
  for (let seq = 0; seq < count; seq += 1) {
    const capturedAtMs = START_MS + seq * everyMs;
    const stamp = { capturedAtMs, monoMs: 0, pageId: 'old' };
    void tx.store.put({ personId: PERSON, seq, reading: buildReading({ capturedAtMs }), stamp });
  }
  await tx.done;
  db.close();
}

it('tells before anything is dropped, then thins points and never punches', async () => {
  const name = 'capacity-tell';
  await fill(name, MAX_FIXES * 0.8, 30_000);
  const phone = await buildPhone({ api, name, life: 'life-2' });
  await phone.outbox.settleFixes(PERSON, [], { refused: {}, maxSeq: 1_000_000 });
  await phone.addPunch();
  await phone.addFixes(1);
  expect(phone.outbox.space.get()).toBe('short');
  expect((await phone.outbox.waiting(PERSON)).fixes).toBe(MAX_FIXES * 0.8 + 1);
  const more = await openOutboxDatabase(name);
  const tx = more.transaction('fixes', 'readwrite');
  for (let n = 0; n < MAX_FIXES * 0.2; n += 1) {
    const capturedAtMs = START_MS + (MAX_FIXES + n) * 30_000;
    const stamp = { capturedAtMs, monoMs: 0, pageId: 'old' };
    const row = { personId: PERSON, seq: 2_000_000 + n, reading: buildReading({ capturedAtMs }), stamp };
    void tx.store.put(row);
  }
  await tx.done;
  more.close();
  await phone.addFixes(1);
  expect(phone.outbox.space.get()).toBe('full');
  const left = await phone.outbox.waiting(PERSON);
  expect(left.fixes).toBeLessThan(MAX_FIXES);
  expect(left.punches).toBe(1);
  expect((await phone.outbox.queue(PERSON)).refusals['thinned']).toBeGreaterThan(0);
}, 120_000);

it('keeps a point every four minutes where it thins, the oldest one first', async () => {
  await fill('capacity-thin', 100, 60_000);
  const db = await openOutboxDatabase('capacity-thin');
  expect(await thinFixes(db, PERSON)).toBeGreaterThan(30);
  const rows = await db.getAll('fixes');
  const first = rows.filter(({ seq }) => seq < 50).map(({ seq }) => seq);
  expect(first).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48]);
  expect(rows.filter(({ seq }) => seq >= 50)).toHaveLength(50);
  db.close();
});

it('thins and goes on when the phone itself says that its storage is used up', async () => {
  const name = 'capacity-quota';
  await fill(name, 50, 60_000);
  const phone = await buildPhone({ api, name, life: 'life-2' });
  await phone.outbox.settleFixes(PERSON, [], { refused: {}, maxSeq: 1_000 });
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
  const add = IDBObjectStore.prototype.add;
  let failures = 0;
  IDBObjectStore.prototype.add = function full(...given) {
    if (this.name === 'punches' && failures === 0) {
      failures += 1;
      throw new DOMException('full', 'QuotaExceededError');
    }
    return add.apply(this, given);
  };
  const id = await phone.addPunch().finally(() => {
    IDBObjectStore.prototype.add = add;
  });
  expect(failures).toBe(1);
  expect((await phone.outbox.punches(PERSON)).map((row) => row.id)).toEqual([id]);
  expect(phone.outbox.space.get()).toBe('full');
  expect((await phone.outbox.waiting(PERSON)).fixes).toBeLessThan(50);
});
