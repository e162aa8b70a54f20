import { type Document, deserialize } from 'bson';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { MongoServerError } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, commandMessage, socketPathOf, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

let made = 0;
async function filled(size: number, pad = '') {
  made += 1;
  const collection = fixture.db.collection<Loose>(`c${made}`);
  await collection.insertMany(Array.from({ length: size }, (_, i) => ({ _id: i, pad })));
  return collection;
}

async function openSocket(): Promise<Socket> {
  const socket = connect(socketPathOf(fixture.client));
  await once(socket, 'connect');
  return socket;
}

/** The replies that have come, as far as they are whole. */
function repliesIn(chunks: Buffer[]): Document[] {
  const bytes = Buffer.concat(chunks);
  const replies: Document[] = [];
  for (let at = 0; at + 4 <= bytes.length && at + bytes.readInt32LE(at) <= bytes.length;) {
    const end = at + bytes.readInt32LE(at);
    replies.push(deserialize(bytes.subarray(at + 21, end)));
    at = end;
  }
  return replies;
}

const codeOf = (error: unknown): unknown => (error instanceof MongoServerError ? error.code : error);

describe('a client that vanishes', () => {
  it('in the middle of a batch has written nothing of it, and after it all', async () => {
    const { collectionName: insert } = await filled(1);
    const documents = Array.from({ length: 2000 }, (_, i) => ({ _id: 1000 + i, pad: 'x'.repeat(500) }));
    const batch = commandMessage({ insert, documents, $db: 'test' });
    const count = () => fixture.db.collection(insert).countDocuments();
    for (const share of [0.1, 0.5, 0.999]) {
      const socket = await openSocket();
      socket.write(batch.subarray(0, Math.floor(batch.length * share)), () => socket.destroy());
      await once(socket, 'close');
      expect(await count()).toBe(1);
    }
    const socket = await openSocket();
    socket.write(batch, () => socket.destroy());
    await expect.poll(count, { timeout: 60_000 }).toBe(2001);
  });

  it('in the middle of a cursor leaves others and their cursors alone, also when it read a snapshot', async () => {
    const collection = await filled(3000, 'x'.repeat(200));
    const { collectionName: find } = collection;
    const mine = collection.find({}, { batchSize: 100 });
    await mine.next();
    for (let i = 0; i < 40; i += 1) {
      const socket = await openSocket();
      const readConcern = { level: i % 2 ? 'snapshot' : 'local' };
      socket.write(commandMessage({ find, batchSize: 50, readConcern, $db: 'test' }));
      if (i % 3) await once(socket, 'data');
      socket.destroy();
    }
    await collection.updateMany({}, { $set: { seen: true } });
    expect((await mine.toArray()).length).toBe(2999);
    expect(await collection.countDocuments({ seen: true })).toBe(3000);
  });

  it('has written all that it sent and wanted no answer to', async () => {
    const collection = await filled(1);
    const { collectionName: insert } = collection;
    const inserts = Array.from({ length: 20 }, (_, i) =>
      commandMessage({ insert, documents: [{ _id: `sent-${i}` }], writeConcern: { w: 0 }, $db: 'test' }),
    );
    const socket = await openSocket();
    socket.write(Buffer.concat(inserts), () => socket.destroy());
    await expect.poll(() => collection.countDocuments(), { timeout: 10_000 }).toBe(21);
  });

  it('while its writes wait leaves each of them whole or undone', async () => {
    const collection = await filled(1);
    const { collectionName: insert } = collection;
    const sockets = await Promise.all(Array.from({ length: 20 }, openSocket));
    for (const [i, socket] of sockets.entries()) {
      const documents = Array.from({ length: 50 }, (_, n) => ({ _id: `${i}-${n}`, of: i }));
      socket.write(commandMessage({ insert, documents, $db: 'test' }), () => socket.destroy());
    }
    await expect.poll(() => sockets.every((socket) => socket.closed), { timeout: 60_000 }).toBe(true);
    await collection.insertOne({ _id: 'after' });
    const groups = await collection
      .aggregate([{ $match: { of: { $gte: 0 } } }, { $group: { _id: '$of', n: { $sum: 1 } } }])
      .toArray();
    expect(groups.filter(({ n }) => n !== 50)).toEqual([]);
  });
});

describe('a client that asks on without reading the answers', () => {
  it(
    'waits, while others are served, and gets every answer in order once it reads',
    { timeout: 120_000 },
    async () => {
      const collection = await filled(6, 'x'.repeat(1_000_000));
      const socket = await openSocket();
      socket.pause();
      const ask = commandMessage({ find: collection.collectionName, $db: 'test' });
      const mark = commandMessage({ insert: 'marks', documents: [{ _id: made }], $db: 'test' });
      for (let i = 0; i < 12; i += 1) socket.write(ask);
      socket.write(mark);
      const marks = fixture.db.collection<Loose>('marks');
      for (let i = 0; i < 20; i += 1) {
        expect(await marks.countDocuments()).toBe(0);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk)).resume();
      await expect.poll(() => marks.countDocuments(), { timeout: 60_000 }).toBe(1);
      await expect.poll(() => repliesIn(chunks).length, { timeout: 60_000, interval: 500 }).toBe(13);
      const replies = repliesIn(chunks);
      expect(replies.slice(0, 12).every(({ cursor }) => cursor.firstBatch.length === 6)).toBe(true);
      expect(replies[12]).toMatchObject({ n: 1, ok: 1 });
      socket.destroy();
    },
  );
});

describe('killCursors', () => {
  it('beside a getMore of the same cursor lets it answer whole or fail with 43, and ends the cursor', async () => {
    const collection = await filled(2000);
    const { collectionName } = collection;
    for (let round = 0; round < 60; round += 1) {
      const readConcern = { level: round % 2 ? 'snapshot' : 'local' };
      const opened = await fixture.db.command({ find: collectionName, batchSize: 10, readConcern });
      const id: unknown = opened['cursor'].id;
      const more = (): Promise<Document> =>
        fixture.db.command({ getMore: id, collection: collectionName, batchSize: 300 });
      const kill = (): Promise<Document> =>
        fixture.db.command({ killCursors: collectionName, cursors: [id] });
      const calls = [more(), more(), kill(), more()];
      if (round % 3 === 0) calls.unshift(kill());
      const settled = await Promise.allSettled(calls);
      const outcomes = settled.map((one): unknown =>
        one.status === 'rejected' ? codeOf(one.reason) : (one.value['cursor']?.nextBatch.length ?? 'killed'),
      );
      expect(outcomes.filter((outcome) => ![300, 43, 'killed'].some((known) => known === outcome))).toEqual(
        [],
      );
      await expect(more()).rejects.toMatchObject({ code: 43 });
    }
    await collection.deleteMany({ _id: { $lt: 1000 } });
    expect(await collection.countDocuments()).toBe(1000);
  });
});
