import { midnightOf, sketchStays, SKETCH_WIDTH } from '../baseline/day-sketch.ts';
import { MAX_STEP_MS, passagesOf, unpackPassages, type Passages } from '../baseline/passages.ts';
import { DEGREE_M, haversineDegM } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';
import {
  findRepeatedWay,
  passagesByCell,
  type RepeatedWay,
  type SeenWay,
  type WaySettings,
} from './repeated-way.ts';
import type { SpoofedLocationSettings } from './spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Of three, four and more repeated stays. */
const STRENGTHS = [0.45, 0.7, 0.9];
const HARD_STAYS = 5;
/** Share of the stays of either day that must repeat. */
const LEAST_SHARE = 0.6;

/** Of a whole day's way; of less it may be a train that keeps its time; of a timetable it is how the person works. */
const WAY = 0.92;
const SHORT_WAY = 0.5;
const FEW_PASSAGES = 0.4;
const TIMETABLE = 0.2;
const WHOLE_WAY_MIN = 240;

/** Earlier days alike beside the one that comes again, from which a timetable explains what repeats: nobody replays so many. */
const TIMETABLE_DAYS = 2;
/** Days are alike within so many times the minutes within which they are the same, ... */
const LOOSE = 3;
/** ... and in such a share of the passages: a way along the border of two cells is now in one of them, now in the other. */
const LOOSE_SHARE = 0.5;

/** Whether the day is an earlier one again: by its ways, or where those are not known, by its stays. */
export function findReplay(question: SpoofQuestion): SpoofSign | null {
  const { day, settings } = question;
  const passages = passagesOf(day.track, midnightOf(day));
  const { length } = passages.cell;
  const found = length >= settings.fewPassages ? findWay(question, passages) : null;
  return found ?? findStays(question, length >= settings.minPassages);
}

/** The cells of an earlier day's way entered again, each to some seconds after the clocks are laid over each other. */
function findWay(question: SpoofQuestion, passages: Passages): SpoofSign | null {
  const { evidence, day, settings } = question;
  const midnightMs = midnightOf(day);
  const today: SeenWay = { byCell: passagesByCell(passages), seen: seenStretches(day.track, midnightMs) };
  const ways = evidence.baseline.recent.map((one) => unpackPassages(one.ways));
  const few = { ...settings, minPassages: Math.min(settings.fewPassages, settings.minPassages) };
  const short = bestWay(today, ways, few);
  if (!short) return null;
  const long = bestWay(today, ways, settings);
  const best = long ?? short;
  const asked = long ? settings : few;
  const loose = {
    ...asked,
    passageMin: LOOSE * settings.passageMin,
    passageShare: LOOSE_SHARE * settings.passageShare,
  };
  const alike = ways.filter((way) => findRepeatedWay(today, way, loose) !== null).length;
  const isTimetable = alike > TIMETABLE_DAYS;
  if (!long && isTimetable) return null;
  const isWhole = long !== null && best.toMin - best.fromMin >= WHOLE_WAY_MIN;
  return {
    reason: 'repeats_earlier_way',
    strength: isTimetable ? TIMETABLE : isWhole ? WAY : long ? SHORT_WAY : FEW_PASSAGES,
    isHard: isWhole && !isTimetable,
    spans: [stretchOf(midnightMs + best.fromMin * 60_000, midnightMs + best.toMin * 60_000)],
    count: best.repeated,
  };
}

/** The way of which most comes again. */
function bestWay(today: SeenWay, ways: readonly Passages[], settings: WaySettings): RepeatedWay | null {
  let best: RepeatedWay | null = null;
  for (const way of ways) {
    const found = findRepeatedWay(today, way, settings);
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

/**
 * Whether the day repeats an earlier one: the same stays in the same order, begun and lasting alike to the minute after the clocks are
 * laid over each other. Routine repeats places and hours, never minutes all day; noise and a slightly other pace do not hide it. A day
 * whose way is known and was not taken again is not asked: stays are the weaker witness.
 */
function findStays(question: SpoofQuestion, isWayKnown: boolean): SpoofSign | null {
  const { evidence, day, settings } = question;
  const today = sketchStays(day);
  const asked = evidence.baseline.recent.filter(
    ({ ways }) => !isWayKnown || unpackPassages(ways).cell.length < settings.minPassages,
  );
  const most = Math.max(0, ...asked.map(({ stays }) => countRepeated(today, stays, settings)));
  if (most < settings.minReplayStays) return null;
  const isTimetable = hasTimetable(question);
  const midnightMs = midnightOf(day);
  const last = today.length - SKETCH_WIDTH;
  const endMin = (today[last + 2] ?? 0) + (today[last + 3] ?? 0);
  return {
    reason: 'repeats_earlier_day',
    strength: isTimetable ? TIMETABLE : (STRENGTHS[Math.min(STRENGTHS.length - 1, most - 3)] ?? 0.4),
    isHard: most >= HARD_STAYS && !isTimetable,
    spans: [stretchOf(midnightMs + (today[2] ?? 0) * 60_000, midnightMs + endMin * 60_000)],
    count: most,
  };
}

/** Whether so many earlier days are alike that their stays tell nothing of a replay. */
function hasTimetable({ evidence, day, settings }: SpoofQuestion): boolean {
  const today = sketchStays(day);
  const loose = { ...settings, replayMin: LOOSE * settings.replayMin };
  const alike = evidence.baseline.recent.filter(
    ({ stays }) => countRepeated(today, stays, loose) >= settings.minReplayStays,
  );
  return alike.length > TIMETABLE_DAYS;
}

/** How many stays repeat; 0 when too many do not (those cut by a break or the end of a shift never do). */
function countRepeated(
  today: readonly number[],
  earlier: readonly number[],
  settings: SpoofedLocationSettings,
): number {
  const pairs = pairByPlace(today, earlier, settings.replayM);
  const least = (LEAST_SHARE * Math.max(today.length, earlier.length)) / SKETCH_WIDTH;
  if (pairs.length < Math.max(settings.minReplayStays, least)) return 0;
  const { pace, offsetMin } = clockOf(
    pairs.map(([a, b]) => [startOf(earlier, b), startOf(today, a)]),
    settings.replayWarp,
  );
  const repeated = pairs.filter(([a, b]) => {
    const lateMin = Math.abs(startOf(today, a) - offsetMin - pace * startOf(earlier, b));
    const longerMin = Math.abs(lengthOf(today, a) - pace * lengthOf(earlier, b));
    return lateMin <= settings.replayMin && longerMin <= settings.replayMin;
  });
  return repeated.length < least ? 0 : repeated.length;
}

/** Minutes between two stays that tell the pace of a clock. */
const PACE_MIN = 60;

/** How today's clock runs against the earlier day's: the median pace of all pairs of starts (Theil 1950, Sen 1968), and the median offset. */
function clockOf(starts: readonly (readonly [earlier: number, today: number])[], warp: number) {
  const paces = starts.flatMap(([earlier, today], at) =>
    starts
      .slice(at + 1)
      .filter(([later]) => later - earlier >= PACE_MIN)
      .map(([later, laterToday]) => (laterToday - today) / (later - earlier)),
  );
  const pace = Math.min(1 + warp, Math.max(1 - warp, medianOf(paces) ?? 1));
  return { pace, offsetMin: medianOf(starts.map(([earlier, today]) => today - pace * earlier)) ?? 0 };
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** Stays of both days at one place, in the order of both. */
function pairByPlace(
  today: readonly number[],
  earlier: readonly number[],
  withinM: number,
): [number, number][] {
  const pairs: [number, number][] = [];
  let next = 0;
  for (let a = 0; a < today.length / SKETCH_WIDTH; a++)
    for (let b = next; b < earlier.length / SKETCH_WIDTH; b++) {
      const isFar = Math.abs(latOf(today, a) - latOf(earlier, b)) * DEGREE_M > withinM + 1;
      if (isFar || apartM([today, a], [earlier, b]) > withinM) continue;
      pairs.push([a, b]);
      next = b + 1;
      break;
    }
  return pairs;
}

const startOf = (stays: readonly number[], n: number): number => stays[n * SKETCH_WIDTH + 2] ?? 0;
const lengthOf = (stays: readonly number[], n: number): number => stays[n * SKETCH_WIDTH + 3] ?? 0;
const lngOf = (stays: readonly number[], n: number): number => (stays[n * SKETCH_WIDTH] ?? 0) / 1e4;
const latOf = (stays: readonly number[], n: number): number => (stays[n * SKETCH_WIDTH + 1] ?? 0) / 1e4;

/** Metres between two stays, each a day's sketch and its place in it. */
function apartM([today, a]: StayOf, [earlier, b]: StayOf): number {
  return haversineDegM(lngOf(today, a), latOf(today, a), lngOf(earlier, b), latOf(earlier, b));
}

type StayOf = readonly [stays: readonly number[], n: number];
