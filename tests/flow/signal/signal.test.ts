import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SignalBatch } from '../../../server/contract/signal.ts';
import { handleCardAction } from '../../../server/flow/card/card-action.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { decideOvertime, findMyDecisions } from '../../../server/flow/punch/overtime.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { takeSignals } from '../../../server/flow/signal/signal.ts';
import { storeCodeAt } from '../../../server/flow/signal/store-code.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { findOvertime } from '../../../server/store/overtime-requests.ts';
import { insertOwnTime } from '../../../server/store/own-times.ts';
import { savePerson, type Person } from '../../../server/store/people.ts';
import { savePlace } from '../../../server/store/place-changes.ts';
import { insertPolicy } from '../../../server/store/policies.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { findSignal, findSignals } from '../../../server/store/signals.ts';
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
import { at, buildPerson, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});

const signal = (kind: string, clock: string, more: object = {}) => ({
  id: uuidv7(),
  kind,
  capturedAtMs: +at(clock),
  ...more,
});
const send = async (signals: unknown[], overrides: Partial<SignalBatch> = {}) => {
  const batch = { installId: INSTALL, sentAtMs: +at('15:00'), serverOffsetMs: 0, signals, ...overrides };
  return (await takeSignals(shop.deps, shop.promoter, batch)).receipts;
};
const sendOne = async (one: object) => (await send([one]))[0];
const takePunch = async (punch: object) =>
  (await takePunches(shop.deps, shop.promoter, buildPunches([punch]))).receipts[0];

it('takes a signal sent again while the secret key is being changed for the same one', async () => {
  await shop.agree('location');
  const start = signal('rest_start', '14:00');
  expect(await sendOne(start)).toMatchObject({ status: 'created' });
  const { secretKey: secretKeyBefore } = shop.deps;
  const changed = { ...shop.deps, secretKey: 'n'.repeat(64), secretKeyBefore };
  const batch = { installId: INSTALL, sentAtMs: +at('15:00'), serverOffsetMs: 0, signals: [start] };
  const { receipts } = await takeSignals(changed, shop.promoter, batch);
  expect(receipts).toMatchObject([{ status: 'duplicate' }]);
});

describe('小休', () => {
  it('stops collection: fixes of its time are dropped, before and after it they are kept', async () => {
    await shop.agree('location');
    expect(await send([signal('rest_start', '14:00'), signal('rest_end', '14:20')])).toMatchObject([
      { status: 'created' },
      { status: 'created' },
    ]);
    const fixes = [buildFix(0, '13:59'), buildFix(1, '14:10'), buildFix(2, '14:21')];
    const { receipts } = await ingestFixes(shop.deps, shop.promoter, buildBatch(fixes));
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual(['created', 'on_break', 'created']);
  });

  it('that began before a crash is the same one when the phone says it again', async () => {
    await shop.agree('location');
    const start = signal('rest_start', '14:00');
    const { id: personId, timeZone } = shop.promoter;
    const own = { id: start.id, kind: 'rest', personId, day: DAY, timeZone } as const;
    await insertOwnTime({ ...own, startAt: at('14:00'), endAt: at('18:15') }, []);
    expect(await sendOne(start)).toMatchObject({ status: 'created' });
    expect(await sendOne(signal('rest_start', '14:05'))).toMatchObject({ code: 'on_break' });
  });

  it('that nobody ends lasts to the end of the shift and its margin', async () => {
    await shop.agree('location');
    await sendOne(signal('rest_start', '14:00'));
    const today = await findToday(shop.deps, shop.promoter);
    expect(today.windows.at(-1)?.endAt).toEqual(at('14:00'));
    expect(today.own.rest).toMatchObject({ startAt: at('14:00'), endAt: at('18:15') });
  });

  it('needs a shift, and an end needs a beginning', async () => {
    expect(await sendOne(signal('rest_start', '12:30'))).toMatchObject({
      status: 'rejected',
      code: 'on_break',
    });
    expect(await sendOne(signal('rest_start', '07:00'))).toMatchObject({ code: 'no_shift' });
    expect(await sendOne(signal('rest_end', '14:00'))).toMatchObject({ code: 'not_running' });
  });
});

describe('a work session', () => {
  const adopt = () =>
    insertPolicy(
      {
        version: '1',
        title: 't',
        body: 'b',
        hash: 'h',
        effectiveAt: at('00:00', '2026-11-01'),
        adoptedAt: at('00:00', '2026-11-01'),
        consultation: 'c',
      },
      [],
    );
  const clearDay = () =>
    saveSchedules([{ personId: 'zhang', day: DAY, timeZone: TIME_ZONE, shifts: [], leaves: [], trips: [] }]);

  it('is working time from its start, ends by itself with the policy’s window, and the server takes fixes of it only', async () => {
    await Promise.all([shop.agree('location'), adopt(), clearDay()]);
    expect(await sendOne(signal('session_start', '10:00'))).toMatchObject({ status: 'created' });
    const running = await findToday(shop.deps, shop.promoter);
    expect(running.windows).toEqual([{ startAt: at('10:00'), endAt: at('20:00') }]);
    expect(running.own.session?.runningSince).toEqual(at('10:00'));
    expect(await sendOne(signal('session_end', '14:00'))).toMatchObject({ status: 'created' });
    const fixes = [buildFix(0, '09:59'), buildFix(1, '10:00'), buildFix(2, '14:00')];
    const { receipts } = await ingestFixes(shop.deps, shop.promoter, buildBatch(fixes));
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual(['off_hours', 'created', 'off_hours']);
  });

  it.each([
    ['beside a planned shift', '10:00', () => adopt(), 'has_shift'],
    ['without a policy in force', '10:00', clearDay, 'no_policy'],
    ['outside the window', '07:59', () => Promise.all([adopt(), clearDay()]), 'outside_window'],
  ])('is not started %s', async (_name, clock, prepare, code) => {
    await prepare();
    expect(await sendOne(signal('session_start', clock))).toMatchObject({ status: 'rejected', code });
  });

  it('runs once at a time, and a repeated start is the same', async () => {
    await Promise.all([adopt(), clearDay()]);
    const start = signal('session_start', '10:00');
    expect(await sendOne(start)).toMatchObject({ status: 'created' });
    expect(await sendOne(start)).toMatchObject({ status: 'duplicate' });
    expect(await sendOne(signal('session_start', '11:00'))).toMatchObject({ code: 'already_running' });
  });
});

describe('the store’s code', () => {
  const scanned = (clock: string) => storeCodeAt(shop.deps, 'store', at(clock)).scan;

  it('settles a punch without any consent, in either order of arrival', async () => {
    const first = buildPunch('14:59', { location: undefined });
    expect(await takePunch(first)).toMatchObject({ punch: { status: 'needs_confirmation' } });
    const anchor = signal('qr', '14:59', { code: scanned('14:59'), punchId: first.id });
    expect(await sendOne(anchor)).toMatchObject({ status: 'created', punch: { status: 'confirmed' } });
    const second = buildPunch('15:00', { location: undefined });
    await sendOne(signal('qr', '15:00', { code: scanned('15:00'), punchId: second.id }));
    expect(await takePunch(second)).toMatchObject({ punch: { status: 'confirmed' } });
    expect(await findPunch(second.id)).toMatchObject({ confirmation: { byId: 'system', how: 'qr' } });
    await relay(shop.deps);
    expect(shop.recording.punches).toHaveLength(2);
  });

  it('may be typed as six digits', async () => {
    const { typed } = storeCodeAt(shop.deps, 'store', at('15:00'));
    expect(typed).toMatch(/^\d{6}$/);
    expect(await sendOne(signal('qr', '15:00', { code: typed }))).toMatchObject({ status: 'created' });
    expect(await findSignals('zhang', at('14:59'), at('15:01'))).toMatchObject([
      { placeId: 'store', isOk: true },
    ]);
  });

  it('of two minutes ago, of another key, or changed by a letter proves nothing', async () => {
    const code = scanned('15:00');
    const forged = storeCodeAt({ ...shop.deps, secretKey: 'x'.repeat(32) }, 'store', at('15:00')).scan;
    expect(await sendOne(signal('qr', '15:00', { code: scanned('14:57') }))).toMatchObject({
      code: 'expired_code',
    });
    expect(await sendOne(signal('qr', '15:00', { code: forged }))).toMatchObject({ code: 'bad_code' });
    const changed = code.replace('store', 'stare');
    expect(await sendOne(signal('qr', '15:00', { code: changed }))).toMatchObject({ code: 'bad_code' });
  });

  it('that arrives late stands as proof of the day but leaves the punch to the manager', async () => {
    const punch = buildPunch('10:00', { location: undefined });
    await takePunch(punch);
    const late = signal('qr', '10:00', { code: scanned('10:00'), punchId: punch.id });
    expect(await sendOne(late)).toMatchObject({ status: 'created', punch: { status: 'needs_confirmation' } });
    expect(await findSignal(late.id)).toMatchObject({ placeId: 'store', isOk: true });
    expect(shop.jobs).toContain('detect');
  });

  it('leaves no place behind outside working time', async () => {
    const code = scanned('07:00');
    expect(await sendOne(signal('qr', '07:00', { code }))).toMatchObject({
      status: 'rejected',
      code: 'off_hours',
    });
    expect(await findSignals('zhang', at('00:00'), at('23:59'))).toEqual([]);
  });

  it('cannot be guessed: after ten wrong ones none is read, not even the right one', async () => {
    const wrong = Array.from({ length: 10 }, (_, n) => signal('qr', '15:00', { code: `00000${n}` }));
    expect((await send(wrong)).every(({ code }) => code === 'bad_code')).toBe(true);
    const right = signal('qr', '15:00', { code: scanned('15:00') });
    expect(await sendOne(right)).toMatchObject({ code: 'too_many_codes' });
  });

  it('cannot be guessed by many at once either: ten are read, whatever their number', async () => {
    const guesses = Array.from({ length: 40 }, (_, n) => signal('qr', '15:00', { code: `0000${10 + n}` }));
    const said = (await Promise.all(guesses.map(sendOne))).map((one) => one?.code);
    expect(said.filter((code) => code === 'bad_code')).toHaveLength(10);
    expect(said.filter((code) => code === 'too_many_codes')).toHaveLength(30);
  });
});

describe('the store’s Wi-Fi', () => {
  const equip = () =>
    savePlace(
      {
        id: 'store',
        name: '店',
        roles: ['own_store'],
        center: STORE,
        radiusM: 50,
        wifiBssids: ['aa:bb:cc:00:11:22'],
      },
      { datum: 'wgs84', digest: 'wifi' },
    );

  it('settles a punch with poor accuracy; the address itself is not kept', async () => {
    await Promise.all([equip(), shop.agree('location')]);
    const punch = buildPunch('15:00', { location: { ...STORE, accuracyM: 900, datum: 'wgs84' } });
    await takePunch(punch);
    const anchor = signal('wifi', '15:00', { bssid: 'AA:BB:CC:00:11:22', punchId: punch.id });
    expect(await sendOne(anchor)).toMatchObject({ punch: { status: 'confirmed' } });
    expect(JSON.stringify(await findSignal(anchor.id))).not.toContain('aa:bb');
  });

  it('is location: refused without consent, and an unknown access point says nothing', async () => {
    await equip();
    const known = signal('wifi', '15:00', { bssid: 'aa:bb:cc:00:11:22' });
    expect(await sendOne(known)).toMatchObject({ status: 'rejected', code: 'no_consent' });
    await shop.agree('location');
    const other = signal('wifi', '15:00', { bssid: 'aa:bb:cc:00:11:23' });
    expect(await sendOne(other)).toMatchObject({ status: 'rejected', code: 'no_match' });
  });

  it('proves no place where the phone’s clocks disagree and one of them says that work had not begun', async () => {
    await Promise.all([equip(), shop.agree('location')]);
    const early = signal('wifi', '07:00', { bssid: 'aa:bb:cc:00:11:22', ageMs: +at('15:00') - +at('10:00') });
    expect(await sendOne(early)).toMatchObject({ status: 'rejected', code: 'off_hours' });
  });
});

describe('an overtime request', () => {
  it('goes to the store’s manager, whose one tap approves it and confirms the punch', async () => {
    await shop.agree('location');
    const punch = buildPunch('07:00');
    expect(await takePunch(punch)).toMatchObject({ punch: { reasons: ['off_hours'] } });
    const request = signal('overtime', '15:00', {
      punchId: punch.id,
      startAtMs: +at('07:00'),
      endAtMs: +at('08:45'),
      reason: '早间补货',
    });
    expect(await sendOne(request)).toMatchObject({ status: 'created' });
    await relay(shop.deps);
    expect(JSON.stringify(shop.recording.messages)).toContain('早间补货');
    const press = {
      eventId: 'e',
      operatorOpenId: 'ou_chen',
      messageId: 'm',
      value: { k: 'overtime', id: request.id, a: 'accept' },
      form: {},
    };
    expect(await handleCardAction(shop.deps, { ...press, operatorOpenId: 'ou_zhang' })).toMatchObject({
      toast: { type: 'warning' },
    });
    expect(await handleCardAction(shop.deps, press)).toMatchObject({ toast: { type: 'success' } });
    expect(await findOvertime(request.id)).toMatchObject({ status: 'approved', decision: { byId: 'chen' } });
    expect(await findPunch(punch.id)).toMatchObject({ status: 'confirmed' });
    expect((await findToday(shop.deps, shop.promoter)).own.overtimeMin).toBe(105);
  });

  it('of a store that nobody else manages is on the list of the region’s manager, who may decide it', async () => {
    await shop.agree('location');
    const boss = buildPerson({ id: 'wang', roles: ['employee', 'area_manager'] });
    await savePerson(boss);
    const punch = buildPunch('07:00');
    await takePunch(punch);
    const hours = { startAtMs: +at('07:00'), endAtMs: +at('08:45'), reason: '早间补货' };
    const request = signal('overtime', '15:00', { punchId: punch.id, ...hours });
    await sendOne(request);
    const listOf = async (person: Person) => (await findMyDecisions(person)).map(({ id }) => id);
    expect([await listOf(shop.manager), await listOf(boss)]).toEqual([[request.id], []]);
    await savePerson({ ...shop.manager, isActive: false });
    expect(await listOf(boss)).toEqual([request.id]);
    await savePerson({ ...shop.promoter, roles: ['employee', 'store_manager'] });
    expect(await listOf(boss)).toEqual([request.id]);
    const actor = { personId: boss.id, roles: boss.roles };
    const decision = { requestId: request.id, accept: false, note: '当天没有安排' };
    expect(await decideOvertime(shop.deps, actor, decision)).toMatchObject({ status: 'declined' });
  });

  it('is for an own punch outside working time only, and once for each', async () => {
    await shop.agree('location');
    const [inside, outside] = [buildPunch('10:00'), buildPunch('07:00')];
    await takePunch(inside);
    await takePunch(outside);
    const ask = (punchId: string) =>
      sendOne(
        signal('overtime', '15:00', {
          punchId,
          startAtMs: +at('07:00'),
          endAtMs: +at('08:00'),
          reason: '盘点',
        }),
      );
    expect(await ask(inside.id)).toMatchObject({ code: 'not_off_hours' });
    expect(await ask(uuidv7())).toMatchObject({ code: 'not_found' });
    expect(await ask(outside.id)).toMatchObject({ status: 'created' });
    expect(await ask(outside.id)).toMatchObject({ code: 'already_requested' });
  });
});

describe('any signal', () => {
  it('is taken once; other content under its id is a conflict, and of somebody else’s id nothing is said', async () => {
    await shop.agree('location');
    const gap = signal('gap', '14:30', { startedAtMs: +at('14:00'), cause: 'hidden' });
    const replies = await Promise.all(Array.from({ length: 6 }, () => sendOne(gap)));
    expect(replies.filter((reply) => reply?.status === 'created')).toHaveLength(1);
    expect(replies.filter((reply) => reply?.status === 'duplicate')).toHaveLength(5);
    expect(await sendOne({ ...gap, cause: 'killed' })).toMatchObject({ status: 'conflict' });
    expect((await findSignal(gap.id))?.conflicts).toHaveLength(1);
    const batch = { installId: INSTALL, sentAtMs: +at('15:00'), signals: [gap] };
    const { receipts } = await takeSignals(shop.deps, shop.manager, batch);
    expect(receipts[0]).toEqual({ id: gap.id, index: 0, status: 'conflict', code: 'id_taken' });
  });

  it('that is faulty is refused alone, with the field and what is allowed', async () => {
    const receipts = await send([
      signal('gap', '14:30', { cause: 'hidden' }),
      signal('teleport', '14:30'),
      'nonsense',
      signal('rest_start', '14:00'),
    ]);
    expect(receipts.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'created']);
    expect(receipts[0]).toMatchObject({ code: 'invalid', field: 'startedAtMs' });
  });

  it('of the future or of a month ago is not taken', async () => {
    expect(await sendOne(signal('rest_start', '15:03'))).toMatchObject({ code: 'in_future' });
    const old = { ...signal('rest_start', '14:00'), capturedAtMs: +at('14:00', '2026-10-19') };
    expect(await sendOne(old)).toMatchObject({ code: 'too_old' });
  });

  it('of another person’s shift window is judged by the own schedule', async () => {
    await savePerson({ ...shop.manager, storePlaceId: 'store' });
    const batch = { installId: INSTALL, sentAtMs: +at('15:00'), signals: [signal('rest_start', '14:00')] };
    const { receipts } = await takeSignals(shop.deps, shop.manager, batch);
    expect(receipts[0]).toMatchObject({ code: 'no_shift' });
  });
});
