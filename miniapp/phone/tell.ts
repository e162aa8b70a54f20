import { v7 as uuidv7 } from 'uuid';
import type { ItemReceipt } from '../../server/contract/ingest.ts';
import { touch } from '../track/cell.ts';
import type { NewSignal } from '../track/database.ts';
import type { PhoneSession } from './session.ts';

type WithoutStamp<T> = T extends unknown ? Omit<T, 'id' | 'capturedAtMs'> : never;
export type Said = WithoutStamp<NewSignal>;

/** Keeps what the person says at once, also offline, and tries to send it; answers what the server made of it, or nothing yet. */
export async function tell(session: PhoneSession, said: Said): Promise<ItemReceipt | undefined> {
  const { outbox, clock, me, sync, sampler } = session;
  const id = uuidv7();
  await outbox.addSignal(me.personId, { ...said, id, capturedAtMs: clock.nowMs() });
  touch(sampler.wake);
  await sync.flush({ urgent: true });
  return outbox.answerTo(id);
}
