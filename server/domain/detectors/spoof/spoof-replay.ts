import { midnightOf } from '../../baseline/day-sketch.ts';
import { MAX_STEP_MS, passagesOf, type Passages } from '../../baseline/passages.ts';
import type { Track } from '../../track/track.ts';
import type { WorkDay } from '../evidence.ts';
import { findRepeatedWay } from './repeated-way.ts';
import { findRepeatedStays, TIMETABLE } from './spoof-replay-stays.ts';
import { todaysWay } from './way-pairs.ts';
import type { RepeatedWay } from './way-evidence.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Strength of the sign when the way surely is an earlier one again, and when it is shorter or less sure (a hint). */
const SURE = 0.92;
const HINT = 0.5;
/** Passages that must come again: fewer may be some long stops that happen to last as long. */
const LEAST_PASSAGES = 6;
/** How many times as much must speak for a replay while too few days are known to tell how alike the person's days are. */
const FEW_DAYS = 2;

/** Whether the day is an earlier one again: by its ways, or where those are not known, by its stays. */
export function findReplay(question: SpoofQuestion): SpoofSign | null {
  const isWayKnown = question.passages.cell.length >= question.settings.minPassages;
  return findWay(question) ?? findRepeatedStays(question, isWayKnown);
}

/** The day's passages that no earlier day holds: two nights may have fixes of their margins in common. */
export function passagesAfter(day: WorkDay, fromMs: number): Passages {
  const midnightMs = midnightOf(day);
  const { cell, minute } = passagesOf(day.track, midnightMs);
  const known = minute.filter((one) => midnightMs + one * 60_000 <= fromMs).length;
  return known === 0 ? { cell, minute } : { cell: cell.slice(known), minute: minute.slice(known) };
}

/**
 * The cells of an earlier day's way entered again, each to some seconds after the clocks are laid over each other. Where other days speak
 * for it as well, that is how the person works, and what counts is by how much one day stands out from them.
 */
function findWay({ day, settings, passages, past }: SpoofQuestion): SpoofSign | null {
  const midnightMs = midnightOf(day);
  const today = todaysWay(passages, seenStretches(day.track, midnightMs));
  const ways = past
    .map(({ ways: packed }) => findRepeatedWay(packed, today, settings))
    .filter((way): way is RepeatedWay => way !== null)
    .toSorted((a, b) => b.nats - a.nats);
  const best = ways[0];
  const usualNats = ways[TIMETABLE.days]?.nats ?? 0;
  const nats = ((best?.nats ?? 0) - usualNats) / (past.length > TIMETABLE.days ? 1 : FEW_DAYS);
  if (!best || best.repeated < LEAST_PASSAGES || nats < settings.replayHintNats) return null;
  const isTimetable = usualNats >= settings.replayHintNats;
  const isLong = best.toMin - best.fromMin >= settings.replayWayMin;
  const isSure = nats >= settings.replayNats && isLong && !isTimetable;
  return {
    reason: 'repeats_earlier_way',
    strength: isTimetable ? TIMETABLE.strength : isSure ? SURE : HINT,
    isHard: isSure,
    spans: [stretchOf(midnightMs + best.fromMin * 60_000, midnightMs + best.toMin * 60_000)],
    count: best.repeated,
  };
}

/** Minutes of the day between silences, first and last of each stretch; a passage in a silence is not seen, and near its edge perhaps not. */
function seenStretches({ atMs }: Track, midnightMs: number): number[] {
  const stretches: number[] = [];
  let fromMs = atMs[0] ?? 0;
  for (let at = 1; at <= atMs.length; at++) {
    const lastMs = atMs[at - 1] ?? 0;
    if (at < atMs.length && (atMs[at] ?? 0) - lastMs <= MAX_STEP_MS) continue;
    stretches.push((fromMs - midnightMs) / 60_000 + EDGE_MIN, (lastMs - midnightMs) / 60_000 - EDGE_MIN);
    fromMs = atMs[at] ?? 0;
  }
  return stretches;
}

const EDGE_MIN = 1;
