import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve as absolutePath } from 'node:path';
import type { RangeOptions } from 'lmdb';
import { asBuffer } from '../wire/bson.ts';
import { DataFile } from './data-file.ts';
import { explainRefusal } from './explain-refusal.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { GroupCommit } from './group-commit.ts';
import type { KeyRange } from './layout.ts';
import { mappedBytes } from './map.ts';

type Entry = { key: Buffer; value: Buffer };
export type EnvironmentOptions = {
  dir: string;
  /** Skip the flush to disk; for tests only. */
  noSync?: boolean;
  /** Brings one group to disk; tests replace it to watch, delay or refuse the flush. */
  flush?: (now: () => void) => Promise<void>;
  /** How much of the data file may count as memory of this process before it is mapped anew. */
  maxMappedBytes?: number;
};

const MAX_MAPPED_BYTES = 208 * 1024 * 1024;
/** Reads and writes between two looks at the mapped memory; each may map 64 KiB or two. */
const LOOK_EVERY = 512;
/** Without a write; then nothing is in a hurry. */
const QUIET_MS = 1000;

/** The bytes on disk: ordered keys, and one writer for all connections. */
export class Environment {
  readonly data: DataFile;
  readonly #options: EnvironmentOptions;
  readonly #lock: FolderLock;
  readonly #group = new GroupCommit((run) => this.#writeGroup(run));
  readonly #onAbort: () => void;
  #touched = 0;
  /** A load of writes leaves no moment to map anew, nor would that help it; its pages go when it is over. */
  readonly #quiet = setTimeout(() => this.#look(), QUIET_MS).unref();
  /** Snapshots and groups that need the map as it is. */
  #holders = 0;

  constructor(options: EnvironmentOptions, onAbort: () => void) {
    this.#options = options;
    this.#onAbort = onAbort;
    makeFolder(absolutePath(options.dir));
    this.#lock = lockFolder(options.dir);
    try {
      this.data = new DataFile(options);
    } catch (error) {
      this.#lock.release();
      throw error;
    }
  }

  get(key: Buffer): Buffer | undefined {
    this.#touch();
    return this.data.db.get(key);
  }

  /** Only inside `write`. */
  put(key: Buffer, value: Uint8Array): void {
    this.#touch();
    this.data.put(key, asBuffer(value));
  }

  /** Only inside `write`. */
  remove(key: Buffer): void {
    this.data.remove(key);
  }

  /**
   * Keys in order, read page by page, so that a slow reader holds nothing open. lmdb leaves the low end out of a
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
    this.#touch();
    const options: RangeOptions = reverse
      ? { start: end, end: start, reverse, limit, exclusiveStart: true }
      : { start, end, limit };
    return Array.from(this.data.db.getKeys(options));
  }

  /** Looks at every page of the range. */
  count(range: KeyRange): number {
    this.#touched = LOOK_EVERY;
    this.#touch();
    return this.data.db.getKeysCount(range);
  }

  /** Entries in order as they are at the first step, whatever is written meanwhile; finishing lets the old pages go. */
  *snapshot(range: KeyRange): Generator<Entry> {
    this.data.commit();
    const transaction = this.data.db.useReadTransaction();
    this.#holders += 1;
    try {
      yield* this.data.db.getRange({ ...range, transaction });
    } finally {
      this.#holders -= 1;
      transaction.done();
    }
  }

  /** Runs `work` together with whatever else waits, and resolves when all of it is flushed. */
  write<T>(work: () => T): Promise<T> {
    return this.#group.write(work);
  }

  async close(): Promise<void> {
    await this.#group.idle();
    clearTimeout(this.#quiet);
    await this.data.close();
    this.#lock.release();
  }

  async #writeGroup(run: () => void): Promise<void> {
    const { dir, flush = (now) => Promise.resolve(now()) } = this.#options;
    this.#holders += 1;
    let undo = (): void => undefined;
    try {
      undo = await this.data.openGroup();
      run();
      await flush(() => this.data.closeGroup());
    } catch (error) {
      undo();
      this.#onAbort();
      throw explainRefusal(dir, error);
    } finally {
      this.#holders -= 1;
      this.#quiet.refresh();
    }
  }

  /**
   * Every page of the file once looked at stays in the memory of this process until the map goes. Closing and opening
   * takes 3 ms; the pages themselves stay in the system's cache.
   */
  #touch(): void {
    this.#touched += 1;
    this.#look();
  }

  #look(): void {
    if (this.#touched < LOOK_EVERY || this.#holders > 0) return;
    this.#touched = 0;
    if (mappedBytes() <= (this.#options.maxMappedBytes ?? MAX_MAPPED_BYTES)) return;
    try {
      this.data.reopen();
    } catch {
      // The disk is full: the map stays until there is room.
    }
  }
}

/** Not Node 20's own recursive mkdir, which never returns in a folder that refuses with ENOENT, as /proc does. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  if (dirname(dir) !== dir) makeFolder(dirname(dir));
  // Personal data: for the owner's eyes only.
  mkdirSync(dir, { mode: 0o700 });
}
