import mongoose from 'mongoose';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { detectPerson } from '../../../server/flow/detect.ts';
import { putRecord } from '../../../server/flow/records/work-records.ts';
import { loggedVisitRecords } from '../../../server/flow/visit/visit-records.ts';
import { takeVisitPhoto } from '../../../server/flow/visit/visit-photo.ts';
import { describeVisit, takeVisits } from '../../../server/flow/visit/visit.ts';
import { answerSuggestion, findVisitsToday } from '../../../server/flow/visit/visits-today.ts';
import { claimDetection, clearDirty } from '../../../server/store/detection-claims.ts';
import { findDetection, markDirty } from '../../../server/store/detections.ts';
import { findMyDay } from '../../../server/flow/own/my-day.ts';
import { visitView } from '../../../server/http/views/visit-view.ts';
import { findVisit } from '../../../server/store/visits.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { insertPolicy } from '../../../server/store/policies.ts';
import { acknowledge, at, DAY } from '../company.ts';
import { useDatabase } from '../../support/db.ts';
import { buildBatch, buildFix, createShop } from '../../support/phone.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';

useDatabase();
const SHOP = { lng: 121.53, lat: 31.25 };
let shop: Awaited<ReturnType<typeof createShop>>;

beforeEach(async () => {
  shop = await createShop();
  const source = { datum: 'wgs84', digest: 'c' } as const;
  for (const [id, east] of [
    ['c1', 0],
    ['c2', 0.01],
    ['c3', 0.02],
  ] as const)
    await savePlace(
      {
        id,
        name: `客户${id}`,
        roles: ['customer'],
        center: { ...SHOP, lng: SHOP.lng + east },
        radiusM: 40,
        regionId: 'pudong',
      },
      source,
    );
});

const visit = (clock: string, overrides: Record<string, unknown> = {}) => ({
  id: uuidv7(),
  customerId: 'c1',
  capturedAtMs: +at(clock),
  purpose: 'sales',
  location: { ...SHOP, accuracyM: 15, datum: 'wgs84' },
  ...overrides,
});
const batch = (visits: unknown[]) => ({ sentAtMs: +at('15:00'), serverOffsetMs: 0, visits });
const take = (visits: unknown[]) => takeVisits(shop.deps, shop.promoter, batch(visits));

it('takes a visit sent again while the secret key is being changed for the same one', async () => {
  const logged = visit('14:00');
  await take([logged]);
  const { secretKey: secretKeyBefore } = shop.deps;
  const changed = { ...shop.deps, secretKey: 'n'.repeat(64), secretKeyBefore };
  const { receipts } = await takeVisits(changed, shop.promoter, batch([logged]));
  expect(receipts).toMatchObject([{ status: 'duplicate' }]);
});

describe('the photo of a visit', () => {
  const picture = (tone: number) =>
    sharp({ create: { width: 64, height: 48, channels: 3, background: { r: tone, g: 90, b: 120 } } })
      .jpeg()
      .toBuffer();
  const send = (visitId: string, id: string, bytes: Uint8Array) =>
    takeVisitPhoto(shop.deps, shop.promoter, { visitId, id, capturedAtMs: +at('10:01'), bytes });

  it('is taken once, with consent, and is the only one', async () => {
    const one = visit('10:00');
    await take([one]);
    const [id, other, blue, red] = [uuidv7(), uuidv7(), await picture(10), await picture(200)];
    await expect(send(one.id, id, blue)).rejects.toMatchObject({ code: 'consent_missing' });
    await shop.agree('photo');
    await take([{ ...visit('10:05'), id: other }]);
    await expect(send(uuidv7(), id, blue)).rejects.toMatchObject({ code: 'not_found' });
    expect(await send(other, id, blue)).toMatchObject({ status: 'created' });
    expect(await send(other, id, blue)).toMatchObject({ status: 'duplicate' });
    expect(await send(other, id, red)).toMatchObject({ status: 'conflict' });
    expect(await send(other, uuidv7(), red)).toMatchObject({ status: 'rejected', code: 'has_photo' });
  });

  it('belongs to its visit although the first upload was cut off in between', async () => {
    await shop.agree('photo');
    const one = visit('10:05');
    await take([one]);
    const [id, blue] = [uuidv7(), await picture(10)];
    await send(one.id, id, blue);
    const visits = mongoose.connection.collection<{ _id: string }>('visits');
    await visits.updateOne({ _id: one.id }, { $set: { hasPhoto: false } });
    expect(await send(one.id, id, blue)).toMatchObject({ status: 'duplicate' });
    expect(await findVisit(one.id)).toMatchObject({ hasPhoto: true });
  });
});

describe('logged visits', () => {
  it('are kept once, and other content under the same id is a conflict that is kept beside', async () => {
    const one = visit('10:00');
    expect((await take([one, one])).receipts.map(({ status }) => status)).toEqual(['created', 'duplicate']);
    expect((await take([{ ...one, customerId: 'c2' }])).receipts).toMatchObject([{ status: 'conflict' }]);
    expect(await findVisit(one.id)).toMatchObject({ customerId: 'c1', conflicts: [{ customerId: 'c2' }] });
  });

  it('keep their position only with consent and inside working time, their time always', async () => {
    const before = visit('10:00');
    await take([before]);
    await shop.agree('location');
    const [during, after] = [visit('10:30'), visit('12:30')];
    await take([during, after]);
    expect(await findVisit(before.id)).not.toHaveProperty('location');
    expect(await findVisit(during.id)).toMatchObject({ distanceM: 0, location: { accuracyM: 15 } });
    expect(await findVisit(after.id)).not.toHaveProperty('location');
  });

  it('keep no position where the phone’s clocks disagree and one of them says that work was over', async () => {
    await shop.agree('location');
    const aged = (wall: string, by: string) => visit(wall, { ageMs: +at('15:00') - +at(by) });
    const [early, ok] = [aged('07:00', '10:00'), aged('10:00', '14:00')];
    await take([early, ok]);
    expect(await findVisit(early.id)).not.toHaveProperty('location');
    expect(await findVisit(ok.id)).toHaveProperty('location');
  });

  it('tell when they came where only the phone’s clock says when they began, and never begin before a time it had seen', async () => {
    const [late, backdated] = [
      visit('10:00'),
      visit('09:30', { seen: { serverMs: +at('14:50'), phoneMs: +at('09:30') } }),
    ];
    await take([late, backdated]);
    expect(await findVisit(late.id)).toMatchObject({ startAt: at('10:00'), onPhoneTime: true });
    expect(await findVisit(late.id)).not.toHaveProperty('clockWasOff');
    expect(await findVisit(backdated.id)).toMatchObject({ startAt: at('14:50'), clockWasOff: true });
    const { visits } = await findMyDay(shop.deps, shop.promoter, DAY);
    expect(visits.map((one) => visitView(one, (id) => id).arrivedAt)).toEqual([
      at('15:00').toISOString(),
      undefined,
    ]);
    const records = await loggedVisitRecords(shop.promoter, at('00:00'), at('23:00'));
    for (const record of records) expect(JSON.stringify(record)).not.toMatch(/phone|clock|received/i);
  });

  it('refuse what is no customer, and one bad item refuses nothing else', async () => {
    const { receipts } = await take([visit('10:00', { customerId: 'store' }), {}, visit('10:10')]);
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual([
      'no_such_customer',
      'invalid',
      'created',
    ]);
  });

  it('end with the next one, and are read by the detectors like visits of the CRM', async () => {
    await take([visit('10:00'), visit('10:50', { customerId: 'c2', purpose: 'survey' })]);
    const records = await loggedVisitRecords(shop.promoter, at('00:00'), at('23:00'));
    expect(
      records.map(({ customerId, startAt, endAt, data }) => [customerId, startAt, endAt, data.purpose]),
    ).toEqual([
      ['c1', at('10:00'), at('10:50'), 'sales'],
      ['c2', at('10:50'), at('12:00'), 'survey'],
    ]);
  });

  it('take details from a phone whose clock is 47 minutes ahead', async () => {
    const one = visit('10:47', { ageMs: +at('15:00') - +at('10:00') });
    await take([one]);
    const details = { purpose: 'service', editedAtMs: +at('10:05') } as const;
    await describeVisit(shop.deps, shop.promoter, { id: one.id, details });
    expect(await findVisit(one.id)).toMatchObject({ startAt: at('10:00'), purpose: 'service' });
  });

  it('end when the person said so, however late the phone could tell', async () => {
    const [one, two] = [visit('10:00'), visit('11:00')];
    await take([one, two]);
    const end = (id: string, editedAtMs: number) =>
      describeVisit(shop.deps, shop.promoter, { id, details: { purpose: 'sales', ended: true, editedAtMs } });
    await end(one.id, +at('10:25'));
    await end(two.id, +at('17:00'));
    expect(await findVisit(one.id)).toMatchObject({ endedAt: at('10:25') });
    expect(await findVisit(two.id)).toMatchObject({ endedAt: shop.deps.now() });
  });

  it('have their shift judged anew when the person says more of them', async () => {
    const one = visit('10:00');
    await take([one]);
    const shiftId = `${DAY}:early:0`;
    const claim = await claimDetection({ personId: 'zhang', shiftId, day: DAY }, 'run');
    await clearDirty({ ...claim, dirtySeq: 1 });
    expect((await findDetection('zhang', shiftId))?.dirtyAt).toBeUndefined();
    const details = { purpose: 'survey', editedAtMs: +at('10:05') } as const;
    await describeVisit(shop.deps, shop.promoter, { id: one.id, details });
    expect((await findDetection('zhang', shiftId))?.dirtyAt).toEqual(shop.deps.now());
  });

  it('take first details of a phone whose clock was set back, and end no visit before it began', async () => {
    const one = visit('10:00');
    await take([one]);
    const details = { purpose: 'service', note: '补货', ended: true, editedAtMs: +at('08:30') } as const;
    await describeVisit(shop.deps, shop.promoter, { id: one.id, details });
    const kept = await findVisit(one.id);
    expect(kept).toMatchObject({ note: '补货', purpose: 'service' });
    expect(+(kept?.endedAt ?? 0)).toBeGreaterThanOrEqual(+at('10:00'));
  });

  it('take the newest details, whatever order they come in', async () => {
    const one = visit('10:00');
    await take([one]);
    const edit = (editedAtMs: number, note: string) =>
      describeVisit(shop.deps, shop.promoter, {
        id: one.id,
        details: { purpose: 'display', note, editedAtMs },
      });
    await edit(+at('11:00'), '新');
    await edit(+at('10:30'), '旧');
    expect(await findVisit(one.id)).toMatchObject({ note: '新', purpose: 'display', customerId: 'c1' });
    await expect(
      describeVisit(shop.deps, shop.manager, {
        id: one.id,
        details: { purpose: 'sales', editedAtMs: +at('12:00') },
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('today’s visits', () => {
  it('offer the planned customers in their order first', async () => {
    for (const [customerId, orderNo] of [
      ['c3', 1],
      ['c1', 2],
    ] as const)
      await putRecord(
        shop.deps,
        {
          kind: 'plans',
          externalId: `p-${customerId}`,
          record: { employeeNo: 'E-zhang', customerId, day: DAY, orderNo },
        },
        { by: 'key:crm' },
      );
    await take([visit('10:00')]);
    const { customers } = await findVisitsToday(shop.deps, shop.promoter);
    expect(
      customers.map(({ place, plannedNo, visitedToday }) => [place.id, plannedNo, visitedToday]),
    ).toEqual([
      ['c3', 1, false],
      ['c1', 2, true],
      ['c2', undefined, false],
    ]);
  });

  it('suggest a stay of the own track; a declined one never comes back, a confirmed one is a visit', async () => {
    await judgeStayAt('10:00', '10:40');
    const [first] = (await findVisitsToday(shop.deps, shop.promoter)).suggestions;
    expect(first).toMatchObject({ customerId: 'c1', startAt: at('10:00') });
    await answerSuggestion(shop.deps, shop.promoter, {
      key: first?.key ?? '',
      answer: { answer: 'decline' },
    });
    await judgeStayAt('10:00', '11:00');
    expect((await findVisitsToday(shop.deps, shop.promoter)).suggestions).toEqual([]);
    expect(await loggedVisitRecords(shop.promoter, at('00:00'), at('23:00'))).toEqual([]);
  });

  it('are of the customer whom the person names, where the track’s guess is wrong', async () => {
    await judgeStayAt('10:00', '10:40');
    const [first] = (await findVisitsToday(shop.deps, shop.promoter)).suggestions;
    const say = (customerId: string) =>
      answerSuggestion(shop.deps, shop.promoter, {
        key: first?.key ?? '',
        answer: { answer: 'confirm', id: uuidv7(), customerId, purpose: 'sales' },
      });
    await expect(say('store')).rejects.toMatchObject({ code: 'invalid_input' });
    await say('c3');
    const { visits, suggestions } = await findVisitsToday(shop.deps, shop.promoter);
    expect(visits).toMatchObject([{ customerId: 'c3', source: 'suggestion', startAt: at('10:00') }]);
    expect(suggestions).toEqual([]);
  });

  it('keep the person’s first word on a suggestion', async () => {
    await judgeStayAt('10:00', '10:40');
    const [first] = (await findVisitsToday(shop.deps, shop.promoter)).suggestions;
    const key = first?.key ?? '';
    const id = uuidv7();
    const confirm = { answer: 'confirm', id, purpose: 'service' } as const;
    await answerSuggestion(shop.deps, shop.promoter, { key, answer: confirm });
    await answerSuggestion(shop.deps, shop.promoter, { key, answer: confirm });
    await expect(
      answerSuggestion(shop.deps, shop.promoter, { key, answer: { answer: 'decline' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const { visits } = await findVisitsToday(shop.deps, shop.promoter);
    expect(visits).toMatchObject([{ id, source: 'suggestion', endAt: at('10:40'), endedBy: 'person' }]);
  });
});

let seq = 0;
/** Points every two minutes at the first customer, and the judgement of the day. */
async function judgeStayAt(from: string, to: string): Promise<void> {
  await shop.agree('location');
  const adopted = new Date('2026-10-01T00:00:00Z');
  const policy = { version: '1', title: '规范', body: '正文', hash: 'h', consultation: '工会' };
  await insertPolicy({ ...policy, effectiveAt: adopted, adoptedAt: adopted }, []);
  await acknowledge('zhang', adopted);
  const fixes = [];
  for (let ms = +at(from); ms <= +at(to); ms += 120_000) {
    fixes.push(buildFix(seq, '10:00', { ...SHOP, capturedAtMs: ms }));
    seq += 1;
  }
  await ingestFixes(shop.deps, shop.promoter, buildBatch(fixes));
  await markDirty({ personId: 'zhang', shiftId: `${DAY}:early:0`, day: DAY, at: at('11:00') });
  await detectPerson(shop.deps, 'zhang');
}
