import { createCell } from './cell.ts';
import type { Cell } from './cell.ts';

/** A count of writes that the other tabs of this phone hear of too: what one of them sends, all show as sent. */
export function createSharedChanges(name: string): { changes: Cell<number>; close: () => void } {
  const own = createCell(0);
  if (!('document' in globalThis) || typeof BroadcastChannel === 'undefined')
    return { changes: own, close: () => undefined };
  const channel = new BroadcastChannel(`${name}-changes`);
  channel.addEventListener('message', () => own.set(own.get() + 1));
  const changes = {
    ...own,
    set: (next: number): void => {
      own.set(next);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no other origin
      channel.postMessage(0);
    },
  };
  return { changes, close: () => channel.close() };
}
