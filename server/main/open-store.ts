import { join } from 'node:path';
import type { Config } from '../config.ts';
import { openDataDir } from './data-dir.ts';
import { startEmbeddedChild, type EmbeddedChild } from './embedded-child.ts';
import { requireRoom, ROOM_MIB } from './room.ts';

export type OpenedStore = EmbeddedChild;

/** The database of this start: the given MongoDB, or the embedded store as a child process. */
export async function openStore(config: Config, say: (line: string) => void): Promise<OpenedStore> {
  if (config.store.kind === 'mongodb') {
    return {
      uri: config.store.uri,
      writeUnflushed: (work) => work(),
      stop: () => Promise.resolve(),
      died: new Promise(() => undefined),
    };
  }
  await openDataDir(config.dataDir);
  await requireRoom(config.dataDir, ROOM_MIB.production);
  say(`embedded store in ${config.dataDir}: for a small shop on one machine; set MONGODB_URI to grow`);
  return startEmbeddedChild(join(config.dataDir, 'store'));
}
