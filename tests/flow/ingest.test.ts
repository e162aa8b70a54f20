import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { withdrawConsent } from '../../server/flow/policy/consent.ts';
import { ingestFixes } from '../../server/flow/ingest.ts';
import { findDetection } from '../../server/store/detections.ts';
import { savePerson } from '../../server/store/people.ts';
import { saveSchedules } from '../../server/store/schedules.ts';
import { findLastOrdinal } from '../../server/store/segment-ordinals.ts';
import { findFixes, findSegmentsBySeq } from '../../server/store/segments.ts';
import { useDatabase } from '../support/db.ts';
import { answer, buildBatch, buildFix, createShop, INSTALL, SHIFT, STORE } from '../support/phone.ts';
import { repeat } from '../support/runs.ts';
import { at, buildPerson, DAY, TIME_ZONE } from './company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});
const allFixes = async (personId = 'zhang') => {
  const { segments } = await findFixes(personId, new Date('2020-01-01'), new Date('2100-01-01'));
  return segments.flatMap(({ fixes }) => fixes);
};
const send = (fixes: unknown[], overrides = {}) =>
  ingestFixes(shop.deps, shop.promoter, buildBatch(fixes, overrides));

describe('ingest', () => {
  it('stores fixes of working time as one segment and asks for the shift to be judged', async () => {
    await shop.agree('location');
    const reply = await send([buildFix(1, '10:00'), buildFix(2, '10:01'), buildFix(3, '10:02')]);
    expect(reply).toEqual({
      receipts: [{ fromSeq: 1, toSeq: 3, count: 3, status: 'created' }],
      maxSeq: 3,
    });
    expect((await allFixes()).map(({ seq, lng }) => [seq, lng])).toEqual([
      [1, STORE.lng],
      [2, STORE.lng],
      [3, STORE.lng],
    ]);
    expect((await findDetection('zhang', SHIFT.id))?.dirtyAt).toEqual(at('15:00'));
    expect(shop.jobs).toEqual(['detect']);
  });

  it('refuses the whole batch without a current location consent and stores nothing', async () => {
    await expect(send([buildFix(1, '10:00')])).rejects.toMatchObject({
      code: 'consent_missing',
      status: 403,
    });
    await answer(shop.deps, { kind: 'location', person: shop.promoter }, false);
    await expect(send([buildFix(1, '10:00')])).rejects.toMatchObject({ code: 'consent_missing' });
    expect(await allFixes()).toEqual([]);
    expect(await findLastOrdinal('zhang', INSTALL)).toBe(0);
  });

  it('stops with the withdrawal, also for fixes that waited in the phone', async () => {
    await shop.agree('location');
    await withdrawConsent(shop.deps, { personId: 'zhang', roles: [] }, 'location');
    await expect(send([buildFix(1, '10:00')])).rejects.toMatchObject({ code: 'consent_missing' });
    expect(await allFixes()).toEqual([]);
  });

  it('takes nothing of a time of refusal after a new yes', async () => {
    const say = (clock: string, granted: boolean) => {
      shop.setNow(at(clock));
      return answer(shop.deps, { kind: 'location', person: shop.promoter }, granted);
    };
    await say('09:00', true);
    await say('10:00', false);
    await say('11:00', true);
    shop.setNow(at('15:00'));
    const { receipts } = await send([buildFix(1, '09:30'), buildFix(2, '10:30'), buildFix(3, '11:30')]);
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual(['created', 'no_consent', 'created']);
    expect((await allFixes()).map(({ seq }) => seq)).toEqual([1, 3]);
  });

  it('takes nothing of the time before the first yes', async () => {
    shop.setNow(at('10:00'));
    await answer(shop.deps, { kind: 'location', person: shop.promoter }, true);
    shop.setNow(at('15:00'));
    const { receipts } = await send([buildFix(1, '09:59'), buildFix(2, '10:00')]);
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual(['no_consent', 'created']);
    expect((await allFixes()).map(({ seq }) => seq)).toEqual([2]);
  });

  it('names why a fix may not exist and keeps nothing of it', async () => {
    await shop.agree('location');
    await saveSchedules([
      {
        personId: 'zhang',
        day: DAY,
        timeZone: TIME_ZONE,
        shifts: [SHIFT],
        leaves: [{ startAt: at('14:00'), endAt: at('18:00') }],
        trips: [],
      },
    ]);
    const { receipts } = await send([
      buildFix(1, '08:00'),
      buildFix(2, '12:30'),
      buildFix(3, '14:30'),
      buildFix(4, '10:00', { capturedAtMs: +at('10:00', '2026-11-17') }),
      buildFix(5, '15:03'),
      buildFix(6, '10:00', { capturedAtMs: +at('10:00', '2026-11-01') }),
      { seq: 7, lng: 'x' },
    ]);
    expect(receipts.map(({ code }) => code)).toEqual([
      'off_hours',
      'on_break',
      'on_leave',
      'no_shift',
      'in_future',
      'too_old',
      'invalid',
    ]);
    expect(await allFixes()).toEqual([]);
    expect(await findLastOrdinal('zhang', INSTALL)).toBe(0);
    expect(shop.jobs).toEqual([]);
  });

  it('never covers a seq that was not sent with a range', async () => {
    await shop.agree('location');
    const { receipts } = await send([buildFix(1, '10:00'), buildFix(3, '10:01'), buildFix(4, '10:02')]);
    expect(receipts.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [1, 1],
      [3, 4],
    ]);
  });

  it('answers a repeated fix as duplicate, whatever its age has become', async () => {
    await shop.agree('location');
    await send([buildFix(1, '10:00', { ageMs: 18_000_000 })]);
    shop.setNow(at('15:10'));
    const { receipts } = await send([buildFix(1, '10:00', { ageMs: 18_600_500 })]);
    expect(receipts).toEqual([{ fromSeq: 1, toSeq: 1, count: 1, status: 'duplicate' }]);
    expect(await findLastOrdinal('zhang', INSTALL)).toBe(1);
  });

  it('keeps the first of two different fixes with one seq, and one copy of the other', async () => {
    await shop.agree('location');
    await send([buildFix(1, '10:00'), buildFix(1, '10:00', { lng: 121.6 })]);
    for (let again = 0; again < 2; again += 1)
      expect((await send([buildFix(1, '10:00', { lng: 121.7 })])).receipts).toMatchObject([
        { status: 'conflict' },
      ]);
    expect((await allFixes()).map(({ lng }) => lng)).toEqual([STORE.lng]);
    const segments = await findSegmentsBySeq({ personId: 'zhang', installId: INSTALL }, 1, 1);
    expect(segments.flatMap(({ conflicts }) => conflicts.map(({ lng }) => lng))).toEqual([121.6, 121.7]);
  });

  it('stores twenty identical uploads at once exactly once', async () => {
    await shop.agree('location');
    const fixes = Array.from({ length: 50 }, (_, n) =>
      buildFix(n, '10:00', { capturedAtMs: +at('10:00') + n }),
    );
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(fixes)));
    expect(replies.filter(({ receipts }) => receipts[0]?.status === 'created')).toHaveLength(1);
    expect(replies.filter(({ receipts }) => receipts[0]?.status === 'duplicate')).toHaveLength(19);
    expect((await allFixes()).map(({ seq }) => seq)).toEqual(fixes.map(({ seq }) => seq));
  });

  it('loses none of twenty different uploads of one phone at once', async () => {
    await shop.agree('location');
    await Promise.all(Array.from({ length: 20 }, (_, n) => send([buildFix(n, '10:00')])));
    expect((await allFixes()).map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
  });

  it('keeps two people on one phone apart', async () => {
    await shop.agree('location');
    const other = buildPerson({ id: 'liu', storePlaceId: 'store' });
    await savePerson(other);
    await saveSchedules([
      { personId: 'liu', day: DAY, timeZone: TIME_ZONE, shifts: [SHIFT], leaves: [], trips: [] },
    ]);
    await shop.agree('location', other);
    await send([buildFix(1, '10:00')]);
    const reply = await ingestFixes(shop.deps, other, buildBatch([buildFix(1, '10:05')]));
    expect(reply.receipts).toMatchObject([{ status: 'created' }]);
    expect(await allFixes('liu')).toHaveLength(1);
  });

  it('converts the datum of the phone and corrects its clock', async () => {
    await shop.agree('location');
    await send([buildFix(1, '09:00')], { datum: 'gcj02', serverOffsetMs: 3_600_000 });
    const [fix] = await allFixes();
    expect(new Date(fix?.atMs ?? 0)).toEqual(at('10:00'));
    expect(fix?.capturedAtMs).toBe(+at('09:00'));
    expect(Math.abs((fix?.lng ?? 0) - STORE.lng)).toBeGreaterThan(0.002);
  });

  it('takes a reading whose clocks disagree only where both of its times allow it', async () => {
    await shop.agree('location');
    const aged = (seq: number, wall: string, by: string) =>
      buildFix(seq, wall, { ageMs: +at('15:00') - +at(by) });
    const fixes = [
      aged(1, '10:00', '10:01'),
      aged(2, '07:00', '10:00'),
      aged(3, '10:00', '12:30'),
      aged(4, '10:00', '14:00'),
    ];
    const { receipts } = await send(fixes, { serverOffsetMs: 0 });
    expect(receipts.map(({ status, code }) => code ?? status)).toEqual([
      'created',
      'off_hours',
      'on_break',
      'created',
    ]);
    const unknown = await send([aged(5, '07:00', '10:00')], { serverOffsetMs: undefined });
    expect(unknown.receipts).toMatchObject([{ status: 'created' }]);
  });

  it('keeps the phone model only of people who agreed to that', async () => {
    await shop.agree('location');
    const device = { model: 'HONOR X50' };
    await send([buildFix(1, '10:00')], { device });
    await shop.agree('device_risk');
    await send([buildFix(2, '10:01')], { device });
    const segments = await findSegmentsBySeq({ personId: 'zhang', installId: INSTALL }, 1, 2);
    expect(segments.map((segment) => segment.device)).toEqual([undefined, device]);
  });
});

describe('working time in the store (R1)', () => {
  it('holds no fix outside shift and margin, in breaks or on leave, whatever was sent', async () => {
    await shop.agree('location');
    const minute = fc.integer({ min: -120, max: 26 * 60 });
    const stretch = fc.tuple(minute, fc.integer({ min: 1, max: 600 }));
    let install = 0;
    await fc.assert(
      fc.asyncProperty(
        stretch,
        stretch,
        stretch,
        fc.array(minute, { minLength: 1, maxLength: 40 }),
        async (shift, rest, leave, times) => {
          const moment = (minutes: number) => new Date(+at('00:00') + minutes * 60_000);
          const spanOf = ([from, length]: [number, number]) => ({
            startAt: moment(from),
            endAt: moment(from + length),
          });
          const worked = spanOf(shift);
          const breaks = [spanOf(rest)].filter(
            ({ startAt, endAt }) => startAt >= worked.startAt && endAt <= worked.endAt,
          );
          const leaves = [spanOf(leave)];
          install += 1;
          const person = buildPerson({ id: `p${install}` });
          await savePerson(person);
          await shop.agree('location', person);
          shop.setNow(moment(30 * 60));
          await saveSchedules([
            {
              personId: person.id,
              day: DAY,
              timeZone: TIME_ZONE,
              shifts: [{ ...worked, id: 's', breaks }],
              leaves,
              trips: [],
            },
          ]);
          const fixes = times.map((minutes, seq) =>
            buildFix(seq, '00:00', { capturedAtMs: +moment(minutes) }),
          );
          shop.setNow(moment(30 * 60));
          await ingestFixes(shop.deps, person, buildBatch(fixes));
          for (const { atMs } of await allFixes(person.id)) {
            expect(atMs).toBeGreaterThanOrEqual(+worked.startAt - 15 * 60_000);
            expect(atMs).toBeLessThan(+worked.endAt + 15 * 60_000);
            for (const off of [...breaks, ...leaves])
              expect(atMs < +off.startAt || atMs >= +off.endAt).toBe(true);
          }
        },
      ),
      repeat(25),
    );
  });
});
