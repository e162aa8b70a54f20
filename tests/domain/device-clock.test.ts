import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf, SAME_CLOCK_MS, type TimeSaid } from '../../server/domain/device-clock.ts';

const at = (clock: string): number => Date.parse(`2026-11-19T${clock}:00+08:00`);
const MIN = 60_000;
/** What came at 12:31 from a phone whose clock is right by then. */
const judge = (said: TimeSaid, serverOffsetMs = 0) => {
  const moment = momentOf(said, { receivedAtMs: at('12:31'), sentAtMs: at('12:31'), serverOffsetMs });
  const clock = new Date(moment.atMs).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' }).slice(0, 5);
  return { clock, skewMin: Math.round(moment.skewMs / MIN), ...moment };
};

describe('a time that rests on the phone’s clock alone', () => {
  it('is taken as it is said, and as late where it came late', () => {
    const honest = judge({
      capturedAtMs: at('09:00'),
      seen: { serverMs: at('08:40'), phoneMs: at('08:50') },
    });
    expect(honest).toMatchObject({
      clock: '09:00',
      skewMin: 0,
      isImpossible: false,
      isLateOnPhoneTime: true,
    });
    expect(judge({ capturedAtMs: at('12:25') })).toMatchObject({ clock: '12:25', isLateOnPhoneTime: false });
    expect(judge({ capturedAtMs: at('12:20') })).toMatchObject({ clock: '12:20', isLateOnPhoneTime: true });
  });

  it('cannot be earlier than the server’s time that the phone had seen: the earliest it can have been counts', () => {
    const backdated = judge({ capturedAtMs: at('09:00'), seen: { serverMs: at('12:28') } });
    expect(backdated).toMatchObject({ clock: '12:28', skewMin: -208, isImpossible: true });
    expect(judge({ capturedAtMs: at('09:00'), seen: { serverMs: at('09:02') } })).toMatchObject({
      clock: '09:00',
      isImpossible: false,
    });
  });

  it('cannot be earlier than what was kept before it, beyond the steps a clock makes by itself', () => {
    const said = (phoneMs: number) => judge({ capturedAtMs: at('09:00'), seen: { phoneMs } });
    expect(said(at('10:00'))).toMatchObject({ clock: '09:00', skewMin: -60, isImpossible: true });
    expect(said(at('09:02'))).toMatchObject({ clock: '09:00', skewMin: 0, isImpossible: false });
  });

  it('is not measured by a server time that has not come yet', () => {
    expect(judge({ capturedAtMs: at('09:00'), seen: { serverMs: at('14:00') } })).toMatchObject({
      clock: '09:00',
      isImpossible: false,
    });
  });

  it('never lies in the future', () => {
    expect(judge({ capturedAtMs: at('13:00') })).toMatchObject({ clock: '12:31', isLateOnPhoneTime: false });
  });
});

describe('a time with an age', () => {
  it('is that of its age, whatever the phone’s clock says', () => {
    const aged = { capturedAtMs: at('11:47'), ageMs: 91 * MIN, seen: { serverMs: at('10:59') } };
    expect(judge(aged)).toMatchObject({ clock: '11:00', skewMin: 47, isLateOnPhoneTime: false });
    const behind = { capturedAtMs: at('09:00'), ageMs: 31 * MIN };
    expect(judge(behind)).toMatchObject({ clock: '12:00', skewMin: -180 });
  });

  it('is that of the phone’s clock where its age stood still with the sleeping phone', () => {
    const slept = judge({ capturedAtMs: at('09:00'), ageMs: 4 * MIN, seen: { serverMs: at('08:58') } });
    expect(slept).toMatchObject({ clock: '09:00', skewMin: 0, isImpossible: false, isLateOnPhoneTime: true });
    expect(slept.possibleMs).toEqual([at('09:00'), at('12:27')]);
  });

  it('is the earliest possible where the phone’s clock was set back under a server time just seen', () => {
    const set = judge({ capturedAtMs: at('09:00'), ageMs: 4 * MIN, seen: { serverMs: at('12:26') } });
    expect(set).toMatchObject({ clock: '12:26', isImpossible: true });
  });
});

/**
 * An honest phone: its clock is off by `errorMs`, makes a step of some seconds by NTP, sleeps, ends its page, loses the network, is carried
 * into another time zone (which moves no clock). `heardMs` before the tap the server answered last.
 */
it('never holds a clock against an honest phone, and takes its time as it was', () => {
  const min = (max: number) => fc.integer({ min: 0, max }).map((minutes) => minutes * MIN);
  fc.assert(
    fc.property(
      fc.record({
        heardMs: fc.option(min(3_000), { nil: undefined }),
        begunMs: min(3_000),
        queuedMs: fc.option(min(600), { nil: undefined }),
        sleptBeforeMs: min(600),
        gapMs: min(10_000),
        sleptMs: min(9_000),
        restarted: fc.boolean(),
        errorMs: fc.integer({ min: -30_000, max: 30_000 }),
        stepMs: fc.integer({ min: -10_000, max: 10_000 }),
        delayMs: fc.integer({ min: 0, max: 15_000 }),
        knowsOffset: fc.boolean(),
      }),
      (phone) => {
        const tapMs = at('09:00');
        const receivedAtMs = tapMs + phone.gapMs + phone.delayMs;
        const nowErrorMs = phone.errorMs + phone.stepMs;
        const awakeMs = Math.max(0, phone.gapMs - phone.sleptMs);
        // A phone that slept shows less of the time since than there was.
        const shown = (sinceMs: number): number => Math.max(0, sinceMs - phone.sleptBeforeMs);
        const phoneMs = Math.max(
          tapMs - phone.begunMs + shown(phone.begunMs) + phone.errorMs - phone.stepMs,
          phone.queuedMs === undefined ? 0 : tapMs - phone.queuedMs + phone.errorMs - phone.stepMs,
        );
        const said = {
          capturedAtMs: tapMs + phone.errorMs,
          ...(!phone.restarted && { ageMs: awakeMs }),
          seen: {
            ...(phone.heardMs !== undefined && { serverMs: tapMs - phone.heardMs + shown(phone.heardMs) }),
            phoneMs,
          },
        };
        const sending = {
          receivedAtMs,
          sentAtMs: tapMs + phone.gapMs + nowErrorMs,
          ...(phone.knowsOffset && { serverOffsetMs: -nowErrorMs }),
        };
        const moment = momentOf(said, sending);
        expect(moment.isImpossible).toBe(false);
        const hasSlept = !phone.restarted && awakeMs < phone.gapMs;
        // Without a server ever heard nothing but the age speaks: no phone that was ever signed in says so.
        if (hasSlept && phone.heardMs === undefined) return;
        expect(Math.abs(moment.skewMs)).toBeLessThanOrEqual(SAME_CLOCK_MS);
        expect(Math.abs(moment.atMs - tapMs)).toBeLessThanOrEqual(SAME_CLOCK_MS + 30_000);
      },
    ),
    { numRuns: 3_000 },
  );
});
