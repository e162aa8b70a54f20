import { closeSync, fdatasyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RootDatabase, open, TransactionFlags } from 'lmdb';

type Options = Readonly<{ dir: string; noSync?: boolean }>;

/** Flags of a transaction that can be undone and is on disk when its commit returns, or only in the system's memory. */
export const FLUSHED = (TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT) as TransactionFlags;
export const UNFLUSHED = (FLUSHED | TransactionFlags.NO_SYNC_FLUSH) as TransactionFlags;

const fileIn = (dir: string): string => join(dir, 'data.mdb');

/** The data file, mapped into memory. */
export function openMap(options: Options): RootDatabase<Buffer, Buffer> {
  const path = fileIn(options.dir);
  // lmdb would let everybody read what it makes.
  closeSync(openSync(path, 'a', 0o600));
  return open<Buffer, Buffer>({
    path,
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
    noSync: options.noSync ?? false,
    noMemInit: true,
  });
}

/** Brings to disk what the system still holds of the data file, whoever wrote it. */
export function flushFile(dir: string): void {
  const file = openSync(fileIn(dir), 'r+');
  try {
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Bytes of mapped files, data and program, that count as memory of this process; 0 where there is no /proc. */
export function mappedBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'latin1');
    return Number(/^RssFile:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
