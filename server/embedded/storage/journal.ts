import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Log } from './log.ts';

export type Change = { key: Buffer; value: Buffer | undefined };

/** The most bytes and changes between two commits: more would keep more changed pages in memory and take lmdb longer to write. */
const [MAX_BYTES, MAX_CHANGES] = [8 * 1024 * 1024, 30_000];
/** How a change is written: length of the key (u16) and of the value (u32), key, value. A removal has no value and a length of all ones. */
const [HEAD_BYTES, PARTS, REMOVED] = [6, 3, 0xffffffff];
const NOTHING = new Uint8Array();
const flushFile = promisify(fdatasync);

/**
 * Keeps what was answered until the data file has it. A commit of lmdb is not flushed at once: its groups stay in one log while
 * those for the next go to the other, and it can be taken back as long as its log is not retired.
 */
export class Journal {
  /** False lets nothing wait for the disk. */
  isFlushed = true;
  /** The number of the commit that groups are now written for. */
  commit = 0;
  readonly #data: number;
  readonly #logs: readonly [Log, Log];
  #group: Uint8Array[] = [];
  #groupBytes = 0;
  /** The group is too large for the log and goes to the data file itself. */
  #isLarge = false;
  #changes = 0;
  #unconfirmed: number | undefined;
  #behind: Promise<void> | undefined;
  #failure: unknown;

  constructor(dir: string, dataPath: string) {
    this.#data = openSync(dataPath, 'r+');
    this.#logs = [new Log(join(dir, 'log-0')), new Log(join(dir, 'log-1'))];
  }

  /** Where the next group goes. */
  get end(): number {
    return this.#logOf(this.commit).end;
  }

  get isFull(): boolean {
    return this.end > MAX_BYTES || this.#changes > MAX_CHANGES;
  }

  /** A change of the group that is being written. */
  add(key: Uint8Array, value?: Uint8Array): void {
    if (this.#isLarge) return;
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    head.writeUInt16LE(key.length);
    head.writeUInt32LE(value?.length ?? REMOVED, 2);
    this.#group.push(head, key, value ?? NOTHING);
    this.#groupBytes += HEAD_BYTES + key.length + (value?.length ?? 0);
    if (this.#groupBytes <= MAX_BYTES && this.#group.length <= PARTS * MAX_CHANGES) return;
    this.#isLarge = true;
    this.#group = [];
    // lmdb may now write pages before the commit, and the one before must not need them any more.
    this.settle();
  }

  /** Puts the group into the log; false when the commit is to be made now instead. */
  keep(): boolean {
    if (this.#isLarge) return false;
    this.#changes += this.#group.length / PARTS;
    if (this.#group.length > 0) this.#append(this.#group);
    this.#forgetGroup();
    return true;
  }

  /** Forgets the group, and cuts from the log what it has of it. */
  undo(end: number): void {
    this.#forgetGroup();
    this.#logOf(this.commit).cut(end);
  }

  /** Before lmdb commits; false when there is nothing to commit. */
  prepare(): boolean {
    if (!this.#isLarge && this.end === 0) return false;
    this.settle();
    if (this.end === 0) this.#append([]);
    return true;
  }

  committed(): void {
    this.#unconfirmed = this.commit;
    this.#forgetGroup();
    this.#changes = 0;
    this.#logOf(this.commit + 1).restart();
    this.#behind = this.#flushBehind(this.commit);
  }

  /** From now on everything waits for the disk, and what did not is there when this returns. */
  flushNow(): void {
    this.isFlushed = true;
    for (const file of [this.#data, ...this.#logs.map((log) => log.file)]) fdatasyncSync(file);
  }

  /** Resolves when the flush behind the last commit is done. */
  async settled(): Promise<void> {
    await this.#behind;
  }

  /** The last commit is on disk when this returns. */
  settle(): void {
    if (this.#failure) throw this.#failure;
    if (this.#unconfirmed === undefined) return;
    if (this.isFlushed) fdatasyncSync(this.#data);
    this.#confirm(this.#unconfirmed);
  }

  /** Whether the log has groups for this commit: then the commit was made but may not be whole on disk, or it is still to be made. */
  holds(commit: number): boolean {
    return !this.#logOf(commit).read(commit).next().done;
  }

  *changesFor(commit: number): Generator<Change> {
    for (const group of this.#logOf(commit).read(commit)) {
      for (let at = 0; at < group.length;) {
        const start = at + HEAD_BYTES + group.readUInt16LE(at);
        const size = group.readUInt32LE(at + 2);
        const key = group.subarray(at + HEAD_BYTES, start);
        at = size === REMOVED ? start : start + size;
        yield { key, value: size === REMOVED ? undefined : group.subarray(start, at) };
      }
    }
  }

  /** The data file has all that the log of this commit has. */
  retire(commit: number): void {
    const log = this.#logOf(commit);
    log.retire();
    if (this.isFlushed) fdatasyncSync(log.file);
  }

  close(): void {
    for (const file of [this.#data, ...this.#logs.map((log) => log.file)]) closeSync(file);
  }

  /** While others work. */
  async #flushBehind(commit: number): Promise<void> {
    try {
      if (this.isFlushed) await flushFile(this.#data);
      if (this.#unconfirmed === commit) this.#confirm(commit);
    } catch (error) {
      // The system forgets what it could not write, so a second flush would prove nothing: there is no commit any more.
      this.#failure = error;
    }
  }

  #append(changes: Uint8Array[]): void {
    const log = this.#logOf(this.commit);
    log.append(this.commit, changes);
    if (this.isFlushed) fdatasyncSync(log.file);
  }

  #confirm(commit: number): void {
    this.retire(commit);
    this.#unconfirmed = undefined;
  }

  #forgetGroup(): void {
    [this.#group, this.#groupBytes, this.#isLarge] = [[], 0, false];
  }

  #logOf(commit: number): Log {
    return this.#logs[commit % 2 === 0 ? 0 : 1];
  }
}
