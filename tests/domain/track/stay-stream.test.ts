import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTrack } from '../../../server/domain/track/clean/index.ts';
import { CleanSettingsSchema } from '../../../server/domain/track/clean/settings.ts';
import { medianOf } from '../../../server/domain/track/median.ts';
import { findPlainStays } from '../../../server/domain/track/plain-stays.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import { StaySettingsSchema } from '../../../server/domain/track/stay-settings.ts';
import { StayStream, type StreamRule } from '../../../server/domain/track/stay-stream.ts';
import { findStays } from '../../../server/domain/track/stays.ts';
import type { StayPoint, Track } from '../../../server/domain/track/track.ts';
import { repeat } from '../../support/runs.ts';

const START_MS = Date.UTC(2026, 2, 2, 1);
const mingqin: StreamRule = {
  name: 'mingqin',
  clean: CleanSettingsSchema.parse({}),
  stay: StaySettingsSchema.parse({}),
};
const plain: StreamRule = { name: 'plain', stay: { distanceM: 200, minDwellMin: 20, gapMin: null } };

function stream(track: Track, rule: StreamRule) {
  const stays: StayPoint[] = [];
  const kept: number[] = [];
  const person = new StayStream(rule, {
    onStay: (stay) => stays.push(stay),
    onKept: ({ atMs }) => void kept.push(...atMs),
  });
  track.atMs.forEach((ms, at) => {
    person.push(Float64Array.of(ms, track.lng[at] ?? 0, track.lat[at] ?? 0, track.accuracyM[at] ?? 0));
  });
  person.end();
  return { stays, kept };
}

function whole(track: Track, rule: StreamRule) {
  if (rule.name === 'plain') return { stays: findPlainStays(track, rule.stay), kept: [...track.atMs] };
  const cleaned = cleanTrack(track, rule.clean).track;
  return { stays: findStays(cleaned, rule.stay), kept: [...cleaned.atMs] };
}

const HOPS = { none: 0, spike: 0.3, accuracy: 0, twin: 0, zero: 0, mast: 0, hop: 0.003 };

/** A stretch of fixes of one manner; several make a track longer than the stream holds at once. */
const stretch = fc.record({
  fixes: fc.integer({ min: 1, max: 4000 }),
  stepMs: fc.constantFrom(0, 1000, 1000, 5000, 60_000, 3_000_000),
  speedDeg: fc.constantFrom(0, 0, 0.00001, 0.0002, 0.01),
  everyBad: fc.integer({ min: 3, max: 60 }),
  bad: fc.constantFrom<keyof typeof HOPS>('none', 'spike', 'accuracy', 'twin', 'zero', 'mast', 'hop'),
});
const made = fc.array(stretch, { minLength: 1, maxLength: 8 }).map((stretches) => {
  const fixes: { atMs: number; lng: number; lat: number; accuracyM: number }[] = [];
  let atMs = START_MS;
  let lng = 121.47;
  for (const { fixes: count, stepMs, speedDeg, everyBad, bad } of stretches)
    for (let n = 0; n < count; n++) {
      const isBad = n % everyBad === everyBad - 1;
      atMs += isBad && bad === 'twin' ? 0 : stepMs;
      lng += speedDeg;
      const isZero = isBad && bad === 'zero';
      fixes.push({
        atMs,
        lng: isZero ? 0 : isBad && bad === 'mast' ? 121.5 : lng + (isBad ? HOPS[bad] : (n % 7) * 1e-5),
        lat: isZero ? 0 : 31.23,
        accuracyM: isBad && bad === 'accuracy' ? 900 : 5 + (n % 11),
      });
    }
  return trackOf(fixes);
});

describe('StayStream', () => {
  it.each([mingqin, plain])('gives what the whole track gives: $name', { timeout: 60_000 }, (rule) => {
    fc.assert(
      fc.property(made, (track) => {
        expect(stream(track, rule)).toEqual(whole(track, rule));
      }),
      repeat(40),
    );
  });

  it('refuses a fix older than the one before it and goes on', () => {
    const person = new StayStream(plain, { onStay: () => undefined, onKept: () => undefined });
    const pushed = [0, 60, 30, 60, 90].map((s) =>
      person.push(Float64Array.of(START_MS + s * 1000, 121, 31, 0)),
    );
    expect([pushed, person.fixes]).toEqual([[true, true, false, true, true], 4]);
  });

  it('keeps the last open stay, ended at its last fix', () => {
    const track = trackOf([0, 10, 25].map((min) => ({ atMs: START_MS + min * 60_000, lng: 121, lat: 31 })));
    expect(stream(track, plain).stays).toMatchObject([
      { startAt: new Date(START_MS), endAt: new Date(START_MS + 25 * 60_000), fixes: 3, extentM: 0 },
    ]);
  });
});

describe('medianOf', () => {
  it('is the middle of the sorted values', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }), (values) => {
        const sorted = values.toSorted((a, b) => a - b);
        const upper = sorted[values.length >> 1] ?? 0;
        const lower = sorted[(values.length - 1) >> 1] ?? 0;
        expect(medianOf(Float64Array.from(values), 0, values.length)).toBeCloseTo((lower + upper) / 2, 12);
      }),
      repeat(300),
    );
  });

  it('is NaN of nothing', () => {
    expect(medianOf(new Float64Array(0), 0, 0)).toBeNaN();
  });
});
