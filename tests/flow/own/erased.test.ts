import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import type { DataTopic } from '../../../server/contract/data-request.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { takePhoto } from '../../../server/flow/ingest/photo.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures } from '../../../server/flow/own/erase-data.ts';
import { findMyDay } from '../../../server/flow/own/my-day.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { describeVisit, takeVisits } from '../../../server/flow/visit/visit.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { noteErasingLate } from '../../../server/store/erasures.ts';
import { deleteSegments, listOldSegments } from '../../../server/store/old-segments.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { appendSegment, findFixes } from '../../../server/store/segments.ts';
import { findVisit } from '../../../server/store/visits.ts';
import { useDatabase } from '../../support/db.ts';
import {
  buildBatch,
  buildFix,
  buildPunch,
  buildPunches,
  createShop,
  INSTALL,
  STORE,
} from '../../support/phone.ts';
import { at, DAY } from '../company.ts';

const LATE_UPLOAD = {
  uploads: 1,
  days: 0,
  photos: 0,
  punches: 0,
  visits: 0,
};

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;

beforeEach(async () => {
  shop = await createShop();
  for (const kind of ['location', 'photo', 'device_risk'] as const) await shop.agree(kind);
});

/** The person has it deleted at 13:00; without a day all up to then. */
async function erase(topic: DataTopic, day?: string): Promise<string> {
  shop.setNow(at('13:00'));
  const id = uuidv7();
  const asked = { id, kind: 'delete', topic, text: '请删除我的数据' } as const;
  await requestData(shop.deps, shop.promoter, { ...asked, ...(day && { day }) });
  const actor = { personId: shop.manager.id, roles: ['employee', 'hr'] };
  await answerDataRequest(shop.deps, actor, { id, body: { result: 'done', reason: '已按要求删除数据' } });
  await carryOutErasures(shop.deps);
  shop.setNow(at('15:00'));
  return id;
}

const upload = async (...clocks: readonly string[]) => {
  const fixes = clocks.map((clock, seq) => buildFix(seq, clock));
  return (await ingestFixes(shop.deps, shop.promoter, buildBatch(fixes))).receipts;
};
const kept = async (): Promise<number> =>
  (await findFixes('zhang', at('00:00'), at('23:59'))).segments.reduce(
    (sum, { fixes }) => sum + fixes.length,
    0,
  );

async function logVisit(): Promise<{ id: string }> {
  await savePlace(
    { id: 'c1', name: '客户一', roles: ['customer'], center: STORE, radiusM: 50 },
    { datum: 'wgs84', digest: 'c1' },
  );
  const location = { ...STORE, accuracyM: 9, datum: 'wgs84' };
  const said = { purpose: 'sales', location, note: '见了老板' };
  const visit = { id: uuidv7(), customerId: 'c1', capturedAtMs: +at('10:00'), ...said };
  const batch = { sentAtMs: +at('15:00'), serverOffsetMs: 0, visits: [visit] };
  expect((await takeVisits(shop.deps, shop.promoter, batch)).receipts).toMatchObject([{ status: 'created' }]);
  return visit;
}

it.each([
  ['track', DAY],
  ['all', DAY],
  ['all', undefined],
] as const)(
  'positions that wait on a phone are not kept after their deletion (%s of %s)',
  async (topic, day) => {
    await erase(topic, day);
    expect(await upload('10:00', '11:00', '14:00')).toMatchObject([
      { fromSeq: 0, toSeq: 1, status: 'rejected', code: 'erased' },
      // After the answer.
      { fromSeq: 2, status: 'created' },
    ]);
    expect(await kept()).toBe(1);
  },
);

it.each([
  ['punch', DAY],
  ['track', '2026-11-18'],
] as const)('other positions are kept (%s of %s deleted)', async (topic, day) => {
  await erase(topic, day);
  await upload('10:00', '11:00');
  expect(await kept()).toBe(2);
});

it('the own day says what of it was deleted, and the day after says nothing', async () => {
  await erase('track', DAY);
  await erase('photo');
  const erasedOn = async (day: string) => (await findMyDay(shop.deps, shop.promoter, day)).erased;
  expect([await erasedOn(DAY), await erasedOn('2026-11-18'), await erasedOn('2026-11-20')]).toEqual([
    expect.arrayContaining(['track', 'photo']),
    ['photo'],
    [],
  ]);
});

it('a punch of that day counts as ever, without where it was', async () => {
  await erase('punch', DAY);
  const [early, late] = [buildPunch('10:00', { note: '在门口' }), buildPunch('14:00', { kind: 'out' })];
  const sent = buildPunches([early, late], { device: { model: 'Redmi' } });
  expect((await takePunches(shop.deps, shop.promoter, sent)).receipts).toMatchObject([
    { status: 'created', punch: { status: 'confirmed' } },
    { status: 'created' },
  ]);
  const stored = await findPunch(early.id);
  for (const gone of ['location', 'distanceM', 'note', 'device']) expect(stored).not.toHaveProperty(gone);
  expect(await findPunch(late.id)).toMatchObject({ location: {}, device: { model: 'Redmi' } });
});

/** A run that took what had been under way, and ended before it said so. */
async function takeAndEnd(id: string): Promise<void> {
  await noteErasingLate(id, LATE_UPLOAD);
  await deleteSegments((await listOldSegments('zhang', at('23:59'))).map((one) => one.id));
}

it.each([
  ['', false],
  [', of which the line says all when the run was cut off', true],
])(
  'an upload that was under way when HR said yes is gone a minute later, with a line in the ledger%s',
  async (_how, isCutOff) => {
    // It had asked before the answer whether the day was deleted, and is stored after it was carried out.
    const id = await erase('track', DAY);
    await appendSegment({
      personId: 'zhang',
      installId: INSTALL,
      ordinal: 1,
      receivedAt: at('13:00'),
      sourceDatum: 'wgs84',
      fixes: [{ seq: 0, atMs: +at('10:00'), capturedAtMs: +at('10:00'), ...STORE, accuracyM: 9 }],
      conflicts: [],
    });
    shop.setNow(new Date(+at('13:00') + 30_000));
    await carryOutErasures(shop.deps);
    expect(await kept()).toBe(1);
    shop.setNow(at('13:02'));
    await (isCutOff ? takeAndEnd(id) : carryOutErasures(shop.deps));
    await carryOutErasures(shop.deps);
    await carryOutErasures(shop.deps);
    expect(await kept()).toBe(0);
    await relay(shop.deps);
    const lines = (await listAudit(`data_requests:${id}`)).filter(
      ({ entry }) => entry.action === 'data.erase',
    );
    expect(lines.map(({ entry }) => JSON.parse(entry.to ?? '{}'))).toMatchObject([
      { uploads: 0 },
      { uploads: 1 },
    ]);
  },
);

it('words about a visit of that day that were written before its deletion do not come back with the phone’s signal', async () => {
  const visit = await logVisit();
  await erase('visit', DAY);
  const write = async (clock: string) => {
    const details = { purpose: 'sales', note: '见了老板', editedAtMs: +at(clock) } as const;
    return describeVisit(shop.deps, shop.promoter, { id: visit.id, details });
  };
  expect(await write('10:30')).not.toHaveProperty('note');
  expect(await write('14:30')).toMatchObject({ note: '见了老板' });
});

it('a visit of that day counts as ever, without its place and words', async () => {
  await erase('visit', DAY);
  const stored = await findVisit((await logVisit()).id);
  for (const gone of ['location', 'distanceM', 'note']) expect(stored).not.toHaveProperty(gone);
});

it('a photo of that day is not kept', async () => {
  const punch = buildPunch('10:00');
  await takePunches(shop.deps, shop.promoter, buildPunches([punch]));
  await erase('photo', DAY);
  const picture = { width: 40, height: 30, channels: 3, background: '#888' } as const;
  const bytes = await sharp({ create: picture }).jpeg().toBuffer();
  const fields = { id: uuidv7(), punchId: punch.id, capturedAtMs: +at('10:00') };
  expect(await takePhoto(shop.deps, shop.promoter, { fields, bytes })).toMatchObject({
    status: 'rejected',
    code: 'erased',
  });
});
