import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import { BridgeError } from '../../../miniapp/bridge/bridge.ts';
import type { Clock } from '../../../miniapp/track/clock.ts';
import type { Reading } from '../../../miniapp/track/database.ts';
import { createGapWatch } from '../../../miniapp/track/gap-watch.ts';
import { createOutbox, type Outbox } from '../../../miniapp/track/outbox.ts';
import { ownTimeOf } from '../../../miniapp/track/own-time.ts';
import { createSampler } from '../../../miniapp/track/sampler.ts';
import { createSync } from '../../../miniapp/track/sync.ts';
import { FixSchema, type Fix } from '../../../server/contract/ingest.ts';
import type { SamplingPlan } from '../../../server/domain/sampling-plan.ts';
import type { Track } from '../../../server/domain/track/track.ts';
import { createFakeServer } from '../track/fake-server.ts';
import type { RepDay } from './rep-days.ts';
import { createTrafficMeter, type Overhead } from './traffic-meter.ts';

/** What the shift took from the phone, and the track that reached the server. */
export type DayCost = Readonly<{
  /** Times a position was asked for, in vain or not. */
  requests: number;
  /** Of them in vain: the source was silent. */
  inVain: number;
  fixes: number;
  wakeUps: number;
  bytes: number;
  kept: Track;
}>;

const PERSON = 'rep';
/** As the tracker of the page does. */
const LOOK_EVERY_MS = 30_000;
/** How long the phone waits for a position before it says that there is none. */
const LOCATE_LIMIT_MS = 10_000;

/** A shift with the page in front: punches in, is sampled and synced by the phone's own code, punches out. Only time and places are made. */
export async function liveDay(day: RepDay, plan: SamplingPlan, overhead: Overhead): Promise<DayCost> {
  let nowMs = day.startMs;
  const clock: Clock = { nowMs: () => nowMs, monoMs: () => nowMs - day.startMs, pageId: 'life-1' };
  const outbox = await createOutbox({ clock, name: `rep-day-${uuidv7()}` });
  const server = createFakeServer();
  const meter = createTrafficMeter(server.api, clock, overhead);
  const sync = createSync({
    outbox,
    api: meter.api,
    clock,
    personId: PERSON,
    batchSize: () => plan.batchSize,
    uploadEveryMs: () => plan.uploadEveryS * 1000,
    serverOffsetMs: () => 250,
    device: () => undefined,
    random: () => 0.5,
  });
  const receiver = createReceiver(day.source);
  const sampler = createSampler({
    locate: () => {
      const { reading, tookMs } = receiver.locate(nowMs);
      nowMs += tookMs;
      return reading ? Promise.resolve(reading) : Promise.reject(new BridgeError('no_fix'));
    },
    save: (reading, monoMs) => outbox.addFix(PERSON, reading, monoMs),
    plan: () => planOf(day, plan),
    ownTime: (current) => Promise.resolve(ownTimeOf(current, [], 0)),
    isWithdrawn: () => Promise.resolve(false),
    isVisible: () => true,
    gaps: createGapWatch({ outbox, clock, personId: PERSON }),
    clock,
    serverOffsetMs: () => 0,
  });
  const run = async (untilMs: number): Promise<void> => {
    let [sampleMs, lookMs] = [nowMs, nowMs];
    while (Math.min(sampleMs, lookMs) < untilMs) {
      nowMs = Math.max(nowMs, Math.min(sampleMs, lookMs));
      if (sampleMs <= nowMs) sampleMs = nowMs + (await sampler.step());
      if (lookMs > nowMs) continue;
      await sync.flush();
      lookMs = nowMs + LOOK_EVERY_MS;
    }
    nowMs = Math.max(nowMs, untilMs);
  };
  const punch = async (kind: 'in' | 'out'): Promise<void> => {
    await addPunch(outbox, kind, nowMs);
    await sync.flush({ urgent: true });
  };
  await punch('in');
  await run(day.endMs);
  await punch('out');
  // What was read last goes with the next upload.
  await run(day.endMs + plan.uploadEveryS * 1000 + 2 * LOOK_EVERY_MS);
  const left = await outbox.waiting(PERSON);
  outbox.close();
  if (left.fixes + left.punches > 0)
    throw new Error(
      `${day.name}: ${left.fixes} fixes stayed on the phone (${sync.state.get().fault ?? 'not due'})`,
    );
  const fixes = server.batches.flatMap((batch) => batch.fixes.map((fix) => FixSchema.parse(fix)));
  return { ...receiver.asked, fixes: fixes.length, ...meter.read(), kept: toTrack(fixes) };
}

/** A receiver that is switched on for one position: the next one of the source, if it comes in time. */
function createReceiver({ atMs, lng, lat, accuracyM }: Track) {
  const asked = { requests: 0, inVain: 0 };
  let at = 0;
  const locate = (nowMs: number): { reading?: Reading; tookMs: number } => {
    asked.requests += 1;
    while (at < atMs.length && (atMs[at] ?? 0) < nowMs) at += 1;
    const capturedAtMs = atMs[at] ?? Number.POSITIVE_INFINITY;
    if (capturedAtMs - nowMs > LOCATE_LIMIT_MS) {
      asked.inVain += 1;
      return { tookMs: LOCATE_LIMIT_MS };
    }
    const place = { lng: lng[at] ?? 0, lat: lat[at] ?? 0, accuracyM: accuracyM[at] ?? 0 };
    return { reading: { capturedAtMs, ...place, datum: 'wgs84' }, tookMs: capturedAtMs - nowMs };
  };
  return { asked, locate };
}

const planOf = ({ startMs, endMs }: RepDay, sampling: SamplingPlan) => ({
  locationConsent: true,
  collectionWindows: [{ startAt: new Date(startMs).toISOString(), endAt: new Date(endMs).toISOString() }],
  sampling,
});

async function addPunch(outbox: Outbox, kind: 'in' | 'out', capturedAtMs: number): Promise<void> {
  const id = uuidv7();
  await outbox.addPunch(PERSON, { id, kind, capturedAtMs });
  await outbox.releasePunch(PERSON, id, { lng: 121.5, lat: 31.2, accuracyM: 12, datum: 'wgs84' });
}

function toTrack(fixes: readonly Fix[]): Track {
  const column = (pick: (fix: Fix) => number): Float64Array => Float64Array.from(fixes, pick);
  return {
    atMs: column(({ capturedAtMs }) => capturedAtMs),
    lng: column(({ lng }) => lng),
    lat: column(({ lat }) => lat),
    accuracyM: column(({ accuracyM }) => accuracyM),
  };
}
