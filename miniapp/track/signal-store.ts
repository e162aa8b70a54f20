import type { ItemReceipt } from '../../server/contract/ingest.ts';
import { touch } from './cell.ts';
import type { Cell } from './cell.ts';
import { stampNow } from './clock.ts';
import type { Clock } from './clock.ts';
import { keysOf } from './database.ts';
import type { NewSignal, OutboxDatabase, QueuedSignal } from './database.ts';

/** Not worth telling: the phone hangs on some other network, or a gap lay outside working time. */
const SILENT = new Set(['no_match', 'off_hours', 'no_shift', 'on_break', 'on_leave']);

/** The signals that wait on this phone, and what was answered to those of this page life. */
export function signalStore(db: OutboxDatabase, clock: Clock, changes: Cell<number>) {
  const answers = new Map<string, ItemReceipt>();
  /** Own times the server has taken, but the plan in hand does not show yet. */
  let unseen: { row: QueuedSignal; settledMs: number }[] = [];
  return {
    addSignal: async (personId: string, signal: NewSignal): Promise<void> => {
      const stamp = { ...stampNow(clock), capturedAtMs: signal.capturedAtMs };
      await db.add('signals', { personId, id: signal.id, signal, stamp });
      touch(changes);
    },
    /** In the order in which they were captured: ids grow with time. */
    signals: (personId: string): Promise<QueuedSignal[]> => db.getAll('signals', keysOf(personId)),
    /** What the person said of rests and sessions and the plan in hand may not know. */
    ownSignals: async (personId: string): Promise<QueuedSignal[]> =>
      [...unseen.map(({ row }) => row), ...(await db.getAll('signals', keysOf(personId)))].filter(
        (row) => row.personId === personId && isOwnTime(row.signal),
      ),
    /** A plan that was asked for at `sinceMonoMs` is in hand: it knows everything taken before. */
    forgetSeen: (sinceMonoMs: number): void => {
      unseen = unseen.filter(({ settledMs }) => settledMs >= sinceMonoMs);
    },
    /** The server's word on a signal of this page life. */
    answerTo: (id: string): ItemReceipt | undefined => answers.get(id),
    settleSignal: async (
      { personId, id, signal, stamp }: QueuedSignal,
      receipt: ItemReceipt,
    ): Promise<void> => {
      answers.set(id, receipt);
      if (isOwnTime(signal) && receipt.status !== 'rejected')
        unseen.push({ row: { personId, id, signal, stamp }, settledMs: clock.monoMs() });
      const code = receipt.status === 'conflict' ? 'conflict' : receipt.code;
      const isTold = receipt.status !== 'created' && receipt.status !== 'duplicate';
      const isSilent = SILENT.has(code ?? '') && (signal.kind === 'wifi' || signal.kind === 'gap');
      const tx = db.transaction(['signals', 'refusals'], 'readwrite');
      await tx.objectStore('signals').delete([personId, id]);
      if (isTold && !isSilent) {
        const key = `signal_${code ?? 'invalid'}`;
        const known = (await tx.objectStore('refusals').get(personId)) ?? {};
        await tx.objectStore('refusals').put({ ...known, [key]: (known[key] ?? 0) + 1 }, personId);
      }
      await tx.done;
      touch(changes);
    },
  };
}

const isOwnTime = ({ kind }: NewSignal): boolean => kind.startsWith('session_') || kind.startsWith('rest_');
