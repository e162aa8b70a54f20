import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Source } from './with-client.ts';

/** Where the list of what must not come back lies: beside the folder of the store, else in the data folder of this environment. */
export function listFolder(source: Source, dataDir: string | undefined): string {
  const data = 'dir' in source ? dirname(resolve(source.dir)) : resolve(dataDir ?? '.data');
  return join(data, 'tombstones');
}

/**
 * Does again, right after a restore, what was taken back since the backup; deletions are carried out by the next start, which has the key
 * of what is stored. Answers what there is to say, null where there is no list.
 */
export async function reapplyList(uri: string, folder: string, database?: string): Promise<string | null> {
  if (!existsSync(folder)) return null;
  const { default: mongoose } = await import('mongoose');
  const { openTombstones } = await import('../../store/tombstones.ts');
  const { reapply } = await import('../../flow/tombstone/reapply.ts');
  const { sayReapplied } = await import('../../flow/tombstone/reapplied.ts');
  const { list } = await openTombstones(folder);
  await mongoose.connect(uri, { ...(database !== undefined && { dbName: database }) });
  try {
    const deps = { now: () => new Date(), enqueue: () => Promise.resolve() };
    const counts = await reapply(deps, list());
    const carried = counts.erasures > 0 ? '; the next start carries the deletions out' : '';
    return `${sayReapplied(counts) ?? 'nothing had to be done again after the restore'}${carried}`;
  } finally {
    await mongoose.disconnect();
  }
}
