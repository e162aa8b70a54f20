import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, startFixture } from './support.ts';

const work = makeFolder();
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The socket that a URI names. */
function socketOf(uri: string): string {
  const host = /^mongodb:\/\/([^/]+)\/mingqin\?directConnection=true$/.exec(uri)?.[1] ?? '';
  return decodeURIComponent(host);
}
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32')('the socket of the embedded store', () => {
  it('lies beside the data, where only the owner can go, and is gone afterwards', async () => {
    const dir = join(work, 'new');
    const { embedded, db, stop } = await startFixture({ dir });
    const socket = socketOf(embedded.uri);
    expect(dirname(dirname(socket))).toBe(dir);
    expect(statSync(socket).isSocket()).toBe(true);
    expect([dir, dirname(socket), join(dir, 'data.mdb')].map(modeOf)).toEqual(['700', '700', '600']);
    await db.collection('c').insertOne({ a: 1 });
    expect(await db.collection('c').countDocuments()).toBe(1);
    await stop();
    expect(existsSync(dirname(socket))).toBe(false);
  });

  it.runIf(isRoot)('refuses other users, also in a folder that is open to them', async () => {
    const { embedded, dir, stop } = await startFixture();
    chmodSync(dir, 0o755);
    const path = socketOf(embedded.uri);
    const script = `require('node:net').connect(${JSON.stringify(path)}).on('error', (e) => console.log(e.code)).on('connect', () => process.exit(0))`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], {
      cwd: '/',
      uid: 65_534,
      gid: 65_534,
      encoding: 'utf8',
    });
    expect(stdout).toBe('EACCES\n');
    await stop();
  });

  it('takes the place of what a killed process left, however open that was', async () => {
    const dir = join(work, 'stale');
    mkdirSync(join(dir, 'socket'), { recursive: true, mode: 0o777 });
    writeFileSync(join(dir, 'socket', 'store.sock'), '');
    const { embedded, db, stop } = await startFixture({ dir });
    expect(modeOf(dirname(socketOf(embedded.uri)))).toBe('700');
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await stop();
  });

  it('is reached below names of every kind', async () => {
    const { db, stop } = await startFixture({ dir: join(work, '门店 5@a:b,c') });
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await stop();
  });

  it.each([
    ['is too long', 'x'.repeat(90)],
    ['is one that the driver misreads', '100%41'],
  ])('lies in a temporary folder of its own where the path %s', async (_, name) => {
    const { embedded, db, stop } = await startFixture({ dir: join(work, name) });
    const folder = dirname(socketOf(embedded.uri));
    expect([dirname(folder), modeOf(folder)]).toEqual([tmpdir(), '700']);
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await stop();
    expect(existsSync(folder)).toBe(false);
  });

  it('gives way to TCP where a port is asked for', async () => {
    const { embedded, db, dir, stop } = await startFixture({ port: 0 });
    expect(embedded.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+\/mingqin\?/);
    expect(existsSync(join(dir, 'socket'))).toBe(false);
    expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
    await stop();
  });
});
