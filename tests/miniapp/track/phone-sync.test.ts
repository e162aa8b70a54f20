import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { ApiError } from '../../../miniapp/api.ts';
import type { SyncApi } from '../../../miniapp/track/sync.ts';
import { countRuns, plannedRuns } from '../../support/runs.ts';
import { buildPhone, PERSON, type SimulatedPhone } from './build-phone.ts';
import { createFakeServer, type FakeServer } from './fake-server.ts';

const DAYS = 14;
const FIXES_A_DAY = 12;
const LOSS = 0.3;
const DAY_MS = 86_400_000;

/** A repeatable stream of numbers from 0 to 1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A network that loses requests and replies, and delivers copies of old requests again at any time. */
function throughBadNetwork(server: FakeServer, random: () => number) {
  const delivered: (() => Promise<unknown>)[] = [];
  async function pass<T>(call: () => Promise<T>): Promise<T> {
    if (random() < LOSS) throw new ApiError(0, 'offline');
    const reply = await call();
    delivered.push(call);
    if (random() < LOSS) throw new ApiError(0, 'offline');
    return reply;
  }
  const api: SyncApi = {
    sendFixes: (batch) => pass(() => server.api.sendFixes(structuredClone(batch))),
    sendPunches: (batch) => pass(() => server.api.sendPunches(structuredClone(batch))),
    sendSignals: (batch) => pass(() => server.api.sendSignals(structuredClone(batch))),
    sendPhoto: (photo) => pass(() => server.api.sendPhoto(photo)),
    withdrawConsent: (kind) => pass(() => server.api.withdrawConsent(kind)),
  };
  const replay = async (): Promise<void> => {
    const call = delivered[Math.floor(random() * delivered.length)];
    await call?.();
  };
  return { api, replay };
}

/** What the person did, kept apart from the phone: the server must end with exactly this. */
type Model = { fixes: number; punches: Set<string>; signals: Set<string>; photos: number };

async function liveOneDevice(device: number): Promise<{ server: FakeServer; model: Model }> {
  const random = createRandom(device + 1);
  const server = createFakeServer();
  const { api, replay } = throughBadNetwork(server, random);
  const name = `phone-sync-${device}`;
  const skewMs = Math.round((random() - 0.5) * 6 * 3_600_000);
  const model: Model = { fixes: 0, punches: new Set(), signals: new Set(), photos: 0 };
  let life = 0;
  let clockMs = skewMs;
  const start = async (): Promise<SimulatedPhone> => {
    life += 1;
    const waits = random() < 0.5 ? { uploadEveryMs: 900_000 } : {};
    const phone = await buildPhone({ api, name, life: `life-${life}`, ...waits });
    phone.time.nowMs += clockMs;
    return phone;
  };
  let phone = await start();
  for (let day = 0; day < DAYS; day += 1) {
    for (let n = 0; n < FIXES_A_DAY; n += 1) {
      await phone.addFixes(1);
      model.fixes += 1;
      phone.pass(Math.floor(random() * 1_800_000));
      if (random() < 0.15) phone = await tapAndMaybeDie(phone);
      if (random() < 0.4) await phone.sync.flush({ urgent: random() < 0.5 });
      if (random() < 0.1) await replay();
    }
    phone.pass(DAY_MS / 2);
  }
  // The network is kind at last: whatever is left goes out, however often it takes.
  for (let n = 0; n < 200 && !(await isEmpty(phone)); n += 1) await phone.sync.flush({ urgent: true });
  for (let n = 0; n < 5; n += 1) await replay();
  expect(await isEmpty(phone)).toBe(true);
  phone.outbox.close();
  return { server, model };

  /** A punch, a break or a gap, and now and then the page is killed in the middle of a flush. */
  async function tapAndMaybeDie(alive: SimulatedPhone): Promise<SimulatedPhone> {
    const withPhoto = random() < 0.3;
    if (random() < 0.7) {
      model.punches.add(await alive.addPunch(withPhoto));
      if (withPhoto) model.photos += 1;
    } else model.signals.add(await (random() < 0.5 ? alive.addRest() : alive.addGap()));
    if (random() < 0.5) return alive;
    const dying = alive.sync.flush({ urgent: true });
    if (random() < 0.5) await dying;
    clockMs = alive.time.nowMs - alive.startMs + Math.round((random() - 0.5) * 600_000);
    const next = await start();
    await dying.catch(() => undefined);
    alive.outbox.close();
    return next;
  }
}

async function isEmpty(phone: SimulatedPhone): Promise<boolean> {
  const waiting = await phone.outbox.waiting(PERSON);
  return Object.values(waiting).every((count) => count === 0);
}

const DEVICES = plannedRuns(3);

it(
  `sync: ${DEVICES} devices of 14 days, lost requests and replies, replays, kills, wrong clocks: the server holds what the people did`,
  { timeout: 3_600_000 },
  async () => {
    let failed = 0;
    for (let device = 0; device < DEVICES; device += 1) {
      const { server, model } = await liveOneDevice(device);
      const got = {
        fixes: server.fixes.size,
        punches: [...server.punches.keys()].toSorted(),
        signals: [...server.signals.keys()].toSorted(),
        photos: server.photos.size,
        conflicts: server.conflicts(),
      };
      const wanted = {
        fixes: model.fixes,
        punches: [...model.punches].toSorted(),
        signals: [...model.signals].toSorted(),
        photos: model.photos,
        conflicts: 0,
      };
      if (JSON.stringify(got) !== JSON.stringify(wanted)) failed += 1;
      expect(got).toEqual(wanted);
    }
    countRuns(DEVICES, failed);
  },
);
