import { stepsOf } from '../../baseline/cell-flows.ts';
import { middleMinOf, midnightOf } from '../../baseline/day-sketch.ts';
import { habitsOf } from '../../baseline/habits.ts';
import { timelineOf, type Timeline } from '../../baseline/timeline.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import { intersectIntervals, minutesOf, type Interval } from '../../interval.ts';
import { errorRadiusM } from '../place/error-radius.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { ownShareOf } from '../sales/own-share.ts';
import { permissionsIn } from '../permissions.ts';
import type { RouteChangeSettings } from '../settings/route-change-settings.ts';

/** How far one day is from the usual ones. */
export type UnusualDay = Readonly<{
  day: WorkDay;
  timeline: Timeline;
  /** How far the day's places are from the usual ones, 0 (the same) to 1, in whatever order (Jensen-Shannon divergence). */
  divergence: number;
  /** Bits per hour by which the day would be more usual backwards, and how far its ways go against the usual ones (1) or with them (-1). */
  orderBits: number;
  againstFlow: number;
  /** Scores (0-1) of the places and of the order; `score` is the higher one. */
  placeScore: number;
  orderScore: number;
  score: number;
}>;

/** Spread of both order figures over ordinary real days. */
const ORDER_BITS = 0.35;
const FLOW = 0.036;
/** The way gone tells more than the hours do (logistic fit on real days, training people). */
const FLOW_WEIGHT = 1.4;

/** The days of the period that were seen well enough, the most unusual first. Days away on a trip or by arrangement are not compared. */
export function findUnusualDays(evidence: PeriodEvidence, settings: RouteChangeSettings): UnusualDay[] {
  const { baseline } = evidence;
  const habits = habitsOf(baseline);
  const elsewhere = ownShareOf(baseline, 'divergence', settings.elsewhereDivergence);
  const seen = evidence.days
    .filter((day) => !isAway(evidence, day))
    .map((day) => ({ day, timeline: timelineOf(day.track, midnightOf(day)) }))
    .filter(({ timeline }) => seenMin(timeline) >= settings.minSeenMin);
  return seen
    .map(({ day, timeline }): UnusualDay => {
      const others = seen.filter((other) => other.day !== day).map((other) => other.timeline);
      const divergence = Math.min(
        habits.divergence(timeline),
        ...(others.length > 0 ? [habits.divergence(timeline, others, baseline.weight)] : []),
      );
      const orderBits = habits.orderSurprise(timeline, middleMinOf(day));
      const againstFlow = habits.againstFlow(stepsOf(day.track));
      const order = Math.tanh(orderBits / ORDER_BITS) + FLOW_WEIGHT * Math.tanh(againstFlow / FLOW);
      const placeScore = settings.maxDayScore * odds(placeLogit(divergence, elsewhere, settings));
      const orderScore = settings.maxOrderScore * odds((order - settings.evenOrder) / settings.orderScale);
      return {
        day,
        timeline,
        divergence,
        orderBits,
        againstFlow,
        placeScore,
        orderScore,
        score: Math.max(placeScore, orderScore),
      };
    })
    .toSorted((a, b) => b.score - a.score || (a.day.day < b.day.day ? -1 : 1));
}

/** Who often goes elsewhere is not unusual for doing so again. */
function placeLogit(
  divergence: number,
  elsewhere: number,
  { evenDivergence, divergenceScale, elsewhereWeight }: RouteChangeSettings,
): number {
  const further = Math.log((1 - evenDivergence + SAME) / (1 - divergence + SAME)) / divergenceScale;
  return further - elsewhereWeight * Math.log(elsewhere / USUAL_ELSEWHERE);
}

/** Divergences nearer to 1 than this are the same: one cell in common by chance. */
const SAME = 0.003;
const USUAL_ELSEWHERE = 0.1;

/** Metres beyond a place's fence, and the error, within which a stay is at the place somebody was sent to. */
const SENT_M = 150;

/** Sent away for most of the day: on a trip, or by an arrangement wherever it says, where it names no place. */
function isAway(evidence: PeriodEvidence, { work, stays }: WorkDay): boolean {
  const first = work[0];
  const last = work.at(-1);
  if (!first || !last) return true;
  const whole = { startAt: first.startAt, endAt: last.endAt };
  const away = permissionsIn(evidence, whole).flatMap((permission): Interval[] => {
    if (permission.kind === 'declaration') return [];
    if (permission.placeId === undefined) return [permission];
    const place = evidence.placeById.get(permission.placeId);
    const there = stays.filter(
      (stay) => place && distanceToEdgeM(stay, place) <= SENT_M + errorRadiusM(stay.accuracyM),
    );
    return intersectIntervals(
      there.map(({ startAt, lastFixAt }) => ({ startAt, endAt: lastFixAt })),
      [permission],
    );
  });
  return away.length > 0 && minutesOf(intersectIntervals(work, away)) >= minutesOf(work) / 2;
}

const seenMin = ({ minutes }: Timeline): number => minutes.reduce((sum, held) => sum + held, 0);
const odds = (logit: number): number => 1 / (1 + Math.exp(-logit));
