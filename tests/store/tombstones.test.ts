import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stone } from '../../server/contract/tombstone.ts';
import { DamagedTombstones, KEEP_DAYS, openTombstones } from '../../server/store/tombstones.ts';

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const key = (hash: string, at = ago(1)): Stone => ({ kind: 'api_key', hash, at });
const hashes = (stones: readonly Stone[]): string[] =>
  stones.map((one) => (one.kind === 'api_key' ? one.hash : one.kind)).toSorted();

let dir: string;
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'mingqin-stones-')), 'tombstones');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));
const files = (): string[] => readdirSync(dir).map((name) => join(dir, name));
const fileWith = (hash: string): string =>
  files().find((path) => readFileSync(path, 'utf8').includes(`"${hash}"`)) ?? '';
const leaveIdle = (paths: readonly string[]): void => {
  for (const path of paths) utimesSync(path, new Date(), new Date(Date.now() - 2 * DAY_MS));
};

describe('the files of the list', () => {
  it('hold once what two processes enter beside each other, and the owner alone reads them', async () => {
    const [one, other] = [await openTombstones(dir), await openTombstones(dir)];
    expect([one.isNew, other.isNew]).toEqual([true, false]);
    const a = key('a');
    await Promise.all([one.add([a]), one.add([a, key('b')]), other.add([key('c')])]);
    const again = await openTombstones(dir);
    expect(hashes(again.list())).toEqual(['a', 'b', 'c']);
    expect(readFileSync(fileWith('a'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
    expect(files().map((path) => statSync(path).mode & 0o777)).toEqual(files().map(() => 0o600));
  });

  it('are read without an end that was being written, and refused when the middle is not as it was written', async () => {
    await (await openTombstones(dir)).add([key('a'), key('b')]);
    appendFileSync(fileWith('a'), '{"seq":3,"sto');
    const again = await openTombstones(dir);
    expect(hashes(again.list())).toEqual(['a', 'b']);
    await again.add([key('c')]);
    expect(hashes((await openTombstones(dir)).list())).toEqual(['a', 'b', 'c']);
    const path = fileWith('a');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"a"', '"x"'));
    await expect(openTombstones(dir)).rejects.toThrow(/is damaged at line 1: put back a copy/);
    await expect(openTombstones(dir)).rejects.toBeInstanceOf(DamagedTombstones);
  });

  it('become one when nobody writes to them any more, without what is older than any backup', async () => {
    for (const hash of ['a', 'b', 'c']) await (await openTombstones(dir)).add([key(hash)]);
    await (await openTombstones(dir)).add([key('old', ago(KEEP_DAYS + 1))]);
    const inUse = await openTombstones(dir);
    await inUse.add([key('d')]);
    leaveIdle(files().filter((path) => path !== fileWith('d')));
    const joined = await openTombstones(dir);
    expect(hashes(joined.list())).toEqual(['a', 'b', 'c', 'd']);
    expect(files()).toHaveLength(2);
    await inUse.add([key('e')]);
    expect(hashes((await openTombstones(dir)).list())).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});
