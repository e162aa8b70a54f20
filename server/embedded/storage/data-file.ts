import { join } from 'node:path';
import type { RootDatabase } from 'lmdb';
import { Journal } from './journal.ts';
import { type OpenTransaction, beginTransaction, openMap } from './map.ts';

type Options = Readonly<{ dir: string; noSync?: boolean }>;

/**
 * lmdb's file and its journal. One transaction is always open; the groups it holds are on disk in the journal, so that it is
 * committed, and its pages are written, once for many of them.
 */
export class DataFile {
  /** The database as the open transaction sees it; `reopen` replaces it. */
  db: RootDatabase<Buffer, Buffer>;
  readonly #path: string;
  readonly #journal: Journal;
  #transaction: OpenTransaction;

  constructor({ dir, noSync = false }: Options) {
    this.#path = join(dir, 'data.mdb');
    this.db = openMap(this.#path);
    this.#journal = new Journal(dir, this.#path);
    this.#journal.isFlushed = !noSync;
    this.#transaction = this.#open();
    try {
      if (!noSync) this.#journal.flushNow();
      this.#recover();
    } catch (error) {
      void this.release();
      throw error;
    }
  }

  put(key: Buffer, value: Buffer): void {
    this.#journal.add(key, value);
    this.db.putSync(key, value);
  }

  remove(key: Buffer): void {
    this.#journal.add(key);
    this.db.removeSync(key);
  }

  /** Begins a group; calling the result undoes what the group changed. */
  async openGroup(): Promise<() => void> {
    if (this.#journal.isFull) {
      await this.#journal.settled();
      this.commit();
    }
    const { end } = this.#journal;
    return () => {
      this.#journal.undo(end);
      this.#transaction.abort();
      this.#begin();
    };
  }

  /** The group is on disk when this returns. */
  closeGroup(): void {
    if (this.#journal.keep()) return;
    this.commit();
    this.#journal.settle();
  }

  /** Commits the groups: other transactions see them in the file, though they may not be on its disk yet. */
  commit(): void {
    if (!this.#journal.prepare()) return;
    try {
      this.#transaction.commit();
    } catch (error) {
      this.#begin();
      throw error;
    }
    this.#journal.committed();
    this.#transaction = this.#open();
  }

  /** From now on no write waits for the disk: when the machine stops, writes may be lost and the folder with them. */
  flushLater(): void {
    this.#journal.isFlushed = false;
  }

  /** Everything written so far is on disk when this returns, and from now on every write. */
  flushNow(): void {
    this.commit();
    this.#journal.flushNow();
  }

  /** Maps the file anew, without the last commit when that `isTakenBack`. */
  reopen(isTakenBack = false): void {
    if (!isTakenBack) this.commit();
    this.#transaction.abort();
    // Nothing of ours is waiting in it, so it is closed when this returns.
    void this.db.close();
    this.db = openMap(this.#path, isTakenBack);
    this.#transaction = this.#open();
  }

  async close(): Promise<void> {
    try {
      this.commit();
      this.#journal.settle();
    } catch {
      // What the file cannot take, on a full disk, stays in the journal.
    }
    await this.release();
  }

  async release(): Promise<void> {
    this.#transaction.abort();
    await this.db.close();
    await this.#journal.settled();
    this.#journal.close();
  }

  #open(): OpenTransaction {
    const transaction = beginTransaction(this.db);
    this.#journal.commit = transaction.id;
    return transaction;
  }

  /** With what the journal has for the next commit. */
  #begin(): void {
    this.#transaction = this.#open();
    this.#apply(this.#journal.commit);
  }

  #apply(commit: number): void {
    for (const { key, value } of this.#journal.changesFor(commit)) {
      if (value) this.db.putSync(key, value);
      else this.db.removeSync(key);
    }
  }

  /** The process was killed or the machine stopped: what the file may not have is written again. */
  #recover(): void {
    if (this.#journal.holds(this.#journal.commit - 1)) this.reopen(true);
    const next = this.#journal.commit + 1;
    this.#apply(next - 1);
    if (!this.#journal.holds(next)) return;
    this.#apply(next);
    this.#transaction.commit();
    this.#journal.committed();
    this.#journal.settle();
    this.#journal.retire(next);
    this.#begin();
  }
}
