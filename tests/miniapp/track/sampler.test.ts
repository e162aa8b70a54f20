import { BridgeError } from '../../../miniapp/bridge/bridge.ts';
import { expect, it } from 'vitest';
import type { Reading } from '../../../miniapp/track/database.ts';
import type { QueuedSignal } from '../../../miniapp/track/database.ts';
import { ownTimeOf } from '../../../miniapp/track/own-time.ts';
import { createSampler } from '../../../miniapp/track/sampler.ts';
import type { SamplerPlan } from '../../../miniapp/track/sampler.ts';
import { buildReading } from './build-phone.ts';

const MORNING = Date.parse('2026-11-02T01:00:00Z');
const plan: SamplerPlan = {
  locationConsent: true,
  collectionWindows: [
    { startAt: '2026-11-02T00:45:00Z', endAt: '2026-11-02T04:00:00Z' },
    { startAt: '2026-11-02T05:00:00Z', endAt: '2026-11-02T10:15:00Z' },
  ],
  sampling: {
    intervalS: 60,
    distanceM: 30,
    stationaryIntervalS: 300,
    edge: { intervalS: 60, distanceM: 30, stationaryIntervalS: 300 },
    edgeMin: 20,
    batchSize: 100,
    uploadEveryS: 600,
    keepScreenOn: false,
  },
};

function buildSampler(change: { plan?: SamplerPlan; locate?: () => Promise<Reading> } = {}) {
  const world = {
    nowMs: MORNING,
    visible: true,
    withdrawn: false,
    lat: 31.2,
    located: 0,
    said: new Array<QueuedSignal>(),
  };
  const saved: Reading[] = [];
  const savedMonoMs: number[] = [];
  const sampler = createSampler({
    locate: () => {
      world.located += 1;
      return (
        change.locate?.() ?? Promise.resolve(buildReading({ lat: world.lat, capturedAtMs: world.nowMs }))
      );
    },
    save: (reading, monoMs) => {
      savedMonoMs.push(monoMs);
      return Promise.resolve(saved.push(reading));
    },
    plan: () => change.plan ?? plan,
    ownTime: (current) => Promise.resolve(ownTimeOf(current, world.said, 0)),
    isWithdrawn: () => Promise.resolve(world.withdrawn),
    isVisible: () => world.visible,
    clock: { nowMs: () => world.nowMs, monoMs: () => world.nowMs - MORNING, pageId: 'life-1' },
    serverOffsetMs: () => 0,
  });
  return { world, saved, savedMonoMs, sampler };
}

it('does not even read the location outside the windows, on a break, hidden, or without consent', async () => {
  const cases = [
    { nowMs: Date.parse('2026-11-02T00:44:59Z') },
    { nowMs: Date.parse('2026-11-02T04:30:00Z') },
    { nowMs: Date.parse('2026-11-02T10:15:00Z') },
    { visible: false },
    { withdrawn: true },
  ];
  for (const change of cases) {
    const { world, saved, sampler } = buildSampler();
    Object.assign(world, change);
    expect(await sampler.step()).toBeLessThan(60_000);
    expect({ saved: saved.length, located: world.located }).toEqual({ saved: 0, located: 0 });
  }
  const refused = buildSampler({ plan: { ...plan, locationConsent: false } });
  await refused.sampler.step();
  expect(refused.world.located).toBe(0);
  expect(refused.sampler.state.get()).toBe('no_consent');
});

it('throws a reading away that arrived after the withdrawal', async () => {
  const { world, saved, sampler } = buildSampler({
    locate: () => {
      world.withdrawn = true;
      return Promise.resolve(buildReading());
    },
  });
  await sampler.step();
  expect(saved).toEqual([]);
  expect(sampler.state.get()).toBe('no_consent');
});

it('judges the windows by the server clock when the phone is 47 minutes wrong', async () => {
  const saved: Reading[] = [];
  const sampler = createSampler({
    locate: () => Promise.resolve(buildReading()),
    save: (reading) => Promise.resolve(saved.push(reading)),
    plan: () => plan,
    ownTime: (current) => Promise.resolve(ownTimeOf(current, [], -47 * 60_000)),
    isWithdrawn: () => Promise.resolve(false),
    isVisible: () => true,
    clock: { nowMs: () => Date.parse('2026-11-02T04:40:00Z'), monoMs: () => 0, pageId: 'life-1' },
    serverOffsetMs: () => -47 * 60_000,
  });
  await sampler.step();
  expect(saved).toHaveLength(1);
});

it('keeps every reading of someone who moves, at the plan’s pace', async () => {
  const { world, saved, sampler } = buildSampler();
  for (let n = 0; n < 5; n += 1) {
    expect(await sampler.step()).toBe(60_000);
    world.nowMs += 60_000;
    world.lat += 0.001;
  }
  expect(saved).toHaveLength(5);
  expect(sampler.state.get()).toBe('recording');
});

it('slows down for someone who stays, and still keeps a sign of life', async () => {
  const { world, saved, sampler } = buildSampler();
  const waits: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const waitMs = await sampler.step();
    waits.push(waitMs / 1000);
    world.nowMs += waitMs;
  }
  expect(waits).toEqual([60, 60, 60, 300, 300, 300, 300]);
  expect(saved).toHaveLength(4);
});

it('keeps the last reading at a spot when the person moves on, with the time it was read', async () => {
  const { world, saved, savedMonoMs, sampler } = buildSampler();
  for (let n = 0; n < 3; n += 1) {
    await sampler.step();
    world.nowMs += 60_000;
  }
  expect(saved).toHaveLength(1);
  world.lat += 0.01;
  await sampler.step();
  expect(saved.map(({ capturedAtMs }) => (capturedAtMs - MORNING) / 60_000)).toEqual([0, 2, 3]);
  expect(savedMonoMs).toEqual([0, 120_000, 180_000]);
});

it('keeps it as well when positions stop, but not after a withdrawal', async () => {
  for (const [change, kept] of [
    [{ visible: false }, 2],
    [{ withdrawn: true }, 1],
  ] as const) {
    const { world, saved, sampler } = buildSampler();
    await sampler.step();
    world.nowMs += 60_000;
    await sampler.step();
    Object.assign(world, change);
    await sampler.step();
    expect(saved).toHaveLength(kept);
    Object.assign(world, { visible: true, withdrawn: false });
    await sampler.step();
    expect(saved).toHaveLength(kept);
  }
});

it('asks more rarely where no position comes, and as before once one came', async () => {
  let isBlind = true;
  const { world, sampler } = buildSampler({
    locate: () => (isBlind ? Promise.reject(new BridgeError('no_fix')) : Promise.resolve(buildReading())),
  });
  const waits: number[] = [];
  const step = async (): Promise<void> => {
    const waitMs = await sampler.step();
    waits.push(waitMs / 1000);
    world.nowMs += waitMs;
  };
  for (let n = 0; n < 5; n += 1) await step();
  isBlind = false;
  await step();
  isBlind = true;
  await step();
  expect(waits).toEqual([15, 30, 60, 120, 120, 60, 15]);
});

it('says why when the phone gives no position', async () => {
  const denied = buildSampler({ locate: () => Promise.reject(new BridgeError('no_permission')) });
  await denied.sampler.step();
  expect(denied.sampler.state.get()).toBe('no_permission');
  const lost = buildSampler({ locate: () => Promise.reject(new BridgeError('no_fix')) });
  await lost.sampler.step();
  expect(lost.sampler.state.get()).toBe('no_fix');
});

const signal = (
  kind: 'rest_start' | 'rest_end' | 'session_start' | 'session_end',
  atMs: number,
): QueuedSignal => ({
  personId: 'p1',
  id: `${kind}-${atMs}`,
  signal: { id: `${kind}-${atMs}`, kind, capturedAtMs: atMs },
  stamp: { capturedAtMs: atMs, monoMs: 0, pageId: 'life-1' },
});

it('does not read the location from the moment the person rests, before the server has heard of it, and goes on afterwards', async () => {
  const { world, sampler } = buildSampler();
  await sampler.step();
  world.said.push(signal('rest_start', MORNING + 1));
  world.nowMs = MORNING + 60_000;
  expect(await sampler.step()).toBeLessThan(60_000);
  expect([world.located, sampler.state.get()]).toEqual([1, 'resting']);
  world.said.push(signal('rest_end', MORNING + 60_000));
  await sampler.step();
  expect([world.located, sampler.state.get()]).toEqual([2, 'recording']);
});

it('records in a session that was started without a network, up to its end', async () => {
  const session = { fromAt: '2026-11-02T00:00:00Z', untilAt: '2026-11-02T12:00:00Z' };
  const { world, sampler } = buildSampler({ plan: { ...plan, collectionWindows: [], session } });
  await sampler.step();
  expect(sampler.state.get()).toBe('off_hours');
  world.said.push(signal('session_start', MORNING));
  await sampler.step();
  expect(sampler.state.get()).toBe('recording');
  world.said.push(signal('session_end', MORNING + 60_000));
  world.nowMs = MORNING + 60_000;
  await sampler.step();
  expect([world.located, sampler.state.get()]).toEqual([1, 'off_hours']);
});

it('never waits past the end of the shift: collection ends with it, also offline', async () => {
  const { world, sampler } = buildSampler();
  world.nowMs = Date.parse('2026-11-02T10:14:50Z');
  expect(await sampler.step()).toBe(10_000);
  world.nowMs += 10_000;
  await sampler.step();
  expect([world.located, sampler.state.get()]).toEqual([1, 'off_hours']);
});
