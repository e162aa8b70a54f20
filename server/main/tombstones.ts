import { join } from 'node:path';
import type { Deps } from '../flow/deps.ts';
import { catchUp } from '../flow/tombstone/catch-up.ts';
import { bringInLine, sinceOf } from '../flow/tombstone/hold.ts';
import { sayReapplied } from '../flow/tombstone/reapplied.ts';
import { isStoreAway } from '../store/health.ts';
import { DamagedTombstones, openTombstones, type Tombstones } from '../store/tombstones.ts';
import { TOMBSTONES } from './data-dir.ts';
import { StartFault, toStartFault } from './start-fault.ts';

/** What other processes did stands in this one's list after so long. */
const EVERY_MS = 60_000;

/** The list of what must not come back with a backup, in the data folder. */
export async function openList(dataDir: string): Promise<Tombstones> {
  const dir = join(dataDir, TOMBSTONES);
  try {
    return await openTombstones(dir);
  } catch (error) {
    if (error instanceof DamagedTombstones) throw new StartFault(error.message);
    throw toStartFault(error, `data folder ${dir}`);
  }
}

/** Does again what a restore has undone, says so, and keeps the list complete from then on. */
export async function holdList(
  deps: Deps,
  tombstones: Tombstones,
  say: (line: string) => void = () => undefined,
): Promise<{ stop: () => void }> {
  const { reapplied, isLost, entered } = await bringInLine(deps, tombstones);
  const again = sayReapplied(reapplied);
  if (again !== null) say(again);
  if (isLost)
    say(
      `${TOMBSTONES}/ of the data folder (DATA_DIR) is new, and was made of the store with ${entered} entries: right for a new machine; after a restore stop, put the folder of the old machine there and start again, else what was deleted or taken back after the backup stays back`,
    );
  const timer = setInterval(() => {
    // A store that is away is told of elsewhere.
    catchUp(tombstones, sinceOf(tombstones)).catch(
      (error: unknown) => isStoreAway(error) || deps.noteBug?.(TOMBSTONES, error),
    );
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
