import { createCell } from './cell.ts';
import type { Clock } from './clock.ts';
import type { Space } from './capacity.ts';
import { openOutboxDatabase } from './database.ts';
import type { QueuedPunch } from './database.ts';
import { memories } from './memories.ts';
import { readInstall } from './outbox-install.ts';
import { reads } from './outbox-reads.ts';
import { settlements } from './outbox-settle.ts';
import { withdrawals } from './outbox-withdraw.ts';
import { HOLD_MS, writes } from './outbox-writes.ts';
import { createSharedChanges } from './shared-changes.ts';
import { createUnkept } from './unkept.ts';
import { signalStore } from './signal-store.ts';

export type { Waiting } from './outbox-reads.ts';
export type Outbox = Awaited<ReturnType<typeof createOutbox>>;

/** Everything captured and not yet answered by the server; survives reload and restart. `changes` counts writes. */
export async function createOutbox({ clock, name = 'mingqin' }: { clock: Clock; name?: string }) {
  const db = await openOutboxDatabase(name);
  const { changes, close } = createSharedChanges(name);
  const install = await readInstall(db);
  const heldIds = new Set<string>();
  const space = createCell<Space>('enough');
  const unkept = createUnkept();
  return {
    installId: install.installId,
    space,
    changes,
    close: () => {
      close();
      db.close();
    },
    isHeld: (id: string): boolean => heldIds.has(id),
    /** Held by this page, or by another one that still looks for the location; for longer only by a clock that was set back. */
    isWaitingForPlace: ({ id, stamp, heldUntilMs = 0 }: QueuedPunch): boolean => {
      const leftMs = heldUntilMs - clock.nowMs();
      return heldIds.has(id) || (stamp.pageId !== clock.pageId && leftMs > 0 && leftMs <= HOLD_MS);
    },
    ...writes(db, clock, { changes, heldIds, space, unkept }),
    ...withdrawals(db, changes),
    ...signalStore(db, clock, changes),
    ...memories(db, changes),
    ...reads(db, unkept),
    ...settlements(db, clock, { changes, space, unkept }),
  };
}
