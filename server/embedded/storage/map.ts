import { closeSync, openSync, readFileSync } from 'node:fs';
import { ABORT, type RootDatabase, open, TransactionFlags } from 'lmdb';

/** Reads see its writes. `id` is the number of the commit it will be. */
export type OpenTransaction = Readonly<{ id: number; commit: () => void; abort: () => void }>;

/** The file mapped into memory; lmdb flushes nothing of it. `isPrevious` takes back the last commit. */
export function openMap(path: string, isPrevious = false): RootDatabase<Buffer, Buffer> {
  // lmdb would let everybody read what it makes.
  closeSync(openSync(path, 'a', 0o600));
  const unflushed = { overlappingSync: false, noSync: true, usePreviousSnapshot: isPrevious };
  const options = { path, noMemInit: true, ...unflushed };
  return open<Buffer, Buffer>({ ...options, keyEncoding: 'binary', encoding: 'binary' });
}

/** lmdb ends a transaction when what its callback returns calls back, which this does at its own time. */
export function beginTransaction(db: RootDatabase): OpenTransaction {
  let end: (result?: unknown) => void = () => undefined;
  const whenEnded = (onEnded: typeof end): void => {
    end = onEnded;
  };
  // oxlint-disable-next-line unicorn/no-thenable
  db.transactionSync(() => ({ then: whenEnded }), ABORTABLE);
  return { id: db.getWriteTxnId(), commit: () => end(), abort: () => end(ABORT) };
}

const ABORTABLE = (TransactionFlags.ABORTABLE | TransactionFlags.SYNCHRONOUS_COMMIT) as TransactionFlags;

/** Bytes of mapped files, data and program, that count as memory of this process; 0 where there is no /proc. */
export function mappedBytes(): number {
  try {
    const status = readFileSync('/proc/self/status', 'latin1');
    return Number(/^RssFile:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
