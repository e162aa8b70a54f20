import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedChild } from '../../server/main/embedded-child.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mingqin-child-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it('says who ended the store when it dies while it is needed, and why a second one cannot start', async () => {
  const store = await startEmbeddedChild(dir);
  await expect(startEmbeddedChild(dir)).rejects.toThrow(/^embedded database: .*in use/);
  for (const pid of pidsOf(dir)) process.kill(pid, 'SIGKILL');
  expect(await store.died).toBe(
    'the embedded store was ended by SIGKILL; what it had answered is kept, start again',
  );
});

function pidsOf(folder: string): number[] {
  const lines = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).stdout.split('\n');
  return lines.filter((line) => line.includes(folder)).map((line) => Number.parseInt(line, 10));
}
