import { statfs } from 'node:fs/promises';
import { StartFault } from './start-fault.ts';

const MIB = 1024 * 1024;
/** MiB that must be free: for the store's two logs and its next commits; in the demo, for a company that is made. */
export const ROOM_MIB = { production: 32, demo: 64 } as const;

/** Refuses to start on a disk that is full, or will be before the start has ended. */
export async function requireRoom(dir: string, needMib: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const freeMib = Math.floor((bavail * bsize) / MIB);
  if (freeMib < needMib)
    throw new StartFault(
      `no room in the data folder ${dir}: ${freeMib} MiB are free, ${needMib} MiB are needed; free some space on that disk, or set DATA_DIR to a folder on another`,
    );
}
