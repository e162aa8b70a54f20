import { hasRoomForPhoto } from './capacity.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import { keysOf } from './database.ts';
import type { Alive, LastSeen, OutboxDatabase } from './database.ts';

const LAST = 'last';

/** What the phone remembers beside the queue; none of it counts as a change that screens wait for. */
export function memories(db: OutboxDatabase, changes: Cell<number>) {
  let isOver = false;
  return {
    alive: (personId: string): Promise<Alive | undefined> => db.get('alive', personId),
    setAlive: (personId: string, alive: Alive): Promise<unknown> => db.put('alive', alive, personId),
    forgetAlive: (personId: string): Promise<unknown> => db.delete('alive', personId),
    /** Of whoever was signed in last on this phone. */
    lastSeen: (): Promise<LastSeen | undefined> => db.get('lastSeen', LAST),
    keepLastSeen: async (seen: LastSeen): Promise<unknown> =>
      isOver ? undefined : db.put('lastSeen', seen, LAST),
    /** Who signs out leaves nothing to read behind, nor does an answer that comes later; what was not sent stays theirs. */
    forgetPerson: async (personId: string): Promise<void> => {
      isOver = true;
      const tx = db.transaction(['lastSeen', 'results', 'refusals', 'alive'], 'readwrite');
      await tx.objectStore('lastSeen').delete(LAST);
      await tx.objectStore('results').delete(keysOf(personId));
      await tx.objectStore('refusals').delete(personId);
      await tx.objectStore('alive').delete(personId);
      await tx.done;
    },
    /** The person has seen what was not taken. */
    forgetRefusals: async (personId: string): Promise<void> => {
      await db.delete('refusals', personId);
      touch(changes);
    },
    hasRoomForPhoto: (personId: string): Promise<boolean> => hasRoomForPhoto(db, personId),
  };
}
