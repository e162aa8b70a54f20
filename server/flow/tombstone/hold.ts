import type { Reapplied } from '../../contract/tombstone.ts';
import type { Tombstones } from '../../store/tombstones.ts';
import type { Deps } from '../deps.ts';
import { carryOutErasures } from '../own/erase-data.ts';
import { catchUp } from './catch-up.ts';
import { noteFirstList } from './reapplied.ts';
import { reapply } from './reapply.ts';

/** What was entered before it stood on the list of another machine, or of one whose clock was off. */
const MARGIN_MS = 86_400_000;

/**
 * Brings the store and the list beside it in line before anybody is let in. `isLost`: the store had a list once, and this folder has none,
 * so that what was taken back after the backup of a restored store is not known here.
 */
export async function bringInLine(
  deps: Deps,
  tombstones: Tombstones,
): Promise<Readonly<{ reapplied: Reapplied; isLost: boolean; entered: number }>> {
  const isFirst = await noteFirstList(deps);
  const known = tombstones.list();
  const reapplied = await reapply(deps, known);
  // Granted again by this start, or by the restore before it.
  if (known.some(({ kind }) => kind === 'erasure'))
    await carryOutErasures(deps).catch((error: unknown) => deps.noteBug?.('erasures after a restore', error));
  await catchUp(tombstones, sinceOf(tombstones));
  const entered = tombstones.list().length - known.length;
  return { reapplied, isLost: tombstones.isNew && !isFirst, entered };
}

/** From when on the list may lack something that the store has. */
export function sinceOf(tombstones: Tombstones): Date {
  const last = tombstones.list().at(-1);
  return tombstones.isNew || !last ? new Date(0) : new Date(Date.parse(last.at) - MARGIN_MS);
}
