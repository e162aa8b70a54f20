import { CellNumbers } from '../baseline/cell-numbers.ts';
import { sketchStays, SKETCHED_DAYS } from '../baseline/day-sketch.ts';
import { packPassages } from '../baseline/passages.ts';
import { listWaySteps } from '../track/way-steps.ts';
import type { Detector } from './detector.ts';
import type { Finding, Verdict } from './finding.ts';
import { isPhoneKnown } from './spoof/known-phone.ts';
import { clears } from './spoof/spoof-anchors.ts';
import { findSuddenArrival } from './spoof/spoof-arrival.ts';
import { findCompanion } from './spoof/spoof-companion.ts';
import { findCopy } from './spoof/spoof-copy.ts';
import { describeSpoof } from './spoof/spoof-finding.ts';
import { findJumps } from './spoof/spoof-jumps.ts';
import { findFalseError } from './spoof/spoof-noise.ts';
import { listPunchSigns } from './spoof/spoof-punches.ts';
import { findReplay, passagesAfter } from './spoof/spoof-replay.ts';
import { togetherOf, type PastDay, type SpoofQuestion, type SpoofSign } from './spoof/spoof-sign.ts';
import { findStillness } from './spoof/spoof-stillness.ts';
import { findLoop, findTwin } from './spoof/spoof-twins.ts';
import { findDrawnWays } from './spoof/spoof-ways.ts';
import {
  SPOOFED_LOCATION,
  SpoofedLocationSettingsSchema,
  type SpoofedLocationSettings,
} from './settings/spoofed-location-settings.ts';

/** Made once and emptied each time. */
const copies = new CellNumbers();

/**
 * Looks for positions that are not the phone's; one finding per day with a sign. A single weak sign decides nothing: supported takes a
 * hard one, several that together are probable, or two clear ones on two days of a phone that is known. An anchor takes away the signs
 * of the track whose time it falls in when it agrees with the position.
 */
export const spoofedLocation: Detector<SpoofedLocationSettings> = {
  ...SPOOFED_LOCATION,
  needs: ['track'],
  settings: SpoofedLocationSettingsSchema,
  detect: (evidence, settings) => {
    copies.clear();
    for (const { steps } of evidence.baseline.recent) for (const key of steps) copies.add(key);
    const past: PastDay[] = [...evidence.baseline.recent];
    const pairs: number[] = [];
    let seenToMs = -Infinity;
    return evidence.days.flatMap((day) => {
      // Two nights may hold the same fixes in their margins.
      const passages = passagesAfter(day, seenToMs);
      const waySteps = listWaySteps(day.reported, { stretches: day.shifts, fromMs: seenToMs });
      const finding = judgeDay({ evidence, day, settings, waySteps, copies, passages, past, pairs });
      if (day === evidence.days.at(-1)) return finding ?? [];
      for (const key of waySteps.key) copies.add(key);
      seenToMs = Math.max(seenToMs, day.reported.atMs.at(-1) ?? -Infinity);
      // Of a day played again the third time would look like a timetable.
      if (isReplay(finding)) return finding ?? [];
      past.push({ stays: sketchStays(day), ways: packPassages(passages) });
      if (past.length > SKETCHED_DAYS) past.shift();
      return finding ?? [];
    });
  },
};

const isReplay = (finding: Finding | null): boolean =>
  finding?.verdict === 'supported' && finding.reasons.includes('repeats_earlier_way');

function judgeDay(question: SpoofQuestion): Finding | null {
  const shift = question.day.shifts.at(-1);
  const ofTrack = [findSudden, findStill, findDrawnWays, findAgain, findLoop, findBeside]
    .map((find) => find(question))
    .filter((sign) => sign !== null);
  const { anchors } = question.evidence;
  const open = ofTrack.filter((sign) => !anchors.some((anchor) => clears(anchor, sign, question)));
  const signs = [...open, ...listPunchSigns(question)];
  if (!shift || signs.length + ofTrack.length === 0) return null;
  const pair = pairOf(open, question);
  const verdict = verdictOf(signs, {
    before: pair === null ? [] : question.pairs,
    settings: question.settings,
  });
  if (pair !== null) question.pairs.push(pair);
  return describeSpoof(question, {
    shiftId: shift.id,
    verdict,
    signs,
    all: signs.length > 0 ? signs : ofTrack,
  });
}

/** One fact counts once, however it is seen. */
const findSudden = (question: SpoofQuestion): SpoofSign | null =>
  findJumps(question) ?? findSuddenArrival(question);

const findBeside = (question: SpoofQuestion): SpoofSign | null =>
  findTwin(question) ?? findCompanion(question);

const findAgain = (question: SpoofQuestion): SpoofSign | null => findCopy(question) ?? findReplay(question);

const findStill = (question: SpoofQuestion): SpoofSign | null =>
  findStillness(question) ?? findFalseError(question);

/** Two clear signs of the track meet by chance on one day, not on two; `before`: what such pairs said on earlier days. */
function verdictOf(
  signs: readonly SpoofSign[],
  { before, settings }: Readonly<{ before: readonly number[]; settings: SpoofedLocationSettings }>,
): Verdict {
  if (signs.length === 0) return 'contradicted';
  const isEnough = signs.some(({ isHard }) => isHard) || signs.length > 1;
  const together = before.reduce((left, one) => left * (1 - one), 1 - togetherOf(signs));
  return isEnough && 1 - together >= settings.supportedFrom ? 'supported' : 'undecided';
}

/** What two clear signs of the day's track say together, or null: of a phone that nobody knows yet both may be its habit. */
function pairOf(open: readonly SpoofSign[], { evidence, settings }: SpoofQuestion): number | null {
  const clear = open.filter(({ strength }) => strength >= settings.clearFrom);
  return clear.length < 2 || !isPhoneKnown(evidence, settings.minKnownDays) ? null : togetherOf(clear);
}
