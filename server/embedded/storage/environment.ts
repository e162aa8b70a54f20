import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve as absolutePath } from 'node:path';
import type { RangeOptions, RootDatabase, Transaction } from 'lmdb';
import { explainRefusal } from './explain-refusal.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { GroupCommit } from './group-commit.ts';
import { asBuffer } from '../wire/bson.ts';
import type { KeyRange } from './layout.ts';
import { flushFile, FLUSHED, mappedBytes, openMap, UNFLUSHED } from './map.ts';

export type Entry = { key: Buffer; value: Buffer };
export type EnvironmentOptions = {
  dir: string;
  /** Skip the flush to disk; for tests only. */
  noSync?: boolean;
  /** Runs one group commit and resolves once it is on disk; tests replace it to watch or delay the flush. */
  commit?: (run: () => void) => Promise<void>;
  /** How much of the data file may count as memory of this process before it is mapped anew. */
  maxMappedBytes?: number;
};

const MAX_MAPPED_BYTES = 208 * 1024 * 1024;
/** Reads and writes between two looks at the memory; each may map 64 KiB or two. */
const LOOK_EVERY = 512;

/** The bytes on disk: ordered keys, and one writer for all connections. */
export class Environment {
  #db: RootDatabase<Buffer, Buffer>;
  readonly #options: EnvironmentOptions;
  readonly #lock: FolderLock;
  readonly #group: GroupCommit;
  readonly #aborted: (() => void)[] = [];
  #touched = 0;
  /** Snapshots and transactions that need the map as it is. */
  #holders = 0;
  #isWriting = false;
  #commitFlags = FLUSHED;
  /** Serves every read from one write to the next; lmdb's own lasts a turn and costs a timer each. */
  #reader: { transaction: Transaction } | undefined;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    makeFolder(absolutePath(options.dir));
    this.#lock = lockFolder(options.dir);
    this.#db = openMap(options);
    this.#group = new GroupCommit((run) => this.#commit(run));
  }

  get(key: Buffer): Buffer | undefined {
    const reading = this.#reading();
    return this.#db.get(key, reading);
  }

  /** Only inside `write`. */
  put(key: Buffer, value: Uint8Array): void {
    this.#touch();
    this.#db.putSync(key, asBuffer(value));
  }

  /** Only inside `write`. */
  remove(key: Buffer): void {
    this.#db.removeSync(key);
  }

  /**
   * Keys in order, read page by page, so that a slow reader holds no snapshot open. lmdb leaves the low end out of a
   * reverse range; no key of ours equals a bare bound.
   */
  keys(range: KeyRange, reverse = false, firstPage = 16): Iterable<Buffer> {
    const page = this.#page(range, reverse, firstPage);
    return page.length < firstPage ? page : this.#pages(page, range, reverse);
  }

  *#pages(first: Buffer[], { start, end }: KeyRange, reverse: boolean): Generator<Buffer> {
    let page = first;
    let limit = first.length;
    for (let last = page.at(-1); last; last = page.at(-1)) {
      yield* page;
      if (page.length < limit) break;
      limit = Math.min(limit * 4, 256);
      const rest = reverse ? { start, end: last } : { start: Buffer.concat([last, Buffer.of(0)]), end };
      page = this.#page(rest, reverse, limit);
    }
  }

  #page({ start, end }: KeyRange, reverse: boolean, limit: number): Buffer[] {
    const options: RangeOptions = reverse
      ? { start: end, end: start, reverse, limit, exclusiveStart: true }
      : { start, end, limit };
    const reading = this.#reading();
    if (reading) options.transaction = reading.transaction;
    const keys: Buffer[] = [];
    for (const key of this.#db.getKeys(options)) keys.push(key);
    return keys;
  }

  /** Looks at every page of the range. */
  count(range: KeyRange): number {
    this.#touched = LOOK_EVERY;
    const reading = this.#reading();
    return this.#db.getKeysCount({ ...range, ...reading });
  }

  /** Within a write the reads are the write's own. May replace `#db`, so it is asked for first. */
  #reading(): { transaction: Transaction } | undefined {
    this.#touch();
    if (this.#isWriting) return undefined;
    return (this.#reader ??= { transaction: this.#db.useReadTransaction() });
  }

  #releaseReader(): void {
    this.#reader?.transaction.done();
    this.#reader = undefined;
  }

  /** Entries in order as they are at the first step, whatever is written meanwhile; finishing lets the old pages go. */
  *snapshot(range: KeyRange): Generator<Entry> {
    const transaction = this.#db.useReadTransaction();
    this.#holders += 1;
    try {
      yield* this.#db.getRange({ ...range, transaction });
    } finally {
      this.#holders -= 1;
      transaction.done();
    }
  }

  /** Runs `work` in a write transaction together with whatever else waits, and resolves when all of it is flushed. */
  write<T>(work: () => T): Promise<T> {
    return this.#group.write(work);
  }

  /** From now on no commit waits for the disk: when the machine stops, writes may be lost and the folder with them. */
  flushLater(): void {
    this.#commitFlags = UNFLUSHED;
  }

  /** Everything written so far is on disk when this returns, and from now on every commit. */
  flushNow(): void {
    this.#commitFlags = FLUSHED;
    flushFile(this.#options.dir);
  }

  onAbort(listener: () => void): void {
    this.#aborted.push(listener);
  }

  async close(): Promise<void> {
    await this.#group.idle();
    this.#releaseReader();
    await this.#db.close();
    this.#lock.release();
  }

  async #commit(run: () => void): Promise<void> {
    const { dir, commit = (now) => Promise.resolve(now()) } = this.#options;
    try {
      await commit(() => this.#inTransaction(run));
    } catch (error) {
      this.#aborted.forEach((listener) => listener());
      throw explainRefusal(dir, error);
    }
  }

  #inTransaction(run: () => void): void {
    this.#releaseReader();
    this.#holders += 1;
    this.#isWriting = true;
    try {
      this.#db.transactionSync(run, this.#commitFlags);
    } finally {
      this.#holders -= 1;
      this.#isWriting = false;
    }
    this.#touch();
  }

  /**
   * Every page of the file once looked at stays in the memory of this process until the map goes. Closing and opening
   * takes 3 ms; the pages themselves stay in the system's cache.
   */
  #touch(): void {
    this.#touched += 1;
    if (this.#touched < LOOK_EVERY || this.#holders > 0) return;
    this.#touched = 0;
    if (mappedBytes() <= (this.#options.maxMappedBytes ?? MAX_MAPPED_BYTES)) return;
    this.#releaseReader();
    // Nothing of ours is waiting in it, so it is closed when this returns.
    void this.#db.close();
    this.#db = openMap(this.#options);
  }
}

/** Node 20's own recursive mkdir never returns in a folder that refuses with ENOENT, as /proc does. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  // Personal data: for the owner's eyes only.
  mkdirSync(dir, { mode: 0o700 });
}
