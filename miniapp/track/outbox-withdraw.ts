import type { ConsentKind } from '../../server/contract/consent.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import { keysOf } from './database.ts';
import type { OutboxDatabase } from './database.ts';

/** A withdrawal counts on this phone before the server has heard of it (R3). */
export function withdrawals(db: OutboxDatabase, changes: Cell<number>) {
  return {
    /** Stops collection at once, also offline: queued data of that kind goes, the withdrawal itself is queued. */
    withdraw: async (personId: string, kind: ConsentKind): Promise<void> => {
      await db.put('withdrawals', { personId, kind });
      if (kind === 'location') await dropLocations(db, personId);
      if (kind === 'photo') await db.delete('photos', keysOf(personId));
      touch(changes);
    },
    endWithdrawal: async (personId: string, kind: ConsentKind): Promise<void> => {
      await db.delete('withdrawals', [personId, kind]);
      touch(changes);
    },
  };
}

async function dropLocations(db: OutboxDatabase, personId: string): Promise<void> {
  const tx = db.transaction(['fixes', 'punches', 'signals', 'alive'], 'readwrite');
  await tx.objectStore('fixes').delete(keysOf(personId));
  await tx.objectStore('alive').delete(personId);
  for (const row of await tx.objectStore('signals').getAll(keysOf(personId)))
    if (row.signal.kind === 'wifi' || row.signal.kind === 'gap')
      await tx.objectStore('signals').delete([personId, row.id]);
    else if (row.signal.kind === 'prompt') {
      const { location: _dropped, ...signal } = row.signal;
      await tx.objectStore('signals').put({ ...row, signal });
    }
  for (const row of await tx.objectStore('punches').getAll(keysOf(personId))) {
    const { location: _dropped, ...punch } = row.punch;
    await tx.objectStore('punches').put({ ...row, punch });
  }
  await tx.done;
}
