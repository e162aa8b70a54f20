import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { localPlane } from '../../../domain/geo/distance.ts';
import { trackOf } from '../../../domain/track/settle.ts';
import { StaySettingsSchema } from '../../../domain/track/stay-settings.ts';
import { findStays } from '../../../domain/track/stays.ts';
import type { StayPoint } from '../../../domain/track/track.ts';
import { distanceM, MIN_MS, shifted, type Fix, type Span, type Spot } from './scene.ts';

/** One fix relative to the start of its piece: milliseconds, metres east and north. */
type Step = Readonly<{ ms: number; x: number; y: number; accuracyM: number }>;
type Piece = Readonly<{ steps: readonly Step[]; ms: number; netM: number; angle: number }>;

/** Pieces of recorded movement: how fixes scatter in a stay, how a way is travelled. What is inserted is made of these. */
export type MotionBank = Readonly<{ stays: readonly Piece[]; trips: readonly Piece[] }>;

/** Without a share that fixes must prove, so that cases stay the same when the product's own rule changes. */
const STAY = StaySettingsSchema.parse({ provenShare: 0 });
const MAX_SILENCE_MS = 4 * MIN_MS;
const MIN_TRIP_M = 150;
const MAX_SCATTER_M = 90;

const known = new WeakMap<readonly Fix[], StayPoint[]>();

/** The stays of a day, by the product's own rule; asked often, so remembered by the list of fixes. */
export function staysOf(fixes: readonly Fix[]): StayPoint[] {
  const before = known.get(fixes);
  if (before) return before;
  const stays = findStays(trackOf(fixes.map(({ ms, ...rest }) => ({ atMs: ms, ...rest }))), STAY);
  known.set(fixes, stays);
  return stays;
}

/** Collects the well-observed stays and ways of these days. */
export function collectMotion(days: readonly Readonly<{ fixes: readonly Fix[] }>[]): MotionBank {
  const stays: Piece[] = [];
  const trips: Piece[] = [];
  for (const { fixes } of days) {
    const found = staysOf(fixes);
    found.forEach((stay, at) => {
      const inside = between(fixes, { startMs: +stay.startAt, endMs: +stay.lastFixAt });
      const piece = pieceOf(inside, stay);
      if (isDense(inside) && inside.length >= 15 && stay.extentM <= MAX_SCATTER_M) stays.push(piece);
      const next = found[at + 1];
      if (!next) return;
      const way = between(fixes, { startMs: +stay.lastFixAt, endMs: +next.startAt });
      const start = way[0];
      const trip = start && pieceOf(way, start);
      if (trip && way.length >= 4 && isDense(way) && trip.netM >= MIN_TRIP_M) trips.push(trip);
    });
  }
  return { stays, trips };
}

/**
 * Fixes of somebody staying at `center` during `span`: scatter of recorded stays, one after the other, long ones first; each turned, for
 * the very same errors at the same place on two days are what a forger leaves.
 */
export function fillStay(
  bank: MotionBank,
  { center, span, random }: { center: Spot; span: Span; random: Random },
): Fix[] {
  const fixes: Fix[] = [];
  let fromMs = span.startMs;
  while (fromMs < span.endMs) {
    const leftMs = span.endMs - fromMs;
    const long = bank.stays.filter(({ ms }) => ms >= leftMs);
    const piece = random.pick(long.length > 0 ? long : bank.stays);
    const turn = (seedOf(`${fromMs} ${center.lng} ${center.lat}`) / 2 ** 32) * 2 * Math.PI;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    for (const { ms, x, y, accuracyM } of piece.steps) {
      if (ms > leftMs) break;
      fixes.push({ ms: fromMs + ms, ...shifted(center, x * cos - y * sin, x * sin + y * cos), accuracyM });
    }
    fromMs += piece.ms + 30_000;
  }
  return fixes;
}

/** Metres by which each fix of a way is off anew: the same way between the same two places never has the same errors twice. */
const NEW_ERROR_M = 2;

/** Fixes of a recorded way turned and scaled to lead from `from` to `to`; the speed stays as recorded. Ends are not repeated. */
export function travel(
  bank: MotionBank,
  { from, to, startMs, random }: { from: Spot; to: Spot; startMs: number; random: Random },
): { fixes: Fix[]; endMs: number } {
  const needM = Math.max(30, distanceM(from, to));
  const near = bank.trips
    .toSorted((a, b) => Math.abs(Math.log(a.netM / needM)) - Math.abs(Math.log(b.netM / needM)))
    .slice(0, 12);
  const piece = random.pick(near);
  const scale = needM / piece.netM;
  const plane = localPlane(from);
  const turn = Math.atan2(plane.yOf(to.lat), plane.xOf(to.lng)) - piece.angle;
  const cos = Math.cos(turn) * scale;
  const sin = Math.sin(turn) * scale;
  const error = createRandom(seedOf(`${startMs} ${from.lng} ${from.lat}`));
  const fixes = piece.steps.slice(1, -1).map(({ ms, x, y, accuracyM }) => ({
    ms: startMs + ms * scale,
    ...shifted(
      from,
      x * cos - y * sin + error.normal(NEW_ERROR_M),
      x * sin + y * cos + error.normal(NEW_ERROR_M),
    ),
    accuracyM,
  }));
  return { fixes: thinned(fixes), endMs: startMs + piece.ms * scale };
}

/** At least 20 s apart, as phones report. */
function thinned(fixes: readonly Fix[]): Fix[] {
  let lastMs = -Infinity;
  return fixes.filter(({ ms }) => {
    if (ms - lastMs < 20_000) return false;
    lastMs = ms;
    return true;
  });
}

function pieceOf(fixes: readonly Fix[], origin: Spot): Piece {
  const plane = localPlane(origin);
  const zeroMs = fixes[0]?.ms ?? 0;
  const steps = fixes.map(({ ms, lng, lat, accuracyM }) => ({
    ms: ms - zeroMs,
    x: plane.xOf(lng),
    y: plane.yOf(lat),
    accuracyM,
  }));
  const { x = 0, y = 0, ms = 0 } = steps.at(-1) ?? {};
  return { steps, ms, netM: Math.hypot(x, y), angle: Math.atan2(y, x) };
}

const between = (fixes: readonly Fix[], { startMs, endMs }: Span): Fix[] =>
  fixes.filter(({ ms }) => ms >= startMs && ms <= endMs);

const isDense = (fixes: readonly Fix[]): boolean =>
  fixes.every(({ ms }, at) => ms - (fixes[at - 1]?.ms ?? ms) <= MAX_SILENCE_MS);
