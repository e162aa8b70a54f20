import { expect, it } from 'vitest';
import { createGapWatch } from '../../../miniapp/track/gap-watch.ts';
import type { SamplerState } from '../../../miniapp/track/sampler.ts';
import { buildPhone, PERSON, START_MS } from './build-phone.ts';
import { createFakeServer } from './fake-server.ts';

const { api } = createFakeServer();
const KEPT = { windowStartMs: START_MS - 3_600_000, stationaryMs: 300_000 };
const MINUTE = 60_000;

async function watch(name: string, life = 'life-1', atMs = START_MS) {
  const phone = await buildPhone({ api, name, life });
  phone.time.nowMs = atMs;
  const clock = { nowMs: () => phone.time.nowMs, monoMs: () => phone.time.monoMs, pageId: life };
  const gaps = createGapWatch({ outbox: phone.outbox, clock, personId: PERSON });
  const told = async () => (await phone.outbox.signals(PERSON)).map(({ signal }) => signal);
  return { ...phone, gaps, told };
}

it.each([
  ['hidden', 'hidden'],
  ['no_permission', 'permission'],
  ['no_fix', 'no_fix'],
] as const)('tells of a silence with the cause the page saw: %s', async (state, cause) => {
  const { gaps, pass, told } = await watch(`gap-${state}`);
  await gaps.kept(KEPT);
  await gaps.barred(state);
  pass(20 * MINUTE);
  await gaps.kept(KEPT);
  expect(await told()).toMatchObject([
    { kind: 'gap', startedAtMs: START_MS, capturedAtMs: START_MS + 20 * MINUTE, cause },
  ]);
});

it('tells that the page was killed after a restart, and nothing of a quick reload', async () => {
  const before = await watch('gap-killed');
  await before.gaps.kept(KEPT);
  before.outbox.close();
  const quick = await watch('gap-killed', 'life-2', START_MS + MINUTE);
  await quick.gaps.kept(KEPT);
  expect(await quick.told()).toEqual([]);
  quick.outbox.close();
  const after = await watch('gap-killed', 'life-3', START_MS + 30 * MINUTE);
  await after.gaps.kept(KEPT);
  expect(await after.told()).toMatchObject([{ cause: 'killed', startedAtMs: START_MS + MINUTE }]);
});

it('blames the battery saver when a visible page’s timers stood still', async () => {
  const { gaps, pass, told } = await watch('gap-saver');
  await gaps.kept(KEPT);
  pass(15 * MINUTE);
  await gaps.kept(KEPT);
  expect(await told()).toMatchObject([{ cause: 'battery_saver' }]);
});

it('takes the ordinary pause of somebody who stays for no gap, nor the night between two shifts', async () => {
  const { gaps, pass, told } = await watch('gap-none');
  await gaps.kept(KEPT);
  pass(5 * MINUTE);
  await gaps.kept(KEPT);
  await gaps.barred('off_hours' satisfies SamplerState);
  await gaps.over();
  pass(14 * 60 * MINUTE);
  await gaps.kept(KEPT);
  pass(20 * 60 * MINUTE);
  await gaps.kept({ ...KEPT, windowStartMs: START_MS + 33 * 60 * MINUTE });
  expect(await told()).toEqual([]);
});
