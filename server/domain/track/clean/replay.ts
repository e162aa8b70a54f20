import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';
import type { CleanSettings } from './settings.ts';

const NONE = -1;
/** Slots looked at for one coordinate; after them an older one is forgotten. */
const MAX_TRIES = 16;

/**
 * Rejects a stretch that repeats earlier fixes digit by digit and in order, as players of recorded routes in a loop produce: satellite
 * noise never repeats itself (HyperTrack 2017, "exact repeats"). The first round stays. Fixes at rest do not count as a stretch.
 */
export const replay: CleanRule = {
  name: 'replay',
  rejects: (track, settings) => {
    let rejected: Uint8Array | null = null;
    let lookedTo = 0;
    for (const [at, original] of listRepeats(track)) {
      if (at < lookedTo) continue;
      const copy = copyAround(track, original, at);
      lookedTo = copy.to;
      if (isReplay(track, copy, settings)) rejected = mark(rejected, track, [copy.from, copy.to]);
    }
    return rejected;
  },
};

/** Fixes `from` to before `to` of a copy, at so many spots. */
type Copy = Readonly<{ from: number; to: number; spots: number }>;

/** How far the fixes around `at` repeat those around `original`, spot by spot; a copy does not reach into its own original. */
function copyAround(track: Track, original: number, at: number): Copy {
  let spots = 1;
  let [from, before] = [firstAt(track, at), previousSpot(track, original)];
  for (let copied = previousSpot(track, from); copied > original && isSame(track, copied, before); spots++) {
    from = firstAt(track, copied);
    before = previousSpot(track, before);
    copied = previousSpot(track, from);
  }
  let [last, after] = [lastAt(track, at), nextSpot(track, original)];
  for (let copied = nextSpot(track, last); after < from && isSame(track, copied, after); spots++) {
    last = lastAt(track, copied);
    after = nextSpot(track, after);
    copied = nextSpot(track, last);
  }
  return { from, to: last + 1, spots };
}

function isReplay(
  { lng, lat }: Track,
  { from, to, spots }: Copy,
  { minReplayFixes, minReplayM }: CleanSettings,
): boolean {
  if (spots < minReplayFixes) return false;
  for (let at = from + 1; at < to; at++)
    if (haversineDegM(lng[from] ?? 0, lat[from] ?? 0, lng[at] ?? 0, lat[at] ?? 0) >= minReplayM) return true;
  return false;
}

/** False outside the track: a number compared with nothing. */
function isSame({ lng, lat }: Track, a: number, b: number): boolean {
  return lng[a] === lng[b] && lat[a] === lat[b] && a >= 0 && b >= 0 && a < lng.length;
}

function firstAt(track: Track, at: number): number {
  let first = at;
  while (isSame(track, first - 1, at)) first--;
  return first;
}

function lastAt(track: Track, at: number): number {
  let last = at;
  while (isSame(track, last + 1, at)) last++;
  return last;
}

/** The last fix at the spot before, -1 when there is none. */
const previousSpot = (track: Track, at: number): number => (at < 0 ? NONE : firstAt(track, at) - 1);
const nextSpot = (track: Track, at: number): number => lastAt(track, at) + 1;

/**
 * Fixes at exactly the coordinate of an earlier one that they do not just rest at, each with the last such. Only some coordinates
 * are remembered, chosen by their own digits: a copy has the same ones, and long copies without any are rare.
 */
function listRepeats(track: Track): [at: number, original: number][] {
  const { lng, lat } = track;
  const repeats: [number, number][] = [];
  let size = 64;
  while (size < lng.length) size *= 2;
  const slots = emptySlots(size);
  for (let at = 0; at < lng.length; at++) {
    const x = lng[at] ?? 0;
    const y = lat[at] ?? 0;
    const lngE7 = (x * 1e7) | 0;
    if ((lngE7 & 7) !== 0) continue;
    const mixed = Math.imul(lngE7, 0x9e3779b1) ^ Math.imul((y * 1e7) | 0, 0x85ebca77);
    let slot = (mixed ^ (mixed >>> 15)) & (size - 1);
    let held = (slots[slot] ?? 0) - 1;
    for (let tries = 0; held >= 0 && !(lng[held] === x && lat[held] === y) && tries < MAX_TRIES; tries++) {
      slot = (slot + 1) & (size - 1);
      held = (slots[slot] ?? 0) - 1;
    }
    slots[slot] = at + 1;
    if (held >= 0 && held !== at - 1 && lng[held] === x && lat[held] === y) repeats.push([at, held]);
  }
  return repeats;
}

/** Made once and emptied each time: a session needs as much memory as two of its columns. */
let heldSlots = new Int32Array(0);

function emptySlots(size: number): Int32Array {
  if (heldSlots.length < size) heldSlots = new Int32Array(size);
  return heldSlots.fill(0, 0, size);
}
