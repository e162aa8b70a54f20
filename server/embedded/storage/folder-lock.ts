import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type FolderLock = { release(): void };

export class FolderInUse extends Error {}

/** One process per folder. A lock left by a process that is gone is taken over. */
export function lockFolder(dir: string): FolderLock {
  const path = join(dir, 'lock');
  try {
    createLock(path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const owner = readFileSync(path, 'utf8');
    if (isRunning(owner))
      throw new FolderInUse(`the folder ${dir} is in use by process ${owner.split(' ')[0]}`, {
        cause: error,
      });
    rmSync(path, { force: true });
    createLock(path);
  }
  return { release: () => rmSync(path, { force: true }) };
}

function createLock(path: string): void {
  const file = openSync(path, 'wx');
  writeSync(file, `${process.pid} ${startedAt(process.pid)}`);
  closeSync(file);
}

/** A process number comes back after a restart (in a container at once), so its start time has to agree too. */
function isRunning(owner: string): boolean {
  const [pid = 0, started] = owner.split(' ');
  if (!isAlive(Number(pid))) return false;
  return startedAt(Number(pid)) === started;
}

/** In clock ticks since boot, from Linux's /proc; a dash where there is no /proc. */
function startedAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 'dead' : (fields[18] ?? '-');
  } catch {
    return '-';
  }
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
