import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { handleCardAction } from '../../../server/flow/card/card-action.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { confirmPunch, takePunches } from '../../../server/flow/punch/punch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { claimDetection, clearDirty } from '../../../server/store/detection-claims.ts';
import { findDetection } from '../../../server/store/detections.ts';
import { savePerson } from '../../../server/store/people.ts';
import { punchToConfirmView, punchView } from '../../../server/http/views/punch-view.ts';
import { findPunch, findPunchesToConfirm } from '../../../server/store/punches.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { answer, buildPunch, buildPunches, createShop, SHIFT, STORE } from '../../support/phone.ts';
import { at, buildPerson, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});
const take = async (punch: object, overrides = {}) => {
  const { receipts } = await takePunches(shop.deps, shop.promoter, buildPunches([punch], overrides));
  const [receipt] = receipts;
  if (!receipt) throw new Error('no receipt');
  return receipt;
};
const takeUnder = async (deps: Deps, punch: object) =>
  (await takePunches(deps, shop.promoter, buildPunches([punch]))).receipts[0]?.status;
const far = { location: { lng: STORE.lng + 0.01, lat: STORE.lat, accuracyM: 20, datum: 'wgs84' } };

describe('a punch', () => {
  it('sent again while the secret key is being changed is the same one', async () => {
    const punch = buildPunch('10:00');
    expect((await take(punch)).status).toBe('created');
    const { secretKey: secretKeyBefore } = shop.deps;
    const changed: Deps = { ...shop.deps, secretKey: 'n'.repeat(64), secretKeyBefore };
    expect(await takeUnder(changed, punch)).toBe('duplicate');
    expect(await takeUnder(changed, { ...punch, note: '另一条' })).toBe('conflict');
  });

  it('at the store in the shift is confirmed and reaches the attendance record', async () => {
    await shop.agree('location');
    const receipt = await take(buildPunch('10:00'));
    expect(receipt).toMatchObject({ status: 'created', punch: { status: 'confirmed', reasons: [] } });
    expect(await findPunch(receipt.id ?? '')).toMatchObject({
      placeId: 'store',
      shiftId: SHIFT.id,
      distanceM: 0,
    });
    await relay(shop.deps);
    expect(shop.recording.punches).toMatchObject([{ id: receipt.id, userId: 'u_zhang', at: at('10:00') }]);
    expect((await listAudit(`punches:${receipt.id}`)).map(({ entry }) => entry.action)).toEqual([
      'punch.create',
    ]);
  });

  it('at the far end of a large place is at that place', async () => {
    await shop.agree('location');
    const { lng, lat } = STORE;
    const polygon = [
      [lng - 0.001, lat - 0.001],
      [lng + 0.012, lat - 0.001],
      [lng + 0.012, lat + 0.001],
      [lng - 0.001, lat + 0.001],
    ].map(([x = 0, y = 0]) => ({ lng: x, lat: y }));
    const hall = {
      id: 'store',
      name: '展馆',
      roles: ['own_store'] as const,
      center: STORE,
      radiusM: 50,
      polygon,
    };
    await savePlace(hall, { datum: 'wgs84', digest: 'hall' });
    expect(await take(buildPunch('10:00', far))).toMatchObject({ punch: { reasons: [] } });
    const beyond = { location: { ...far.location, lng: lng + 0.02 } };
    expect(await take(buildPunch('10:05', beyond))).toMatchObject({ punch: { reasons: ['too_far'] } });
  });

  it('before any consent keeps its time and no location', async () => {
    const receipt = await take(buildPunch('10:00'));
    expect(receipt.punch).toEqual({
      status: 'needs_confirmation',
      reasons: ['no_location_consent'],
      at: at('10:00').toISOString(),
    });
    const stored = await findPunch(receipt.id ?? '');
    expect(stored?.location).toBeUndefined();
    expect(stored?.distanceM).toBeUndefined();
  });

  it.each([
    ['without location', '10:00', { location: undefined }, {}, ['no_location']],
    [
      'with poor accuracy',
      '10:00',
      { location: { ...STORE, accuracyM: 101, datum: 'wgs84' } },
      {},
      ['poor_accuracy'],
    ],
    ['far from the store', '10:00', far, {}, ['too_far']],
    ['before the shift', '07:00', {}, {}, ['off_hours']],
    ['with a clock 3 minutes ahead', '10:00', {}, { serverOffsetMs: -180_000 }, ['clock_skew']],
    ['in a break', '12:30', {}, {}, ['no_location']],
  ])('%s waits for the store manager, never refused', async (_name, clock, change, batch, reasons) => {
    await shop.agree('location');
    const receipt = await take(buildPunch(clock, change), batch);
    expect(receipt).toMatchObject({ status: 'created', punch: { status: 'needs_confirmation', reasons } });
  });

  it('does not blame a phone that keeps real time while the demo’s clock runs ahead', async () => {
    await shop.agree('location');
    const aheadMs = 20 * 3_600_000;
    const deps = { ...shop.deps, aheadMs: () => aheadMs };
    const takeAhead = async (deviceAheadMs: number) => {
      const punch = buildPunch('10:00', { capturedAtMs: +at('10:00') + deviceAheadMs });
      const batch = buildPunches([punch], { serverOffsetMs: -deviceAheadMs });
      return (await takePunches(deps, shop.promoter, batch)).receipts[0]?.punch;
    };
    expect(await takeAhead(-aheadMs)).toMatchObject({ reasons: [], at: at('10:00').toISOString() });
    expect(await takeAhead(0)).toMatchObject({ reasons: [] });
    expect(await takeAhead(-aheadMs - 180_000)).toMatchObject({ reasons: ['clock_skew'] });
  });

  it('of a time without consent keeps no location, also after a later yes', async () => {
    await answer(shop.deps, { kind: 'location', person: shop.promoter }, true);
    const receipt = await take(buildPunch('10:00'));
    expect(receipt.punch).toMatchObject({ status: 'needs_confirmation', reasons: ['no_location_consent'] });
    expect((await findPunch(receipt.id ?? ''))?.location).toBeUndefined();
  });

  it('of a phone whose clocks disagree keeps a location only where both of its times allow it', async () => {
    await shop.agree('location');
    const kept = async (wall: string, by: string, offset: object = { serverOffsetMs: 0 }) => {
      const receipt = await take(buildPunch(wall, { ageMs: +at('15:00') - +at(by) }), offset);
      return (await findPunch(receipt.id ?? ''))?.location !== undefined;
    };
    expect(await kept('07:00', '10:00')).toBe(false);
    expect(await kept('10:00', '07:00')).toBe(false);
    expect(await kept('12:30', '14:00')).toBe(false);
    expect(await kept('10:00', '14:00')).toBe(true);
    expect(await kept('07:00', '10:00', { serverOffsetMs: undefined })).toBe(true);
  });

  it('kept on a clock set back under the server’s time waits for a person; one that merely came late is a fact of its own', async () => {
    await shop.agree('location');
    shop.setNow(at('12:31'));
    const seen = { serverMs: +at('11:40'), phoneMs: +at('09:00') };
    const backdated = await take(buildPunch('09:00', { seen }));
    expect(backdated.punch).toEqual({
      status: 'needs_confirmation',
      reasons: ['clock_skew'],
      at: at('11:40').toISOString(),
    });
    const honest = await take(buildPunch('09:00', { seen: { ...seen, serverMs: +at('08:40') } }));
    expect(honest.punch).toEqual({ status: 'confirmed', reasons: [], at: at('09:00').toISOString() });
    const stored = await findPunch(honest.id ?? '');
    expect(stored).toMatchObject({ onPhoneTime: true, receivedAt: at('12:31') });
    const views = stored ? [punchView(stored, undefined), punchToConfirmView(stored, '张敏')] : [];
    expect(views.map(({ arrivedAt }) => arrivedAt)).toEqual([
      at('12:31').toISOString(),
      at('12:31').toISOString(),
    ]);
    const prompt = await take(buildPunch('12:29'));
    expect(await findPunch(prompt.id ?? '')).not.toHaveProperty('onPhoneTime');
    const lies = await take(buildPunch('09:00', { seen: { serverMs: 'soon' } }));
    expect(lies).toMatchObject({ status: 'rejected', code: 'invalid', field: 'seen.serverMs' });
  });

  it('on leave keeps its time and no location', async () => {
    await shop.agree('location');
    const leaves = [{ startAt: at('00:00'), endAt: at('23:59') }];
    await saveSchedules([
      { personId: 'zhang', day: DAY, timeZone: TIME_ZONE, shifts: [SHIFT], leaves, trips: [] },
    ]);
    const receipt = await take(buildPunch('10:00'));
    expect(receipt.punch?.reasons).toEqual(['on_leave']);
    expect((await findPunch(receipt.id ?? ''))?.location).toBeUndefined();
  });

  it('of the future is taken at the time it arrives', async () => {
    await shop.agree('location');
    expect((await take(buildPunch('17:00'))).punch?.at).toBe(at('15:00').toISOString());
  });

  it('is stored once however often it is sent; other content under its id is kept beside it', async () => {
    await shop.agree('location');
    const punch = buildPunch('10:00');
    const replies = await Promise.all(Array.from({ length: 8 }, () => take(punch)));
    expect(replies.filter(({ status }) => status === 'created')).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 'duplicate')).toHaveLength(7);
    for (let again = 0; again < 2; again += 1)
      expect(await take({ ...punch, kind: 'out' })).toMatchObject({
        status: 'conflict',
        punch: { status: 'confirmed' },
      });
    const stored = await findPunch(punch.id);
    expect([stored?.kind, stored?.conflicts.map(({ kind }) => kind)]).toEqual(['in', ['out']]);
  });

  it('says nothing about a punch of somebody else with the same id', async () => {
    const punch = buildPunch('10:00');
    await take(punch);
    const { receipts } = await takePunches(shop.deps, shop.manager, buildPunches([punch]));
    expect(receipts).toEqual([{ id: punch.id, index: 0, status: 'conflict', code: 'id_taken' }]);
  });
});

describe('a punch that comes days later', () => {
  const shiftId = `${DAY}:early:0`;
  const dirtyAt = async () => (await findDetection('zhang', shiftId))?.dirtyAt;
  const clear = async (dirtySeq: number) =>
    clearDirty({
      ...(await claimDetection({ personId: 'zhang', shiftId, day: DAY }, `run-${dirtySeq}`)),
      dirtySeq,
    });

  it('has its shift judged anew when it comes and when it is settled, for it may clear somebody', async () => {
    await take(buildPunch('14:58'));
    expect(await dirtyAt()).toBeUndefined();
    shop.setNow(at('09:00', '2026-11-25'));
    const { id: punchId = '' } = await take(buildPunch('11:00', { kind: 'out' }));
    expect(await dirtyAt()).toEqual(at('09:00', '2026-11-25'));
    await clear(1);
    expect(await dirtyAt()).toBeUndefined();
    shop.setNow(at('10:00', '2026-11-26'));
    const manager = { personId: 'chen', roles: ['store_manager'] };
    await confirmPunch(shop.deps, manager, { punchId, accept: true });
    expect(await dirtyAt()).toEqual(at('10:00', '2026-11-26'));
  });
});

describe('confirmation', () => {
  const manager = { personId: 'chen', roles: ['employee', 'store_manager'] };
  const waiting = async () => (await take(buildPunch('10:00'))).id ?? '';

  it('takes one tap of the store manager, once, and then reaches attendance', async () => {
    const punchId = await waiting();
    expect((await findPunchesToConfirm('store', 'chen')).map(({ id }) => id)).toEqual([punchId]);
    await relay(shop.deps);
    expect(shop.recording.to('ou_chen')).toHaveLength(1);
    expect(shop.recording.punches).toEqual([]);
    const settled = await confirmPunch(shop.deps, manager, { punchId, accept: true });
    expect(settled).toMatchObject({ status: 'confirmed', confirmation: { byId: 'chen', accept: true } });
    await confirmPunch(shop.deps, manager, { punchId, accept: true });
    await expect(confirmPunch(shop.deps, manager, { punchId, accept: false })).rejects.toMatchObject({
      code: 'already_settled',
    });
    await relay(shop.deps);
    expect(shop.recording.punches).toHaveLength(1);
    expect((await listAudit(`punches:${punchId}`)).map(({ entry }) => [entry.action, entry.actorId])).toEqual(
      [
        ['punch.create', 'zhang'],
        ['punch.confirm', 'chen'],
      ],
    );
  });

  it('that declines keeps the reason and writes no attendance', async () => {
    const punchId = await waiting();
    const note = '当时不在店内';
    expect(await confirmPunch(shop.deps, manager, { punchId, accept: false, note })).toMatchObject({
      status: 'declined',
      confirmation: { note },
    });
    await relay(shop.deps);
    expect(shop.recording.punches).toEqual([]);
    const entries = (await listAudit(`punches:${punchId}`)).map(({ entry }) => entry);
    expect(entries.at(-1)).toMatchObject({ action: 'punch.decline', actorId: 'chen', why: note });
  });

  it('from chat is a yes; a no sends the manager to the app for its reason', async () => {
    const punchId = await waiting();
    await relay(shop.deps);
    expect(shop.recording.textOf(shop.recording.to('ou_chen')[0])).toContain('/h5/#/to-confirm');
    const press = (a: string) =>
      handleCardAction(shop.deps, {
        eventId: `press-${a}`,
        operatorOpenId: 'ou_chen',
        messageId: 'om_1',
        value: { k: 'punch', id: punchId, a },
        form: {},
      });
    expect((await press('decline')).toast?.type).toBe('warning');
    expect((await findPunch(punchId))?.status).toBe('needs_confirmation');
    expect((await press('accept')).toast?.type).toBe('success');
    expect((await findPunch(punchId))?.status).toBe('confirmed');
  });

  it('is asked for by twenty cards a day at most of one person; the others wait on the list', async () => {
    const many = Array.from({ length: 25 }, (_, n) => buildPunch(`10:${10 + n}`, { location: undefined }));
    const sent = many.map((punch) => takePunches(shop.deps, shop.promoter, buildPunches([punch])));
    for (const { receipts } of await Promise.all(sent)) expect(receipts[0]?.status).toBe('created');
    await relay(shop.deps);
    expect(shop.recording.to('ou_chen')).toHaveLength(20);
    expect(await findPunchesToConfirm('store', 'chen')).toHaveLength(25);
  });

  it('is for the manager of that store only, never for the own punch', async () => {
    const punchId = await waiting();
    await savePerson(
      buildPerson({ id: 'other', storePlaceId: 'store-2', roles: ['employee', 'store_manager'] }),
    );
    for (const personId of ['other', 'zhang', 'nobody'])
      await expect(
        confirmPunch(shop.deps, { personId, roles: ['store_manager'] }, { punchId, accept: true }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    const { receipts } = await takePunches(shop.deps, shop.manager, buildPunches([buildPunch('10:00')]));
    const own = receipts[0]?.id ?? '';
    await expect(confirmPunch(shop.deps, manager, { punchId: own, accept: true })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(confirmPunch(shop.deps, manager, { punchId: uuidv7(), accept: true })).rejects.toMatchObject(
      { code: 'not_found' },
    );
    expect((await findPunch(punchId))?.status).toBe('needs_confirmation');
  });
});
