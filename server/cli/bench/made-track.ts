import type { Track } from '../../domain/track/track.ts';

/** Seconds between two fixes, and how a made day goes: 40 minutes somewhere, then 15 on the way. */
const STEP_S = 10;
const DWELL_FIXES = 240;
const MOVE_FIXES = 90;
const METRE_DEG = 1 / 111_195;

/** A field worker's track of `length` fixes: dwells with 8 m jitter, rides at some 20 km/h, now and then a spike; always the same. */
export function makeTrack(length: number, seed: number): Track {
  const random = createRandom(seed);
  const track = {
    atMs: new Float64Array(length),
    lng: new Float64Array(length),
    lat: new Float64Array(length),
    accuracyM: new Float64Array(length),
  };
  const place = { lng: 121.47, lat: 31.23, heading: 0 };
  for (let at = 0; at < length; at++) {
    const phase = at % (DWELL_FIXES + MOVE_FIXES);
    if (phase === DWELL_FIXES) place.heading = random() * 2 * Math.PI;
    if (phase >= DWELL_FIXES) {
      place.lng += 55 * METRE_DEG * Math.cos(place.heading);
      place.lat += 55 * METRE_DEG * Math.sin(place.heading);
    }
    const isSpike = random() < 0.0005;
    track.atMs[at] = Date.UTC(2026, 0, 1) + at * STEP_S * 1000;
    track.lng[at] = place.lng + (random() - 0.5) * 16 * METRE_DEG + (isSpike ? 0.2 : 0);
    track.lat[at] = place.lat + (random() - 0.5) * 16 * METRE_DEG;
    track.accuracyM[at] = 5 + random() * 25;
  }
  return track;
}

function createRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
