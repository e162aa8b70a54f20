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

/** A storage that takes no row of these kinds, whatever is let go. */
async function without<T>(stores: readonly string[], work: () => Promise<T>): Promise<T> {
  const kinds = ['add', 'put'] as const;
  const real = kinds.map((kind) => [kind, IDBObjectStore.prototype[kind]] as const);
  for (const [kind, write] of real)
    IDBObjectStore.prototype[kind] = function full(...given) {
      if (stores.includes(this.name)) throw new DOMException('full', 'QuotaExceededError');
      return write.apply(this, given);
    };
  return work().finally(() => {
    for (const [kind, write] of real) IDBObjectStore.prototype[kind] = write;
  });
}

it('keeps a punch without its photo when only the punch fits', async () => {
  const phone = await buildPhone({ api, name: 'capacity-photo', life: 'life-3' });
  const id = await without(['photos', 'refusals'], () => phone.addPunch(true));
  const [row] = await phone.outbox.punches(PERSON);
  expect(row?.id).toBe(id);
  expect(row?.punch.photoId).toBeUndefined();
  const again = await buildPhone({ api, name: 'capacity-photo', life: 'life-4' });
  expect(await again.outbox.waiting(PERSON)).toMatchObject({ punches: 1, photos: 0 });
});

it('keeps a punch in the page when the storage takes nothing, and sends it from there', async () => {
  const server = createFakeServer();
  const phone = await buildPhone({ api: server.api, name: 'capacity-page', life: 'life-5' });
  await without(['punches', 'photos', 'refusals', 'results'], async () => {
    const id = await phone.addPunch(true);
    expect(phone.outbox.isUnkept(id)).toBe(true);
    expect(phone.outbox.space.get()).toBe('unkept');
    expect(await phone.outbox.waiting(PERSON)).toMatchObject({ punches: 1, photos: 0 });
    await phone.sync.flush({ urgent: true });
    expect(await phone.outbox.waiting(PERSON)).toMatchObject({ punches: 0 });
    expect((await phone.outbox.answeredPunches(PERSON)).map((row) => row.id)).toEqual([id]);
    expect(phone.outbox.space.get()).toBe('full');
  });
});
