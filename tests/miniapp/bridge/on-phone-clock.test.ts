import { assert, boolean, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onPhoneClock, toPhoneClock } from '../../../miniapp/bridge/on-phone-clock.ts';
import { unsupportedBridge } from '../../../miniapp/bridge/unsupported.ts';
import { correctTime } from '../../../server/flow/ingest/device-time.ts';

const TRUE_MS = Date.parse('2026-11-26T03:00:00Z');
const HOUR_MS = 3_600_000;
const reading = (capturedAtMs: number) =>
  ({ capturedAtMs, lng: 121.5, lat: 31.2, accuracyM: 10, datum: 'wgs84' }) as const;
/** A phone whose clock is wrong by `errorMs`, as it learned from the server. */
const phone = (errorMs: number) => ({
  nowMs: () => TRUE_MS + errorMs,
  serverOffsetMs: (): number | undefined => -errorMs,
});

describe('a reading on the phone’s clock', () => {
  it('is left alone where receiver and phone agree', () => {
    expect(toPhoneClock(reading(TRUE_MS + 3 * HOUR_MS), phone(3 * HOUR_MS)).capturedAtMs).toBe(
      TRUE_MS + 3 * HOUR_MS,
    );
  });

  it('is moved to it where the receiver tells the right time and the phone does not', () => {
    expect(toPhoneClock(reading(TRUE_MS), phone(3 * HOUR_MS)).capturedAtMs).toBe(TRUE_MS + 3 * HOUR_MS);
  });

  it('is never called fresh where it is old by both clocks', () => {
    expect(toPhoneClock(reading(TRUE_MS - HOUR_MS), phone(3 * HOUR_MS)).capturedAtMs).toBe(TRUE_MS - HOUR_MS);
  });

  it('stays as it is before the phone has heard from the server', () => {
    const alone = { nowMs: () => TRUE_MS + HOUR_MS, serverOffsetMs: () => undefined };
    expect(toPhoneClock(reading(TRUE_MS), alone).capturedAtMs).toBe(TRUE_MS);
  });

  it('lands at the true moment on the server, whichever time the receiver tells and however wrong the clock is', () => {
    assert(
      property(
        integer({ min: -300 * HOUR_MS, max: 300 * HOUR_MS }),
        integer({ min: 0, max: 90_000 }),
        boolean(),
        (errorMs, ageMs, isSatelliteTime) => {
          const clocks = phone(errorMs);
          const told = reading(TRUE_MS - ageMs + (isSatelliteTime ? 0 : errorMs));
          const { capturedAtMs } = toPhoneClock(told, clocks);
          // After a restart of the app no age is known: the wall clock and its last known error decide.
          const at = correctTime(
            { capturedAtMs },
            { receivedAt: new Date(TRUE_MS + HOUR_MS), serverOffsetMs: clocks.serverOffsetMs() },
          );
          // Two clocks within two minutes of each other are taken for one.
          expect(Math.abs(+at - (TRUE_MS - ageMs))).toBeLessThanOrEqual(120_000);
        },
      ),
    );
  });

  it('covers single readings and those that come by themselves', async () => {
    const seen: number[] = [];
    const bridge = onPhoneClock(
      {
        ...unsupportedBridge,
        locate: () => Promise.resolve(reading(TRUE_MS)),
        watch: ({ onReading }) => {
          onReading(reading(TRUE_MS));
          return () => undefined;
        },
      },
      phone(HOUR_MS),
    );
    seen.push((await bridge.locate({ precise: true })).capturedAtMs);
    bridge.watch({ onReading: ({ capturedAtMs }) => seen.push(capturedAtMs), onFault: () => undefined });
    expect(seen).toEqual([TRUE_MS + HOUR_MS, TRUE_MS + HOUR_MS]);
  });
});
