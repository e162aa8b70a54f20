import { statfsSync } from 'node:fs';
import { CommandError } from '../command-error.ts';

const LITTLE_SPACE_BYTES = 64 * 1024 * 1024;

/** lmdb reports a full disk as an input/output error when part of a write still fitted. */
export function explainRefusal(dir: string, error: unknown): Error {
  const { bavail, bsize } = statfsSync(dir);
  const message = error instanceof Error ? error.message : String(error);
  if (bavail * bsize < LITTLE_SPACE_BYTES) {
    const free = Math.floor((bavail * bsize) / 1024);
    return new CommandError(14031, `No space left for the data in ${dir} (${free} KiB free): ${message}`);
  }
  return error instanceof Error ? error : new Error(message);
}
