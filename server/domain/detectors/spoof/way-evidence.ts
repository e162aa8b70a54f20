import { isInStretches } from '../../interval.ts';
import type { Clock, WaySettings } from './way-clock.ts';
import { nearest, NONE, type PairedWay } from './way-pairs.ts';

/** What speaks for an earlier day's way coming again, and the stretch of today in which it does. */
export type RepeatedWay = Readonly<{
  /** How much likelier the times are for a replay than for another day on the same ways: a log-likelihood ratio, in nats. */
  nats: number;
  /** Passages that come again. */
  repeated: number;
  fromMin: number;
  toMin: number;
}>;

/** Minutes (one standard deviation) by which the time between two passages differs in a replay: a few metres and a few seconds. */
const REPLAY_SD_MIN = 0.2;
/**
 * The same of two days of one person: a share of that time, but hardly less than in a replay, since a train keeps its pace, and no more than
 * who keeps hours is late.
 */
const OWN_SD = { share: 0.25, leastMin: 0.22, mostMin: 12 };
/** Share of the times in a replay that are off all the same, at a corner of a cell. */
const OFF_SHARE = 0.1;
/** Nats of a passage seen again or not where it should be: four of five are in a replay, three of five on another day's same way. */
const HIT_NATS = Math.log(0.8 / 0.6);
const MISS_NATS = Math.log(0.4 / 0.2);

/** The stretch of passages that speaks most for a replay by this clock (the largest sum of a run, as Kadane's). */
export function weigh(
  { today, minute, again }: PairedWay,
  { pace, offsetMin }: Clock,
  { passageMin }: WaySettings,
): RepeatedWay {
  const best = { nats: 0, repeated: 0, fromMin: 0, toMin: 0 };
  let nats = 0;
  let repeated = 0;
  let fromMin = 0;
  let last = Number.NaN;
  let lastToday = 0;
  for (let at = 0; at < minute.length; at++) {
    const x = minute[at] ?? 0;
    const expected = offsetMin + pace * x;
    const y = nearest(today, again[at] ?? NONE, { expected, within: passageMin });
    if (Number.isNaN(y)) {
      if (isInStretches(today.seen, expected)) nats -= MISS_NATS;
      if (nats < 0) {
        nats = 0;
        last = Number.NaN;
      }
      continue;
    }
    const isFirst = Number.isNaN(last);
    if (!isFirst) nats += HIT_NATS + natsOf(x - last, y - lastToday - pace * (x - last));
    if (isFirst || nats <= 0) {
      nats = 0;
      repeated = 0;
      fromMin = y;
    }
    last = x;
    lastToday = y;
    repeated++;
    if (nats <= best.nats) continue;
    best.nats = nats;
    best.repeated = repeated;
    best.fromMin = fromMin;
    best.toMin = y;
  }
  return best;
}

/** How much likelier in a replay it is that a time of `forMin` differs by `offMin`. */
function natsOf(forMin: number, offMin: number): number {
  const ownSd = Math.min(OWN_SD.mostMin, Math.max(OWN_SD.leastMin, OWN_SD.share * forMin));
  const narrower = 1 / (REPLAY_SD_MIN * REPLAY_SD_MIN) - 1 / (ownSd * ownSd);
  const ratio = (ownSd / REPLAY_SD_MIN) * Math.exp(-0.5 * offMin * offMin * narrower);
  return Math.log((1 - OFF_SHARE) * ratio + OFF_SHARE);
}
