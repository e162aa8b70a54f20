import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stone } from '../contract/tombstone.ts';
import { NO_LINE, readLines, writeLines, type LastLine } from '../domain/tombstone/lines.ts';
import { standingStones, subjectOf } from '../domain/tombstone/stones.ts';
import { storeFull } from '../errors.ts';

/** What an older backup must not bring back, kept in files beside the store and never inside a backup. */
export type Tombstones = Readonly<{
  /** The latest of each subject, the oldest first. */
  list: () => readonly Stone[];
  /** On disk when it returns; what is known is not written again. */
  add: (stones: readonly Stone[]) => Promise<void>;
  /** Whether this folder had no list before. */
  isNew: boolean;
}>;

/** No backup is kept longer than this; a line that is older guards against nothing. */
export const KEEP_DAYS = 400;
const DAY_MS = 86_400_000;
/** A file that was not written to for so long is left as it is by whoever made it: half of what others wait before they join it to another. */
const OWN_MS = DAY_MS / 2;
const IDLE_MS = DAY_MS;
const MOST_IDLE_FILES = 8;
const SUFFIX = '.jsonl';

/** A line of a list is not as it was written though others stand behind it. */
export class DamagedTombstones extends Error {}

/**
 * Opens the lists of a folder. Each process writes files of its own, so that several may share the folder without a lock; together they
 * are the list.
 */
export async function openTombstones(dir: string): Promise<Tombstones> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const names = (await readdir(dir)).filter((name) => name.endsWith(SUFFIX)).toSorted();
  const files = await Promise.all(names.map((name) => readList(join(dir, name))));
  const standing = (): Stone[] =>
    standingStones([...known.values()], new Date(Date.now() - KEEP_DAYS * DAY_MS));
  const known = new Map<string, Stone>();
  const note = (stone: Stone): void => {
    const other = known.get(subjectOf(stone));
    if (!other || other.at < stone.at) known.set(subjectOf(stone), stone);
  };
  for (const { stones } of files) stones.forEach(note);
  await joinIdle(dir, files);
  const file = createOwnFile(dir);
  if (files.length === 0) await file.append([]);
  let before: Promise<unknown> = Promise.resolve();
  const write = async (stones: readonly Stone[]): Promise<void> => {
    const fresh = stones.filter((stone) => !((known.get(subjectOf(stone))?.at ?? '') >= stone.at));
    if (fresh.length === 0) return;
    await file.append(fresh);
    fresh.forEach(note);
  };
  return {
    isNew: files.length === 0,
    list: standing,
    // One after the other: each line is chained to the one before.
    add: (stones) => {
      const written = before.then(() => write(stones));
      before = written.catch(() => undefined);
      return written;
    },
  };
}

type ReadFile = Readonly<{ path: string; stones: readonly Stone[]; changedAtMs: number }>;

async function readList(path: string): Promise<ReadFile> {
  const { mtimeMs } = await stat(path);
  const read = readLines(await readFile(path, 'utf8'), sha256);
  if ('damagedLine' in read)
    throw new DamagedTombstones(
      `${path} is damaged at line ${read.damagedLine}: put back a copy of it, or move it away to go on without what it holds`,
    );
  return { path, stones: read.stones, changedAtMs: mtimeMs };
}

/** Files that nobody writes to any more become one, without what is over. */
async function joinIdle(dir: string, files: readonly ReadFile[]): Promise<void> {
  const idle = files.filter(({ changedAtMs }) => Date.now() - changedAtMs > IDLE_MS);
  const stones = idle.flatMap((one) => one.stones);
  const kept = standingStones(stones, new Date(Date.now() - KEEP_DAYS * DAY_MS));
  if (idle.length <= MOST_IDLE_FILES && kept.length === stones.length) return;
  const path = join(dir, nameOfNew());
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(writeLines(NO_LINE, kept, sha256).text);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  await syncFolder(dir);
  for (const one of idle) await rm(one.path, { force: true });
}

/** The file this process appends to; a new one after a failed write, whose torn end nobody may write behind. */
function createOwnFile(dir: string): { append: (stones: readonly Stone[]) => Promise<void> } {
  let own: { path: string; last: LastLine; usedAtMs: number } | null = null;
  const append = async (stones: readonly Stone[]): Promise<void> => {
    const isMine = own !== null && Date.now() - own.usedAtMs < OWN_MS;
    const { path, last } = own && isMine ? own : { path: join(dir, nameOfNew()), last: NO_LINE };
    const lines = writeLines(last, stones, sha256);
    own = null;
    await writeBehind(path, lines.text).catch((error: unknown) => {
      throw isFull(error) ? storeFull() : error;
    });
    if (last === NO_LINE) await syncFolder(dir);
    own = { path, last: lines.last, usedAtMs: Date.now() };
  };
  return { append };
}

async function writeBehind(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.appendFile(text);
    await file.datasync();
  } finally {
    await file.close();
  }
}

const nameOfNew = (): string =>
  `${new Date().toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}${SUFFIX}`;

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');

/** Makes names of new files outlive a stop of the machine; not every system lets a folder be opened for that. */
async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
