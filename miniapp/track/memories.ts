import { hasRoomForPhoto } from './capacity.ts';
import type { Alive, LastSeen, OutboxDatabase } from './database.ts';

const LAST = 'last';

/** What the phone remembers beside the queue; none of it counts as a change that screens wait for. */
export function memories(db: OutboxDatabase) {
  return {
    alive: (personId: string): Promise<Alive | undefined> => db.get('alive', personId),
    setAlive: (personId: string, alive: Alive): Promise<unknown> => db.put('alive', alive, personId),
    forgetAlive: (personId: string): Promise<unknown> => db.delete('alive', personId),
    /** Of whoever was signed in last on this phone. */
    lastSeen: (): Promise<LastSeen | undefined> => db.get('lastSeen', LAST),
    keepLastSeen: (seen: LastSeen): Promise<unknown> => db.put('lastSeen', seen, LAST),
    forgetLastSeen: (): Promise<unknown> => db.delete('lastSeen', LAST),
    hasRoomForPhoto: (personId: string): Promise<boolean> => hasRoomForPhoto(db, personId),
  };
}
