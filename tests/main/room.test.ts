import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireRoom } from '../../server/main/room.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mingqin-room-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it('says which folder has too little room, how much it has, and what to do', async () => {
  const refused = await requireRoom(dir, 1e12).catch((error: unknown) => error);
  expect(String(refused)).toMatch(
    /^Error: no room in the data folder \/.*mingqin-room-.*: \d+ MiB are free, 1000000000000 MiB are needed; free some space on that disk, or set DATA_DIR to a folder on another$/,
  );
});

it('lets a start go on where there is room', async () => {
  await expect(requireRoom(dir, 1)).resolves.toBeUndefined();
});
