import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../../miniapp/track/clock.ts';
import type { Reading } from '../../../miniapp/track/database.ts';
import { createOutbox } from '../../../miniapp/track/outbox.ts';
import { createSync } from '../../../miniapp/track/sync.ts';
import type { SyncApi } from '../../../miniapp/track/sync.ts';

export const PERSON = 'p1';
export const START_MS = Date.parse('2026-11-02T01:00:00Z');

/** One page life of a phone; the same `name` is the same phone after a restart. */
export async function buildPhone(options: {
  api: SyncApi;
  name: string;
  life?: string;
  personId?: string;
  /** How long fixes and gaps wait for company; not at all when absent. */
  uploadEveryMs?: number;
}) {
  const time: { nowMs: number; monoMs: number; serverMs?: number } = { nowMs: START_MS, monoMs: 0 };
  const clock: Clock = {
    nowMs: () => time.nowMs,
    monoMs: () => time.monoMs,
    pageId: options.life ?? 'life-1',
    serverAtLeastMs: () => time.serverMs,
    begun: { ...time },
  };
  const outbox = await createOutbox({ clock, name: options.name });
  const personId = options.personId ?? PERSON;
  const sync = createSync({
    outbox,
    api: options.api,
    clock,
    personId,
    batchSize: () => 4,
    ...(options.uploadEveryMs !== undefined && { uploadEveryMs: () => options.uploadEveryMs ?? 0 }),
    serverOffsetMs: () => 250,
    device: () => ({ os: 'Android 12' }),
    random: () => 0.5,
  });
  const pass = (ms: number): void => {
    time.nowMs += ms;
    time.monoMs += ms;
  };
  const addFixes = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      pass(1_000);
      await outbox.addFix(personId, buildReading({ capturedAtMs: time.nowMs }));
    }
  };
  const addPunch = async (withPhoto = false): Promise<string> => {
    const id = uuidv7();
    const photoId = uuidv7();
    const photo = { id: photoId, capturedAtMs: time.nowMs, bytes: new ArrayBuffer(8), type: 'image/jpeg' };
    const punch = { id, kind: 'in', capturedAtMs: time.nowMs, ...(withPhoto ? { photoId } : {}) } as const;
    await outbox.addPunch(personId, punch, withPhoto ? photo : undefined);
    await outbox.releasePunch(personId, id, { lng: 121.5, lat: 31.2, accuracyM: 12, datum: 'wgs84' });
    return id;
  };
  const addRest = async (): Promise<string> => {
    const id = uuidv7();
    await outbox.addSignal(personId, { id, kind: 'rest_start', capturedAtMs: time.nowMs });
    return id;
  };
  const addGap = async (): Promise<string> => {
    const id = uuidv7();
    const gap = { startedAtMs: time.nowMs - 600_000, capturedAtMs: time.nowMs, cause: 'hidden' } as const;
    await outbox.addSignal(personId, { id, kind: 'gap', ...gap });
    return id;
  };
  return { clock, outbox, sync, time, startMs: START_MS, pass, addFixes, addPunch, addRest, addGap };
}
export type SimulatedPhone = Awaited<ReturnType<typeof buildPhone>>;

export function buildReading(change: Partial<Reading> = {}): Reading {
  return { capturedAtMs: START_MS, lng: 121.5, lat: 31.2, accuracyM: 12, datum: 'wgs84', ...change };
}
