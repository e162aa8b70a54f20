import { midnightOf } from '../../baseline/day-sketch.ts';
import { habitsOf } from '../../baseline/habits.ts';
import { timelineOf } from '../../baseline/timeline.ts';
import { medianOwn } from '../sales/own-share.ts';
import { viewOf } from '../../track/runs.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import { OwnSteps, staysBeside } from './spoof-company.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Never enough alone: people share a car, and a new colleague is shown the round. */
const MOST = 0.6;
const LEAST = 0.15;
/** Share of what can be compared from which it is the whole day: the other phone has silences too. */
const FULL_SHARE = 0.8;

/**
 * How much of the difference between the person's days in general is taken off: all of it would leave nothing to say of people without a
 * routine.
 */
const USUAL_WEIGHT = 0.5;

/**
 * The same ways or stays as a colleague's phone at the same time, in hours that do not follow the person's own routine: one person may
 * carry both phones. Company alone says nothing, nor does a new round.
 */
export function findCompanion({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  if (evidence.baseline.weight === 0 || !evidence.peers.some(({ track }) => track)) return null;
  const { atMs } = day.track;
  const steps = new OwnSteps(day.track);
  const usual = USUAL_WEIGHT * (medianOwn(evidence.baseline, 'divergence') ?? 0);
  for (const { personId, track } of evidence.peers) {
    if (!track) continue;
    const company = steps.beside(track, settings) ?? staysBeside(day.stays, track, settings);
    if (!company) continue;
    const { share, fromMs, toMs, afterMs, beforeMs } = company;
    const together = viewOf(day.track, firstAtOrAfter(atMs, afterMs), firstAtOrAfter(atMs, beforeMs));
    const divergence = habitsOf(evidence.baseline).divergence(timelineOf(together, midnightOf(day)));
    const lost = Math.max(0, divergence - usual) / (1 - usual);
    const strength = MOST * lost * Math.min(1, share / FULL_SHARE);
    if (strength < LEAST) continue;
    return {
      reason: 'moves_with_colleague',
      strength,
      isHard: false,
      spans: [stretchOf(fromMs, toMs)],
      count: Math.round(100 * share),
      records: [{ kind: 'peer', id: personId }],
    };
  }
  return null;
}
