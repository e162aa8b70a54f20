import { createCell } from './cell.ts';
import type { Cell } from './cell.ts';
import type { AnsweredPunch, QueuedPunch, Refusals } from './database.ts';
import type { Outbox } from './outbox.ts';
import type { Waiting } from './outbox-reads.ts';

/** What a phone holds of one person at one moment, and what the server said of what went. */
export type Queue = {
  waiting: Waiting;
  punches: QueuedPunch[];
  answered: AnsweredPunch[];
  refusals: Refusals;
};

/** The queue, kept current from now on. It is read before the first screen shows, so that none ever claims that nothing waits. */
export async function watchQueue(outbox: Outbox, personId: string): Promise<Cell<Queue>> {
  let read = outbox.changes.get();
  const queue = createCell(await outbox.queue(personId));
  let reading: Promise<void> | undefined;
  const readOn = async (): Promise<void> => {
    while (read !== outbox.changes.get()) {
      read = outbox.changes.get();
      queue.set(await outbox.queue(personId));
    }
  };
  const look = (): void => {
    // Storage that fails is told where something is kept; what was read last stays.
    reading ??= readOn()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
  };
  outbox.changes.subscribe(look);
  look();
  return queue;
}
