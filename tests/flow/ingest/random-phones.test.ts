import * as fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { carryOutErasures } from '../../../server/flow/own/erase-data.ts';
import { forgetExpired } from '../../../server/flow/retention.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { createShop, STORE } from '../../support/phone.ts';
import { repeat } from '../../support/runs.ts';
import { at, TIME_ZONE } from '../company.ts';
import { brokenByPhones, leftOver } from './phone-rules.ts';
import { ACTS, perform, type Act, type Scene } from './random-phones.ts';

useDatabase();

const DAY_MS = 86_400_000;
const WORK = ['capture', 'punch', 'visit', 'photograph', 'send', 'pass'] as const;
const oneAct = fc.record({
  name: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...WORK) },
    { weight: 1, arbitrary: fc.constantFrom(...ACTS) },
  ),
  pick: fc.nat(47),
});
const AT_ONCE: readonly Act['name'][] = ['send', 'repeat', 'contradict', 'erase', 'describe', 'look'];
const meeting = fc.record({ name: fc.constantFrom(...AT_ONCE), pick: fc.nat(47) });
const step = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(oneAct) },
  { weight: 1, arbitrary: fc.tuple(meeting, meeting) },
);

it(
  'phones: whatever two phones of one person do, what is stored is what may be, once, and goes when it has to',
  { timeout: 3_600_000 },
  async () => {
    const pictures = await Promise.all([1, 2, 3].map(drawn));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const scene = await firstDay(pictures);
        for (const acts of steps) {
          await Promise.all(acts.map((act) => perform(scene, act)));
          if (acts.length > 1) await settle(scene);
          expect(await brokenByPhones(scene)).toEqual([]);
        }
        for (const days of [62, 181]) {
          scene.shop.setNow(new Date(+scene.shop.deps.now() + days * DAY_MS));
          await forgetExpired(scene.shop.deps);
        }
        expect(await leftOver(scene)).toEqual([]);
      }),
      repeat(10),
    );
  },
);

/** What met a deletion on its way is gone a minute later. */
async function settle({ shop }: Scene): Promise<void> {
  shop.setNow(new Date(+shop.deps.now() + 61_000));
  await carryOutErasures(shop.deps);
}

const drawn = (seed: number): Promise<Buffer> =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: { r: seed * 60, g: 90, b: 40 } } })
    .jpeg()
    .toBuffer();

/** Three days of work: a break, a leave, a night. */
async function firstDay(pictures: readonly Buffer[]): Promise<Scene> {
  const shop = await createShop();
  const customer = { id: 'customer', name: '客户', roles: ['customer' as const], center: STORE, radiusM: 80 };
  await savePlace(customer, { datum: 'wgs84', digest: 'c' });
  const rest = { personId: 'zhang', timeZone: TIME_ZONE, trips: [] };
  const shiftOf = (day: string) => ({
    id: `${day}:S:0`,
    startAt: at('09:00', day),
    endAt: at('18:00', day),
    breaks: [{ startAt: at('12:00', day), endAt: at('13:00', day) }],
    placeId: 'store',
  });
  const leave = { startAt: at('15:00', '2026-11-19'), endAt: at('18:00', '2026-11-19') };
  const night = { startAt: at('20:00', '2026-11-20'), endAt: at('06:00', '2026-11-21') };
  await saveSchedules([
    { ...rest, day: '2026-11-18', shifts: [shiftOf('2026-11-18')], leaves: [] },
    { ...rest, day: '2026-11-19', shifts: [shiftOf('2026-11-19')], leaves: [leave] },
    { ...rest, day: '2026-11-20', shifts: [{ ...shiftOf('2026-11-20'), ...night, breaks: [] }], leaves: [] },
  ]);
  for (const kind of ['location', 'photo', 'device_risk'] as const) await shop.agree(kind);
  shop.setNow(at('08:50', '2026-11-18'));
  const phone = (installId: string, errorMs: number) => ({ installId, errorMs, seq: 0, queue: [] });
  return {
    shop,
    phones: [
      phone('3f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6a', 0),
      phone('4f0c9f4e-8b1f-4c6e-9d0a-1f2e3d4c5b6b', -10 * 3_600_000),
    ],
    told: [],
    consents: (['location', 'photo', 'device_risk'] as const).map((kind) => ({
      kind,
      granted: true,
      at: at('08:00', '2026-11-01'),
    })),
    erasures: [],
    pictures,
  };
}
