import type { Reading } from '../track/database.ts';
import type { Bridge } from './bridge.ts';

/** How old a reading may be that is still called fresh, and how far two clocks differ that are called the same. */
const SAME_MS = 2 * 60_000;

type Clocks = Readonly<{ nowMs: () => number; serverOffsetMs: () => number | undefined }>;

/**
 * Some receivers tell the satellites' time, others the phone's. Where the phone's clock is wrong, a reading of the right time would be
 * corrected a second time by the server, and be hours off: it is put back on the phone's own clock, as everything else here is.
 */
export function onPhoneClock(bridge: Bridge, clocks: Clocks): Bridge {
  return {
    ...bridge,
    locate: async (options) => toPhoneClock(await bridge.locate(options), clocks),
    watch: ({ onReading, onFault }) =>
      bridge.watch({ onReading: (reading) => onReading(toPhoneClock(reading, clocks)), onFault }),
  };
}

export function toPhoneClock(reading: Reading, { nowMs, serverOffsetMs }: Clocks): Reading {
  const offsetMs = serverOffsetMs() ?? 0;
  const ageMs = nowMs() - reading.capturedAtMs;
  const isPhoneTime = Math.abs(ageMs) <= SAME_MS;
  const isServerTime = Math.abs(ageMs + offsetMs) <= SAME_MS;
  return isPhoneTime || !isServerTime
    ? reading
    : { ...reading, capturedAtMs: reading.capturedAtMs - offsetMs };
}
