import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type FolderLock = { release(): void };

/** One process per folder. A lock left by a process that is gone is taken over. */
export function lockFolder(dir: string): FolderLock {
  const path = join(dir, 'lock');
  try {
    createLock(path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const owner = Number(readFileSync(path, 'utf8'));
    if (isAlive(owner)) throw new Error(`the folder ${dir} is in use by process ${owner}`, { cause: error });
    rmSync(path, { force: true });
    createLock(path);
  }
  return { release: () => rmSync(path, { force: true }) };
}

function createLock(path: string): void {
  const file = openSync(path, 'wx');
  writeSync(file, String(process.pid));
  closeSync(file);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
