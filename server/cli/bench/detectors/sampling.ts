import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { HOUR_MS, iso, MIN_MS, shifted, type Day, type Fix, type Scene } from './scene.ts';

/** A way in which a phone reports less or worse; the whole scene is seen that way, history and peers included. */
type Sampling = Readonly<{ name: string; change: (scene: Scene) => Scene }>;

export const PINGS: readonly Sampling[] = [
  ...[30, 60, 180, 300].map((seconds) => sampled(`${seconds}s`, (fixes) => rarer(fixes, seconds * 1000))),
  sampled('loss20', (fixes, random) => fixes.filter(() => random.next() >= 0.2)),
  sampled('noise30m', (fixes, random) => fixes.map((fix) => blurred(fix, 30, random))),
];

/** What a page in a chat app sees: open now and then, and never in the pocket. */
export const POCKETS: readonly Sampling[] = [
  ...[0.05, 0.15, 0.4].map((share): Sampling => ({
    name: `pocket${share * 100}`,
    change: (scene) => seenInGlances(scene, share),
  })),
  { name: 'anchors', change: (scene) => seenInGlances(scene, 0) },
];

/** A glance at the app lasts about this long. */
const GLANCE_MS = 3 * MIN_MS;
const QR_SHARE = 0.9;

function sampled(name: string, keep: (fixes: readonly Fix[], random: Random) => readonly Fix[]): Sampling {
  const day = (one: Day): Day => {
    const random = createRandom(seedOf(`${name} ${one.day} ${one.fixes.length}`));
    const peers = one.peers.map((peer) => ({ ...peer, fixes: keep(peer.fixes, random) }));
    return { ...one, fixes: keep(one.fixes, random), peers };
  };
  return {
    name,
    change: (scene) => ({ ...scene, history: historyOf(scene, name, day), days: scene.days.map(day) }),
  };
}

function seenInGlances(scene: Scene, share: number): Scene {
  const seen = (day: Day): Day => {
    const random = createRandom(seedOf(`glances ${day.day} ${day.fixes.length}`));
    const spans = glances(day, share, random);
    const fixes = day.fixes.filter(({ ms }) =>
      spans.some(({ startMs, endMs }) => ms >= startMs && ms < endMs),
    );
    const anchors = day.visits
      .filter(({ id }) => id !== 'v-planted' && random.next() < QR_SHARE)
      .map(({ customerId, start }) => ({ kind: 'qr' as const, t: start, placeId: customerId, ok: true }));
    return {
      ...day,
      fixes,
      anchors,
      gaps: hidden(day, spans),
      peers: day.peers.map((peer) => ({ ...peer, fixes: [] })),
    };
  };
  return { ...scene, history: historyOf(scene, `glances ${share}`, seen), days: scene.days.map(seen) };
}

/** Moments at which the page is open: the punches and visits, then at random until the share of the shift is reached. */
function glances(
  { shift, visits }: Day,
  share: number,
  random: Random,
): { startMs: number; endMs: number }[] {
  const count = Math.round((share * (shift.endMs - shift.startMs)) / GLANCE_MS);
  const asked = [shift.startMs, ...visits.map(({ start }) => Date.parse(start)), shift.endMs - GLANCE_MS];
  const others = Array.from({ length: count }, () => random.between(shift.startMs, shift.endMs));
  return [...asked, ...others]
    .slice(0, count)
    .map((startMs) => ({ startMs, endMs: startMs + GLANCE_MS }))
    .toSorted((a, b) => a.startMs - b.startMs);
}

function hidden({ shift }: Day, spans: readonly { startMs: number; endMs: number }[]): Day['gaps'] {
  const edges = [{ endMs: shift.startMs }, ...spans];
  return edges.flatMap(({ endMs }, at) => {
    const nextMs = spans[at]?.startMs ?? shift.endMs;
    return nextMs - endMs > 10 * MIN_MS
      ? [{ start: iso(endMs), end: iso(nextMs), cause: 'hidden' as const }]
      : [];
  });
}

const histories = new WeakMap<readonly Day[], Map<string, readonly Day[]>>();

/** The same list for the same history, so that it is learned once. */
function historyOf({ history }: Scene, key: string, change: (day: Day) => Day): readonly Day[] {
  const known = histories.get(history) ?? new Map<string, readonly Day[]>();
  const made = known.get(key) ?? history.map(change);
  known.set(key, made);
  histories.set(history, known);
  return made;
}

function rarer(fixes: readonly Fix[], everyMs: number): Fix[] {
  let lastMs = -HOUR_MS * 1e6;
  return fixes.filter(({ ms }) => {
    if (ms - lastMs < everyMs - 1000) return false;
    lastMs = ms;
    return true;
  });
}

/** A circular error of `sigmaM` per axis holds 68 % within 1.51 sigma. */
function blurred(fix: Fix, sigmaM: number, random: Random): Fix {
  const moved = shifted(fix, random.normal(sigmaM), random.normal(sigmaM));
  return { ...fix, ...moved, accuracyM: Math.round(Math.hypot(fix.accuracyM, 1.51 * sigmaM)) };
}
