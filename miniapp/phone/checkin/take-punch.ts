import { v7 as uuidv7 } from 'uuid';
import type { Punch } from '../../../server/contract/ingest.ts';
import { serverOffsetMs } from '../../api.ts';
import type { Reading } from '../../track/database.ts';
import { lastFixAt } from '../../track/last-fix.ts';
import { ownTimeOf } from '../../track/own-time.ts';
import { isInWindow } from '../../track/sampler.ts';
import type { PhoneSession } from '../session.ts';

/** A reading older than this is not the place of the punch. */
const FRESH_MS = 20_000;

export type PunchInput = {
  kind: 'in' | 'out';
  reading?: Reading;
  photo?: { bytes: ArrayBuffer; capturedAtMs: number };
};

/** `lostPhoto`: there was room for the punch alone. */
export type TakenPunch = { id: string; lostPhoto: boolean };

/** Keeps the time of the tap at once; the location follows while the result screen shows. */
export async function takePunch(
  session: PhoneSession,
  { kind, reading, photo }: PunchInput,
): Promise<TakenPunch> {
  const { outbox, clock, me } = session;
  const [id, photoId] = [uuidv7(), uuidv7()];
  const punch = { id, kind, capturedAtMs: clock.nowMs(), ...(photo ? { photoId } : {}) };
  const taken = photo && { id: photoId, type: 'image/jpeg', ...photo };
  const kept = await outbox.addPunch(me.personId, punch, taken);
  void finishPunch(session, id, reading);
  return { id, lostPhoto: photo !== undefined && kept !== 'whole' };
}

/** Location may be read for a punch only inside a collection window and with consent (R1, R2). */
export async function mayLocate({ today, outbox, me, clock }: PhoneSession): Promise<boolean> {
  const plan = today.get();
  if (!plan?.locationConsent) return false;
  if ((await outbox.withdrawals(me.personId)).includes('location')) return false;
  const offsetMs = serverOffsetMs() ?? 0;
  const { windows, isResting } = ownTimeOf(plan, await outbox.ownSignals(me.personId), offsetMs);
  return !isResting && isInWindow(windows, clock.nowMs() + offsetMs);
}

async function finishPunch(session: PhoneSession, id: string, reading: Reading | undefined): Promise<void> {
  const [location] = await Promise.all([
    locationOf(session, reading).catch(() => undefined),
    proveByWifi(session, id).catch(() => undefined),
  ]);
  await session.outbox.releasePunch(session.me.personId, id, location);
  await session.sync.flush({ urgent: true });
}

/** The store's own access point settles what a poor fix cannot; under the same consent and times as a position. */
async function proveByWifi(session: PhoneSession, punchId: string): Promise<void> {
  if (!(await mayLocate(session))) return;
  const wifi = await session.bridge.wifi();
  if (!wifi) return;
  const { outbox, me, clock } = session;
  const signal = { id: uuidv7(), kind: 'wifi', bssid: wifi.bssid, punchId } as const;
  await outbox.addSignal(me.personId, { ...signal, capturedAtMs: clock.nowMs() });
}

/** A fresh place, or that of the last minute; nothing where it may not be read. Fails where none comes. */
export async function locationOf(session: PhoneSession, reading?: Reading): Promise<Punch['location']> {
  if (!(await mayLocate(session))) return undefined;
  const isFresh = reading && session.clock.nowMs() - reading.capturedAtMs < FRESH_MS;
  const { lng, lat, accuracyM, datum } = isFresh ? reading : await locateOrLast(session);
  return { lng, lat, accuracyM, datum };
}

async function locateOrLast({ bridge, sampler, clock }: PhoneSession): Promise<Reading> {
  return bridge.locate({ precise: true }).catch((error: unknown) => {
    const last = lastFixAt(sampler.last.get(), clock.nowMs());
    if (last) return last;
    throw error;
  });
}
