import { v7 as uuidv7 } from 'uuid';
import type { ItemReceipt } from '../../server/contract/ingest.ts';
import { touch } from '../track/cell.ts';
import type { NewSignal } from '../track/database.ts';
import type { Sampler } from '../track/sampler.ts';
import type { Owner, PhoneSession } from './session.ts';

type WithoutStamp<T> = T extends unknown ? Omit<T, 'id' | 'capturedAtMs'> : never;
export type Said = WithoutStamp<NewSignal>;

/** What became of it; nothing yet where it only waits on this phone, `not_kept` where that had no room for it. */
export type Told = Pick<ItemReceipt, 'status' | 'code' | 'punch'> | undefined;

/** Keeps what the person says at once, also offline, and tries to send it; answers what became of it. */
export async function tell(
  session: Owner & Pick<PhoneSession, 'outbox' | 'sync'> & { sampler: Pick<Sampler, 'wake'> },
  said: Said,
): Promise<Told> {
  const { outbox, clock, me, sync, sampler } = session;
  const id = uuidv7();
  const isKept = await outbox.addSignal(me.personId, { ...said, id, capturedAtMs: clock.nowMs() }).then(
    () => true,
    () => false,
  );
  if (!isKept) return { status: 'rejected', code: 'not_kept' };
  touch(sampler.wake);
  await sync.flush({ urgent: true });
  return outbox.answerTo(id);
}
