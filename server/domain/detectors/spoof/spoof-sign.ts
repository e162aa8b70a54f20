import type { CellNumbers } from '../../baseline/cell-numbers.ts';
import type { DaySketch } from '../../baseline/day-sketch.ts';
import type { Passages } from '../../baseline/passages.ts';
import type { Interval } from '../../interval.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import type { EvidenceRef } from '../finding.ts';
import type { WaySteps } from '../../track/way-steps.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';

/** What a sign of a false position is: its reason code in findings. */
export type SpoofReason =
  | 'impossible_jump'
  | 'sudden_arrival'
  | 'unnatural_stillness'
  | 'error_drawn_anew'
  | 'way_drawn'
  | 'repeats_earlier_day'
  | 'repeats_earlier_way'
  | 'repeats_itself'
  | 'same_as_colleague'
  | 'moves_with_colleague'
  | 'photo_reused'
  | 'colleague_device'
  | 'platform_risk';

/** One sign that a position may not be the phone's. */
export type SpoofSign = Readonly<{
  reason: SpoofReason;
  /** 0-1: how much it says when nothing else does. */
  strength: number;
  /** Whether it may stand alone: physically impossible, or alike to the last digit. */
  isHard: boolean;
  spans: readonly Interval[];
  /** How often it was seen: the number of jumps, stays, fixes or photos. */
  count: number;
  records?: readonly EvidenceRef[];
}>;

/** What is kept of an earlier day to know it again: of the history, or judged before in the period. */
export type PastDay = Pick<DaySketch, 'stays' | 'ways'>;

/** One judged day and everything its signs are looked for in. */
export type SpoofQuestion = Readonly<{
  evidence: PeriodEvidence;
  day: WorkDay;
  settings: SpoofedLocationSettings;
  /** The day's pairs of steps on the way, and the keys of such pairs on earlier days (all of the period's, some of the history's). */
  waySteps: WaySteps;
  copies: CellNumbers;
  passages: Passages;
  /** The days before it, oldest first. */
  past: readonly PastDay[];
  /** What pairs of clear signs said on the judged days before it, 0-1 each. */
  pairs: number[];
}>;

/** The stretch between two times of a track. */
export const stretchOf = (fromMs = 0, toMs = 0): Interval => ({
  startAt: new Date(fromMs),
  endAt: new Date(toMs),
});

/** The probability that at least one sign is right, as if they knew nothing of each other. */
export const togetherOf = (signs: readonly SpoofSign[]): number =>
  1 - signs.reduce((left, { strength }) => left * (1 - strength), 1);
