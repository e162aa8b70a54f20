import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataRequestBodySchema, DataRequestViewSchema } from '../../../server/contract/data-request.ts';
import { takePhoto } from '../../../server/flow/ingest/photo.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures, previewErasure } from '../../../server/flow/own/erase-data.ts';
import { findMyDay } from '../../../server/flow/own/my-day.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { describeVisit, takeVisits } from '../../../server/flow/visit/visit.ts';
import { dataRequestView } from '../../../server/http/views/my-view.ts';
import { insertCase } from '../../../server/store/cases.ts';
import { findDataRequest } from '../../../server/store/data-requests.ts';
import { findPhoto } from '../../../server/store/photos.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { findVisit } from '../../../server/store/visits.ts';
import { buildCase } from '../../domain/case/case-example.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPunch, buildPunches, createShop, STORE } from '../../support/phone.ts';
import { at, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
const picture = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a9' } })
  .jpeg()
  .toBuffer();
beforeEach(async () => {
  shop = await createShop();
  for (const kind of ['location', 'photo'] as const) await shop.agree(kind);
});

const punchIn = async (clock: string): Promise<string> => {
  const punch = buildPunch(clock, { note: '在门口' });
  await takePunches(shop.deps, shop.promoter, buildPunches([punch]));
  return punch.id;
};
const photograph = (id: string, punchId: string, clock: string) =>
  takePhoto(shop.deps, shop.promoter, { fields: { id, punchId, capturedAtMs: +at(clock) }, bytes: picture });
const visit = async (clock: string): Promise<string> => {
  await savePlace(
    { id: 'c1', name: '客户一', roles: ['customer'], center: STORE, radiusM: 50 },
    { datum: 'wgs84', digest: 'c1' },
  );
  const one = {
    id: uuidv7(),
    customerId: 'c1',
    capturedAtMs: +at(clock),
    purpose: 'sales',
    note: '见了老板',
  };
  await takeVisits(shop.deps, shop.promoter, {
    sentAtMs: +at('15:00'),
    serverOffsetMs: 0,
    visits: [{ ...one, location: { ...STORE, accuracyM: 9, datum: 'wgs84' } }],
  });
  return one.id;
};
type Topic = 'punch' | 'visit' | 'photo';
const ask = (topic: Topic, recordId: string, id = uuidv7()) =>
  requestData(shop.deps, shop.promoter, { id, kind: 'delete', topic, recordId, text: '请删除这一条' });
async function grant(topic: Topic, recordId: string): Promise<string> {
  const { id } = await ask(topic, recordId);
  const actor = { personId: shop.manager.id, roles: ['employee', 'hr'] };
  await answerDataRequest(shop.deps, actor, {
    id,
    body: { result: 'done', reason: '已按要求删除这一条记录' },
  });
  await carryOutErasures(shop.deps);
  return id;
}

describe('a deletion of one record', () => {
  it('takes that punch’s place and note and leaves the others of the day', async () => {
    const [first, second] = [await punchIn('10:00'), await punchIn('11:00')];
    const id = await grant('punch', first);
    for (const gone of ['location', 'distanceM', 'note'])
      expect(await findPunch(first)).not.toHaveProperty(gone);
    expect(await findPunch(second)).toMatchObject({ location: {}, note: '在门口' });
    expect(await findDataRequest(id)).toMatchObject({ day: DAY, erased: { punches: 1, kept: 0 } });
    expect((await findMyDay(shop.deps, shop.promoter, DAY)).erased).toEqual([]);
  });

  it('takes that photo alone, and not a second time from a phone that did not hear that it was taken', async () => {
    const [first, second] = [await punchIn('10:00'), await punchIn('11:00')];
    const [mine, other] = [uuidv7(), uuidv7()];
    await photograph(mine, first, '10:00');
    await photograph(other, second, '11:00');
    const id = await grant('photo', mine);
    expect([await findPhoto(mine), (await findPhoto(other))?.id]).toEqual([null, other]);
    expect(await findDataRequest(id)).toMatchObject({ erased: { photos: 1 } });
    expect(await photograph(mine, first, '10:00')).toMatchObject({ status: 'rejected', code: 'erased' });
    expect(await findPhoto(mine)).toBeNull();
  });

  it('takes a visit’s place and note, also what was written before and comes later', async () => {
    const [first, second] = [await visit('10:00'), await visit('11:00')];
    await grant('visit', first);
    for (const gone of ['location', 'note']) expect(await findVisit(first)).not.toHaveProperty(gone);
    expect(await findVisit(second)).toMatchObject({ location: {}, note: '见了老板' });
    const note = '写在删除之前';
    for (const id of [first, second])
      await describeVisit(shop.deps, shop.promoter, {
        id,
        details: { purpose: 'sales', note, editedAtMs: +at('14:00') },
      });
    expect(await findVisit(first)).not.toHaveProperty('note');
    expect(await findVisit(second)).toMatchObject({ note });
  });

  it('leaves what a case rests on, and says how many', async () => {
    const first = await punchIn('10:00');
    const { finding } = buildCase();
    const told = { ...finding, startAt: at('09:30'), endAt: at('10:30') };
    await insertCase(buildCase({ personId: 'zhang', finding: told }), []);
    const id = await grant('punch', first);
    expect(await findPunch(first)).toMatchObject({ location: {}, note: '在门口' });
    expect(await findDataRequest(id)).toMatchObject({ erased: { punches: 0, kept: 1 } });
  });
});

describe('a request about one record', () => {
  it('says which it is, to the person and to HR, and what a yes would take', async () => {
    const first = await punchIn('10:00');
    await punchIn('11:00');
    const request = await ask('punch', first);
    const shown = { at: at('15:00'), zone: { timeZone: TIME_ZONE }, nameOf: String };
    const view = DataRequestViewSchema.parse(dataRequestView(request, shown));
    expect(view).toMatchObject({
      day: DAY,
      record: { at: at('10:00').toISOString(), direction: 'in', placeName: '世纪大道店' },
    });
    expect(await previewErasure(shop.deps, request)).toMatchObject({ punches: 1 });
  });

  it('is the same one when it is sent again after the record has gone', async () => {
    const first = await punchIn('10:00');
    const photo = uuidv7();
    await photograph(photo, first, '10:00');
    const id = await grant('photo', photo);
    expect((await ask('photo', photo, id)).id).toBe(id);
  });

  it('is about an own record or about none', async () => {
    const first = await punchIn('10:00');
    const asked = {
      id: uuidv7(),
      kind: 'delete',
      topic: 'punch',
      recordId: first,
      text: '请删除这一条',
    } as const;
    await expect(requestData(shop.deps, shop.manager, asked)).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask('visit', first)).rejects.toMatchObject({ code: 'not_found' });
    expect(DataRequestBodySchema.safeParse({ ...asked, topic: 'track' }).success).toBe(false);
    expect(DataRequestBodySchema.safeParse(asked).success).toBe(true);
  });
});
