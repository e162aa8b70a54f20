import { midnightOf } from '../baseline/day-sketch.ts';
import { MAX_STEP_MS, passagesOf, type Passages } from '../baseline/passages.ts';
import type { Track } from '../track/track.ts';
import type { WorkDay } from './evidence.ts';
import {
  findRepeatedWay,
  pairWay,
  todaysWay,
  type PairedWay,
  type RepeatedWay,
  type WaySettings,
} from './repeated-way.ts';
import { findRepeatedStays, TIMETABLE } from './spoof-replay-stays.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Of a whole day's way; of less it may be a train that keeps its time, of few passages the same lights. */
const WAY = 0.92;
const SHORT_WAY = 0.5;
const FEW_PASSAGES = 0.4;
const WHOLE_WAY_MIN = 240;

/**
 * Share of what comes again in which other days are alike: a way along the border of two cells is now in one of them, now in the other,
 * but a replay stands out from all other days.
 */
const LOOSE_SHARE = 0.6;

/** Whether the day is an earlier one again: by its ways, or where those are not known, by its stays. */
export function findReplay(question: SpoofQuestion): SpoofSign | null {
  const { settings, passages } = question;
  const { length } = passages.cell;
  const found = length >= settings.fewPassages ? findWay(question) : null;
  return found ?? findRepeatedStays(question, length >= settings.minPassages);
}

/** The day's passages that no earlier day holds: two nights may have fixes of their margins in common. */
export function passagesAfter(day: WorkDay, fromMs: number): Passages {
  const midnightMs = midnightOf(day);
  const { cell, minute } = passagesOf(day.track, midnightMs);
  const known = minute.filter((one) => midnightMs + one * 60_000 <= fromMs).length;
  return known === 0 ? { cell, minute } : { cell: cell.slice(known), minute: minute.slice(known) };
}

/** The cells of an earlier day's way entered again, each to some seconds after the clocks are laid over each other. */
function findWay({ day, settings, passages, past }: SpoofQuestion): SpoofSign | null {
  const midnightMs = midnightOf(day);
  const { passageMin, passageShare, replayWarp, minPassages } = settings;
  // Not a copy of all settings: of so many it takes as long as some questions.
  const few = {
    passageMin,
    passageShare,
    replayWarp,
    minPassages: Math.min(settings.fewPassages, minPassages),
  };
  const today = todaysWay(passages, seenStretches(day.track, midnightMs));
  const leastCommon = LOOSE_SHARE * passageShare * few.minPassages;
  const ways = past.map((one) => pairWay(one.ways, today, leastCommon)).filter((way) => way !== null);
  const short = bestWay(ways, few);
  if (!short || short.repeated < few.minPassages) return null;
  const long = short.of >= minPassages ? short : bestWay(ways, settings);
  const best = long ?? short;
  const loose = {
    passageMin: TIMETABLE.loose * passageMin,
    passageShare: LOOSE_SHARE * passageShare,
    replayWarp,
    minPassages: long ? minPassages : few.minPassages,
  };
  const isTimetable = isUsualWay(ways, LOOSE_SHARE * best.repeated, loose);
  if (!long && isTimetable) return null;
  const isWhole = long !== null && best.toMin - best.fromMin >= WHOLE_WAY_MIN;
  return {
    reason: 'repeats_earlier_way',
    strength: isTimetable ? TIMETABLE.strength : isWhole ? WAY : long ? SHORT_WAY : FEW_PASSAGES,
    isHard: isWhole && !isTimetable,
    spans: [stretchOf(midnightMs + best.fromMin * 60_000, midnightMs + best.toMin * 60_000)],
    count: best.repeated,
  };
}

/** Whether so many ways have `least` passages alike that they are how the person works. */
function isUsualWay(ways: readonly PairedWay[], least: number, loose: WaySettings): boolean {
  let alike = 0;
  for (const way of ways) {
    if ((findRepeatedWay(way, loose, least)?.repeated ?? 0) >= least) alike++;
    if (alike > TIMETABLE.days) return true;
  }
  return false;
}

/** The way of which most comes again. */
function bestWay(ways: readonly PairedWay[], settings: WaySettings): RepeatedWay | null {
  let best: RepeatedWay | null = null;
  for (const way of ways) {
    const found = findRepeatedWay(way, settings);
    if (found && found.repeated > (best?.repeated ?? 0)) best = found;
  }
  return best;
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
