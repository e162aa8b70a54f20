import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../server/embedded/storage/folder-lock.ts';
import { isUnfinished, markUnfinished, resetDataDir, waitForOldStore } from '../../server/main/data-dir.ts';
import { StartFault } from '../../server/main/start-fault.ts';

describe('a first start that died while it made the demo company', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mingqin-unfinished-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('is known by the folder, and one that came to its end is not', async () => {
    expect(await isUnfinished(dir)).toBe(false);
    const made = await markUnfinished(dir, async () => {
      expect(await isUnfinished(dir)).toBe(true);
      return 'key';
    });
    expect(made).toBe('key');
    expect(await isUnfinished(dir)).toBe(false);
    await expect(markUnfinished(dir, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(await isUnfinished(dir)).toBe(true);
  });

  it('is made anew from nothing, and files of others stay', async () => {
    await mkdir(join(dir, 'store'));
    await mkdir(join(dir, 'sandbox'));
    await Promise.all(
      ['demo.json', 'clock.json', 'unfinished', 'mine.txt'].map((name) => writeFile(join(dir, name), '')),
    );
    await resetDataDir(dir);
    expect(await readdir(dir)).toEqual(['mine.txt']);
    expect(await isUnfinished(dir)).toBe(false);
  });

  it('waits until its store has ended, and says so when a start is still running', async () => {
    await expect(waitForOldStore(dir)).resolves.toBeUndefined();
    await mkdir(join(dir, 'store'));
    const lock = lockFolder(join(dir, 'store'));
    setTimeout(() => lock.release(), 250);
    await expect(waitForOldStore(dir)).resolves.toBeUndefined();
    expect(await readdir(join(dir, 'store'))).toEqual([]);
    lockFolder(join(dir, 'store'));
    await expect(waitForOldStore(dir)).rejects.toBeInstanceOf(StartFault);
  });
});
