import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import { startEmbedded } from '../../server/embedded/index.ts';
import { readWaiting } from '../../server/jobs/waiting.ts';
import { isStoreReady, storeSkewMs } from '../../server/store/health.ts';

/** A store behind a wire that can be told to carry nothing any more, as one whose machine hangs. */
async function connectThroughWire(): Promise<{ freeze: () => void }> {
  const dir = await mkdtemp(join(tmpdir(), 'mingqin-health-'));
  const store = await startEmbedded({ dir, noSync: true, port: 0 });
  const sockets: Socket[] = [];
  let isFrozen = false;
  const wire = createServer((near) => {
    const far = connect(Number(new URL(store.uri).port), '127.0.0.1');
    sockets.push(near, far);
    near.on('data', (bytes) => isFrozen || far.write(bytes));
    far.on('data', (bytes) => isFrozen || near.write(bytes));
    for (const socket of [near, far]) socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => wire.once('listening', listening));
  const address = wire.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await mongoose.connect(`mongodb://127.0.0.1:${port}/test?directConnection=true`, {
    serverSelectionTimeoutMS: 500,
  });
  onTestFinished(async () => {
    wire.close();
    for (const socket of sockets) socket.destroy();
    await mongoose.disconnect();
    await store.close();
    await rm(dir, { recursive: true, force: true });
  });
  return { freeze: () => (isFrozen = true) };
}

it('says soon that a store is away which takes questions and does not answer', async () => {
  const { freeze } = await connectThroughWire();
  const { db } = mongoose.connection;
  if (!db) throw new Error('not connected');
  const ask = () =>
    Promise.all([isStoreReady(), storeSkewMs(), readWaiting(db).then(({ dead }) => dead, String)]);
  const [isUp, skewMs, dead] = await ask();
  expect([isUp, typeof skewMs, dead]).toEqual([true, 'number', 0]);
  freeze();
  const late = new Promise((resolve) => setTimeout(resolve, 8_000, 'nothing was said'));
  const said = await Promise.race([ask(), late]);
  expect(said).toEqual([false, null, expect.stringMatching(/Timed out|Timeout|aborted/i)]);
});
