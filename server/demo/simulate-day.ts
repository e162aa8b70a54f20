import type { LngLat } from '../contract/geo.ts';
import { shift } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';

/** A stop of one simulated day: where, from when to when (epoch ms). Between stops the person travels. */
export type Stop = Readonly<{ at: LngLat; fromMs: number; toMs: number; placeId?: string }>;
export type SimulatedFix = Readonly<{ atMs: number; lng: number; lat: number; accuracyM: number }>;

/** Fixes of a day as a phone in the foreground would take them, one each `stepMs`, with honest noise and the given gaps. */
export function simulateFixes(input: {
  seed: string;
  stops: readonly Stop[];
  stepMs: number;
  gaps?: readonly Readonly<{ fromMs: number; toMs: number }>[];
}): SimulatedFix[] {
  const random = createRandom(seedOf(input.seed));
  const first = input.stops[0];
  const last = input.stops.at(-1);
  if (first === undefined || last === undefined) return [];
  const fixes: SimulatedFix[] = [];
  const drift = { eastM: 0, northM: 0 };
  for (let atMs = first.fromMs; atMs <= last.toMs; atMs += input.stepMs) {
    if ((input.gaps ?? []).some((gap) => atMs >= gap.fromMs && atMs < gap.toMs)) continue;
    fixes.push(noisyFix({ random, drift, atMs, where: positionAt(input.stops, atMs) }));
  }
  return fixes;
}

/** Straight travel between stops; the last position before the first and after the last stop. */
function positionAt(stops: readonly Stop[], atMs: number): LngLat {
  let before = stops[0];
  for (const stop of stops) {
    if (before === undefined || atMs < stop.fromMs) {
      if (before === undefined) return stop.at;
      const share = inTraffic(
        Math.min(1, Math.max(0, (atMs - before.toMs) / Math.max(1, stop.fromMs - before.toMs))),
      );
      return {
        lng: before.at.lng + (stop.at.lng - before.at.lng) * share,
        lat: before.at.lat + (stop.at.lat - before.at.lat) * share,
      };
    }
    before = stop;
    if (atMs <= stop.toMs) return stop.at;
  }
  return before?.at ?? { lng: 0, lat: 0 };
}

/** The share of a way that is done after a share of its time: now quicker, now slower, as lights and traffic have it. */
const inTraffic = (share: number): number =>
  share + 0.05 * Math.sin(4 * Math.PI * share) + 0.02 * Math.sin(2 * Math.PI * share);

/** Position noise is a slow drift (AR(1)) plus jitter, as urban receivers show; about 8 m in all. */
function noisyFix(input: {
  random: Random;
  drift: { eastM: number; northM: number };
  atMs: number;
  where: LngLat;
}): SimulatedFix {
  const { random, drift } = input;
  drift.eastM = 0.9 * drift.eastM + random.normal(2);
  drift.northM = 0.9 * drift.northM + random.normal(2);
  const point = shift(input.where, drift.eastM + random.normal(3), drift.northM + random.normal(3));
  return { atMs: Math.round(input.atMs), ...point, accuracyM: Math.round(random.between(8, 16)) };
}
