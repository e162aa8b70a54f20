import type { ItemReceipt } from '../../server/contract/ingest.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import type { Clock } from './clock.ts';
import { allOrNothing, idsBefore, keysOf } from './database.ts';
import type { OutboxDatabase, QueuedPunch, Refusals } from './database.ts';
import { installIn } from './outbox-install.ts';
import type { Space } from './capacity.ts';
import type { Unkept } from './unkept.ts';

const ANSWERS_KEPT_MS = 7 * 86_400_000;

/** What the server has answered leaves the phone. */
export function settlements(
  db: OutboxDatabase,
  clock: Clock,
  { changes, space, unkept }: { changes: Cell<number>; space: Cell<Space>; unkept: Unkept },
) {
  return {
    /** Removes answered fixes and counts what was not taken, in one transaction; goes on above the server's seq. */
    settleFixes: async (
      personId: string,
      seqs: readonly number[],
      news: { refused: Refusals; maxSeq: number },
    ) => {
      const tx = db.transaction(['install', 'fixes', 'refusals'], 'readwrite');
      for (const seq of seqs) await tx.objectStore('fixes').delete([personId, seq]);
      const known = (await tx.objectStore('refusals').get(personId)) ?? {};
      await tx.objectStore('refusals').put(addUp(known, news.refused), personId);
      const held = await installIn(tx.objectStore('install').get('install'));
      const nextSeq = Math.max(held.nextSeq, news.maxSeq + 1);
      await tx.objectStore('install').put({ ...held, nextSeq }, 'install');
      await tx.done;
      touch(changes);
    },
    settlePunch: async (personId: string, id: string, receipt: ItemReceipt) => {
      const row = unkept.get(id) ?? (await db.get('punches', [personId, id]));
      const isStored = await storeAnswer(db, { personId, id, receipt, row }, clock.nowMs()).then(
        () => !unkept.has(id),
        () => false,
      );
      // What the storage does not take leaves it at least, and the answer stays with this page.
      if (row && !isStored) unkept.settle(row, receipt);
      if (!isStored) await db.delete('punches', [personId, id]).catch(() => undefined);
      if (space.get() === 'unkept' && unkept.isEmpty()) space.set('full');
      touch(changes);
    },
    settlePhoto: async (personId: string, id: string, refused: Refusals) => {
      const tx = db.transaction(['photos', 'refusals'], 'readwrite');
      await tx.objectStore('photos').delete([personId, id]);
      const known = (await tx.objectStore('refusals').get(personId)) ?? {};
      await tx.objectStore('refusals').put(addUp(known, refused), personId);
      await tx.done;
      touch(changes);
    },
    dropFixes: async (personId: string) => {
      await db.delete('fixes', keysOf(personId));
      touch(changes);
    },
    dropPhotos: async (personId: string) => {
      await db.delete('photos', keysOf(personId));
      touch(changes);
    },
  };
}

type Answer = { personId: string; id: string; receipt: ItemReceipt; row: QueuedPunch | undefined };

async function storeAnswer(db: OutboxDatabase, { personId, id, receipt, row }: Answer, nowMs: number) {
  const tx = db.transaction(['punches', 'results'], 'readwrite');
  await allOrNothing(tx, async () => {
    if (row) await tx.objectStore('results').put({ personId, id, punch: row.punch, receipt });
    await tx.objectStore('punches').delete([personId, id]);
    await tx.objectStore('results').delete(idsBefore(personId, nowMs - ANSWERS_KEPT_MS));
  });
  if (isRefused(receipt)) await countRefused(db, personId, `punch_${receipt.code ?? 'invalid'}`);
}

/** The server has nothing of it: the person must hear of that. */
const isRefused = ({ status, punch }: ItemReceipt): boolean =>
  punch === undefined && (status === 'rejected' || status === 'conflict');

async function countRefused(db: OutboxDatabase, personId: string, code: string): Promise<void> {
  const tx = db.transaction('refusals', 'readwrite');
  const known = (await tx.store.get(personId)) ?? {};
  await tx.store.put(addUp(known, { [code]: 1 }), personId);
  await tx.done;
}

function addUp(known: Refusals, more: Refusals): Refusals {
  const sum = { ...known };
  for (const [code, count] of Object.entries(more)) sum[code] = (sum[code] ?? 0) + count;
  return sum;
}
