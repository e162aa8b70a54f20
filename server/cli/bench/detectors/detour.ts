import type { Random } from '../../../demo/random.ts';
import { fillStay, travel, type MotionBank } from './motion-bank.ts';
import { withHonestPunches } from './records.ts';
import {
  distanceM,
  dropVisits,
  fixAt,
  MIN_MS,
  replaceFixes,
  workSpans,
  type Day,
  type Span,
  type Spot,
} from './scene.ts';

export type Tools = Readonly<{ bank: MotionBank; random: Random }>;
export type Detour = Readonly<{ day: Day; dwell: Span }>;

/** Clear of the punches at the ends of the shift. */
const EDGE_MS = 25 * MIN_MS;
/** A phone that has been silent this long at the moment of leaving gives no place to leave from. */
const STALE_MS = 12 * MIN_MS;

/** A start in working time with `lengthMs` of the same working span after it, or null. */
export function findSlot(day: Day, lengthMs: number, random: Random): number | null {
  const room = workSpans(day)
    .map(({ startMs, endMs }) => ({ startMs: startMs + EDGE_MS, endMs: endMs - EDGE_MS - lengthMs }))
    .filter(({ startMs, endMs }) => endMs > startMs);
  for (let tries = 0; room.length > 0 && tries < 30; tries++) {
    const { startMs, endMs } = random.pick(room);
    const fromMs = random.between(startMs, endMs);
    const at = fixAt(day.fixes, fromMs);
    if (at && Math.abs(at.ms - fromMs) <= STALE_MS) return fromMs;
  }
  return null;
}

/**
 * The day with a way to `place`, a stay of `dwellMin` there and the way back to where the day goes on. Visits the person cannot have
 * made any more are taken out. `untilMs` ends the stay at that instant instead. Null when the day has no room for it.
 */
export function detour(
  day: Day,
  { place, dwellMin, fromMs, untilMs }: { place: Spot; dwellMin: number; fromMs?: number; untilMs?: number },
  { bank, random }: Tools,
): Detour | null {
  const startMs = fromMs ?? findSlot(day, dwellMin * MIN_MS + 20 * MIN_MS, random);
  const from = startMs === null ? undefined : fixAt(day.fixes, startMs);
  if (startMs === null || !from) return null;
  const out = travel(bank, { from, to: place, startMs, random });
  const dwell = { startMs: out.endMs, endMs: untilMs ?? out.endMs + dwellMin * MIN_MS };
  if (dwell.endMs <= dwell.startMs) return null;
  const next = fixAt(day.fixes, dwell.endMs + (distanceM(place, from) / 5) * 1000) ?? from;
  const back = travel(bank, { from: place, to: next, startMs: dwell.endMs + 20_000, random });
  const span = { startMs, endMs: back.endMs };
  const stay = fillStay(bank, { center: place, span: dwell, random });
  const fixes = [...out.fixes, ...stay, ...back.fixes].filter(({ ms }) => ms >= startMs);
  return { day: withHonestPunches(dropVisits(replaceFixes(day, span, fixes), span)), dwell };
}

/** Whether the span lies in working time as a whole. */
export const isWorked = (day: Day, { startMs, endMs }: Span): boolean =>
  workSpans(day).some((span) => startMs >= span.startMs && endMs <= span.endMs);
