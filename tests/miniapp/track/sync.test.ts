import { array, assert, asyncProperty, constant, constantFrom, integer, oneof, record } from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { buildPhone, buildReading, PERSON, START_MS } from './build-phone.ts';
import { createFakeServer } from './fake-server.ts';
import type { Fate } from './fake-server.ts';

const EMPTY = { fixes: 0, punches: 0, photos: 0, signals: 0 };
let phones = 0;
const newName = (): string => `sync-${(phones += 1)}`;

describe('what reaches the server', () => {
  it('is everything, in batches, and the phone keeps nothing afterwards', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(9);
    await phone.sync.flush();
    expect(server.batches.map((batch) => batch.fixes.length)).toEqual([4, 4, 1]);
    expect(server.fixes.size).toBe(9);
    expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
  });

  it('is punches first, then their photos, then fixes', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(1);
    await phone.addPunch(true);
    await phone.sync.flush();
    expect(server.calls).toEqual(['punches', 'photo', 'fixes']);
  });

  it('carries the monotonic age in the same page life and none after a restart', async () => {
    const server = createFakeServer(['request_lost']);
    const name = newName();
    const before = await buildPhone({ api: server.api, name });
    await before.addFixes(1);
    before.pass(5_000);
    await before.sync.flush();
    before.outbox.close();
    const after = await buildPhone({ api: server.api, name, life: 'life-2' });
    await after.addFixes(1);
    after.pass(7_000);
    await after.sync.flush();
    const [old, fresh] = server.batches[0]?.fixes ?? [];
    expect(old).not.toHaveProperty('ageMs');
    expect(fresh).toMatchObject({ seq: 1, ageMs: 7_000 });
    expect(server.batches[0]).toMatchObject({
      serverOffsetMs: 250,
      datum: 'wgs84',
      device: { os: 'Android 12' },
    });
  });

  it('carries what clocks had shown when a punch was kept, so that one set back in between is told by the server', async () => {
    const server = createFakeServer(['request_lost']);
    const name = newName();
    const before = await buildPhone({ api: server.api, name });
    before.time.serverMs = before.startMs + 12 * 3_600_000;
    const first = await before.addPunch();
    before.time.nowMs -= 3 * 3_600_000;
    before.time.monoMs += 60_000;
    const backdated = await before.addPunch();
    before.outbox.close();
    const after = await buildPhone({ api: server.api, name, life: 'life-2' });
    after.pass(31_000);
    await after.sync.flush({ urgent: true });
    await after.sync.flush({ urgent: true });
    const said = (id: string): unknown => JSON.parse(server.punches.get(id) ?? '{}');
    expect(said(first)).toMatchObject({
      capturedAtMs: START_MS,
      seen: { serverMs: START_MS + 12 * 3_600_000, phoneMs: START_MS },
    });
    expect(said(backdated)).toMatchObject({
      capturedAtMs: START_MS - 3 * 3_600_000,
      seen: { serverMs: START_MS + 12 * 3_600_000, phoneMs: START_MS + 60_000 },
    });
  });

  it('counts a punch that the server could not read among what was not taken, for the person to see', async () => {
    const server = createFakeServer();
    const sendPunches: typeof server.api.sendPunches = async ({ punches }) => ({
      receipts: punches.map((_, index) => ({ index, status: 'rejected', code: 'invalid' })),
    });
    const phone = await buildPhone({ api: { ...server.api, sendPunches }, name: newName() });
    const id = await phone.addPunch();
    await phone.sync.flush({ urgent: true });
    const { waiting, answered, refusals } = await phone.outbox.queue(PERSON);
    expect([waiting.punches, answered.map((row) => row.id), refusals]).toEqual([
      0,
      [id],
      { punch_invalid: 1 },
    ]);
  });

  it('never mixes two datums in one batch', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.outbox.addFix(PERSON, buildReading());
    await phone.outbox.addFix(PERSON, buildReading({ datum: 'gcj02' }));
    await phone.outbox.addFix(PERSON, buildReading({ datum: 'gcj02' }));
    await phone.sync.flush();
    expect(server.batches.map(({ datum, fixes }) => [datum, fixes.length])).toEqual([
      ['wgs84', 1],
      ['gcj02', 2],
    ]);
  });

  it('never includes what another person left on the phone', async () => {
    const server = createFakeServer();
    const name = newName();
    const first = await buildPhone({ api: server.api, name, personId: 'other' });
    await first.addFixes(3);
    const second = await buildPhone({ api: server.api, name });
    await second.addFixes(1);
    await second.sync.flush();
    expect(server.fixes.size).toBe(1);
    expect(await second.outbox.waiting('other')).toEqual({ ...EMPTY, fixes: 3 });
  });
});

describe('trouble on the way', () => {
  it('stores everything exactly once, whatever is lost, doubled or restarted', async () => {
    const fate = constantFrom<Fate>('ok', 'ok', 'request_lost', 'reply_lost', 'busy', 'failed');
    const step = oneof(
      record({ act: constant('fixes' as const), count: integer({ min: 1, max: 6 }) }),
      record({ act: constantFrom('punch' as const, 'flush' as const, 'restart' as const) }),
    );
    await assert(
      asyncProperty(array(fate, { maxLength: 25 }), array(step, { maxLength: 15 }), async (fates, steps) => {
        const server = createFakeServer(fates);
        const name = newName();
        let phone = await buildPhone({ api: server.api, name });
        let expected = { fixes: 0, punches: 0 };
        for (const [index, one] of steps.entries()) {
          if (one.act === 'fixes') {
            await phone.addFixes(one.count);
            expected = { ...expected, fixes: expected.fixes + one.count };
          } else if (one.act === 'punch') {
            await phone.addPunch(true);
            expected = { ...expected, punches: expected.punches + 1 };
          } else if (one.act === 'flush') await phone.sync.flush({ urgent: true });
          else {
            phone.outbox.close();
            phone = await buildPhone({ api: server.api, name, life: `life-${index}` });
          }
        }
        fates.length = 0;
        await phone.sync.flush({ urgent: true });
        expect({
          fixes: server.fixes.size,
          punches: server.punches.size,
          photos: server.photos.size,
        }).toEqual({
          ...expected,
          photos: expected.punches,
        });
        expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
        expect((await phone.outbox.queue(PERSON)).refusals).toEqual({});
        phone.outbox.close();
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  it('backs off after a lost network and tries again when the time has come', async () => {
    const server = createFakeServer(['request_lost', 'request_lost']);
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(1);
    await phone.sync.flush();
    await phone.sync.flush();
    expect(server.calls).toHaveLength(1);
    expect(phone.sync.state.get()).toMatchObject({ fault: 'offline', failures: 1 });
    phone.pass(2_000);
    await phone.sync.flush();
    phone.pass(3_999);
    await phone.sync.flush();
    expect(server.calls).toHaveLength(2);
    phone.pass(1);
    await phone.sync.flush();
    expect(server.fixes.size).toBe(1);
    expect(phone.sync.state.get()).toMatchObject({ failures: 0 });
  });

  it('tries again after the same wait though the phone’s clock was set back by hours meanwhile', async () => {
    const server = createFakeServer(['request_lost']);
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(1);
    await phone.sync.flush();
    phone.time.nowMs -= 3 * 3_600_000;
    phone.pass(2_000);
    await phone.sync.flush();
    expect(server.fixes.size).toBe(1);
  });

  it('sends a punch of a page that died although the clock was set back since', async () => {
    const server = createFakeServer();
    const name = newName();
    const before = await buildPhone({ api: server.api, name });
    const punch = { id: uuidv7(), kind: 'in', capturedAtMs: before.time.nowMs } as const;
    await before.outbox.addPunch(PERSON, punch);
    before.outbox.close();
    const after = await buildPhone({ api: server.api, name, life: 'life-2' });
    after.time.nowMs -= 3 * 3_600_000;
    after.pass(31_000);
    await after.sync.flush({ urgent: true });
    expect(server.punches.size).toBe(1);
  });

  it.each([
    ['that is busy', 'busy'],
    ['without room left', 'full'],
  ] as const)('waits as long as a server %s asks, and keeps everything', async (_, fate) => {
    const server = createFakeServer([fate]);
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(1);
    await phone.sync.flush();
    phone.pass(59_999);
    await phone.sync.flush();
    expect(server.calls).toHaveLength(1);
    phone.pass(1);
    await phone.sync.flush();
    expect(server.fixes.size).toBe(1);
  });

  it('lets a refused fix go and counts it for the person to see', async () => {
    const server = createFakeServer();
    server.refuseWhere((seq) => seq % 2 === 1);
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(5);
    await phone.sync.flush();
    expect((await phone.outbox.queue(PERSON)).refusals).toEqual({ off_hours: 2 });
    expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
  });

  it('keeps what a reply does not answer, and does not ask for ever', async () => {
    const server = createFakeServer();
    const silent = { ...server.api, sendFixes: () => Promise.resolve({ receipts: [], maxSeq: -1 }) };
    const phone = await buildPhone({ api: silent, name: newName() });
    await phone.addFixes(2);
    await phone.sync.flush();
    expect(await phone.outbox.waiting(PERSON)).toEqual({ ...EMPTY, fixes: 2 });
    expect(phone.sync.state.get()).toMatchObject({ fault: 'no_receipt' });
  });

  it('sends a punch made during a flush in one more flush', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(8);
    const first = phone.sync.flush();
    await phone.addPunch();
    await Promise.all([first, phone.sync.flush()]);
    expect(server.punches.size).toBe(1);
  });
});

describe('consent', () => {
  it('deletes the whole queue of fixes when the server knows of no consent, and still sends punches', async () => {
    const server = createFakeServer();
    server.consents.location = false;
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(9);
    await phone.addPunch();
    await phone.sync.flush();
    expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
    expect(server.fixes.size).toBe(0);
    expect(server.punches.size).toBe(1);
  });

  it('deletes queued photos without consent for photos', async () => {
    const server = createFakeServer();
    server.consents.photo = false;
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addPunch(true);
    await phone.addPunch(true);
    await phone.sync.flush();
    expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
    expect(server.photos.size).toBe(0);
  });

  it('withdrawn offline empties the queue at once and tells the server before anything else', async () => {
    const server = createFakeServer(['request_lost']);
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.addFixes(3);
    await phone.addPunch();
    await phone.outbox.withdraw(PERSON, 'location');
    expect(await phone.outbox.waiting(PERSON)).toEqual({ ...EMPTY, punches: 1 });
    expect((await phone.outbox.punches(PERSON))[0]?.punch).not.toHaveProperty('location');
    await phone.sync.flush();
    await phone.sync.flush({ urgent: true });
    expect(server.calls).toEqual(['withdraw location', 'withdraw location', 'punches']);
    expect(await phone.outbox.withdrawals(PERSON)).toEqual([]);
  });
});

describe('two tabs of one phone', () => {
  it('leave a punch to the page that looks for its location, for half a minute', async () => {
    const server = createFakeServer();
    const name = newName();
    const first = await buildPhone({ api: server.api, name });
    const second = await buildPhone({ api: server.api, name, life: 'life-2' });
    const id = '018f0000-0000-7000-8000-000000000007';
    await first.outbox.addPunch(PERSON, { id, kind: 'in', capturedAtMs: first.time.nowMs });
    await second.sync.flush({ urgent: true });
    expect(server.punches.size).toBe(0);
    second.pass(30_000);
    await second.sync.flush({ urgent: true });
    expect(server.punches.size).toBe(1);
  });
});

describe('signals', () => {
  const rest = (n: number, kind: 'rest_start' | 'rest_end' = 'rest_start') => ({
    id: `018f0000-0000-7000-8000-00000000000${n}`,
    kind,
    capturedAtMs: 1_762_000_000_000 + n,
  });

  it('go before punches, in the order they were said; an overtime request goes after its punch', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: newName() });
    const punchId = await phone.addPunch();
    const times = { startAtMs: 1_762_000_000_000, endAtMs: 1_762_003_600_000, reason: '盘点' };
    const overtime = { ...rest(3), kind: 'overtime', punchId, ...times } as const;
    for (const signal of [rest(1), rest(2, 'rest_end'), overtime])
      await phone.outbox.addSignal(PERSON, signal);
    await phone.sync.flush();
    expect(server.calls).toEqual(['signals', 'punches', 'signals']);
    expect([...server.signals.keys()]).toEqual([rest(1).id, rest(2).id, overtime.id]);
    expect(await phone.outbox.waiting(PERSON)).toEqual(EMPTY);
  });

  it('and a few points wait for the radio to be worth it; what the person said does not', async () => {
    const server = createFakeServer();
    const phone = await buildPhone({ api: server.api, name: 'company', uploadEveryMs: 900_000 });
    await phone.addFixes(1);
    const gap = await phone.addGap();
    await phone.sync.flush();
    expect([server.fixes.size, server.signals.size]).toEqual([0, 0]);
    const said = await phone.addRest();
    await phone.addPunch();
    await phone.sync.flush();
    expect([server.fixes.size, server.punches.size, [...server.signals.keys()]]).toEqual([0, 1, [said]]);
    phone.pass(900_000);
    await phone.sync.flush();
    expect([server.fixes.size, [...server.signals.keys()]]).toEqual([1, [said, gap]]);
    phone.outbox.close();
  });

  it('that the server refuses are shown with their reason, except what is nobody’s concern', async () => {
    const server = createFakeServer();
    server.refuseSignals((kind) => (kind === 'wifi' ? 'no_match' : 'no_shift'));
    const phone = await buildPhone({ api: server.api, name: newName() });
    await phone.outbox.addSignal(PERSON, rest(1));
    await phone.outbox.addSignal(PERSON, { ...rest(2), kind: 'wifi', bssid: 'aa:bb:cc:dd:ee:ff' });
    await phone.sync.flush();
    expect((await phone.outbox.queue(PERSON)).refusals).toEqual({ signal_no_shift: 1 });
    expect(phone.outbox.answerTo(rest(1).id)).toMatchObject({ status: 'rejected', code: 'no_shift' });
  });

  it('about location go with the withdrawal; rests and sessions stay', async () => {
    const phone = await buildPhone({ api: createFakeServer().api, name: newName() });
    await phone.outbox.addSignal(PERSON, rest(1));
    const gap = { ...rest(2), kind: 'gap', startedAtMs: 1_762_000_000_000, cause: 'hidden' } as const;
    await phone.outbox.addSignal(PERSON, gap);
    await phone.outbox.withdraw(PERSON, 'location');
    expect((await phone.outbox.signals(PERSON)).map(({ id }) => id)).toEqual([rest(1).id]);
  });
});
