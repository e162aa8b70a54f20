import { detectorsEn } from '../../../contract/texts/detectors.en.ts';
import { detectorsZh } from '../../../contract/texts/detectors.zh.ts';
import type { Baseline } from '../../baseline/baseline.ts';
import { round } from '../../round.ts';
import { addDays } from '../../time.ts';
import { isOneCustomers } from './customer-stop.ts';
import type { PeriodEvidence } from '../evidence.ts';
import type { Finding } from '../finding.ts';
import type { NewStop } from './new-stops.ts';
import { ownShareOf } from '../sales/own-share.ts';
import { ROUTE_CHANGE, type RouteChangeSettings } from '../settings/route-change-settings.ts';
import { listUnusualNumbers, numbersOf } from './unusual-numbers.ts';
import type { UnusualDay } from './unusual-days.ts';

/** Score of a new stop as if it were a regular one. */
export function scoreStop(
  { strength }: Pick<NewStop, 'strength'>,
  { evenStrength, strengthScale }: RouteChangeSettings,
): number {
  return 1 / (1 + Math.exp(-(strength - evenStrength) / strengthScale));
}

/**
 * Score of a stop that is not regular yet: at most one half. Of a lone visit its length speaks, against how often the person stays
 * somewhere new for long.
 */
export function scoreSingle(stop: NewStop, baseline: Baseline, settings: RouteChangeSettings): number {
  const { evenSingle, singleScale, evenLoneMin, loneScale, longMin } = settings;
  const [only, ...more] = stop.visits;
  const isLone = more.length === 0 && stop.earlierDays.length === 0;
  const logit = isLone
    ? (Math.sqrt(Math.min(only?.stintMin ?? 0, longMin)) - Math.sqrt(evenLoneMin)) / loneScale -
      settings.ownLongWeight *
        Math.log(ownShareOf(baseline, 'longestUnknownMin', settings.ownLongMin) / USUAL_LONG)
    : (stop.strength - evenSingle) / singleScale;
  return 0.5 / (1 + Math.exp(-logit));
}

/** Share of the days of people at large with such a stay. */
const USUAL_LONG = 0.1;

export function describeStop(
  evidence: PeriodEvidence,
  stop: NewStop,
  settings: RouteChangeSettings,
): Finding {
  const score = scoreStop(stop, settings);
  const ownDays = stop.visits.map(({ day }) => day.day);
  const days = [...new Set([...stop.earlierDays, ...ownDays])].toSorted();
  const within = busiest(days, settings.windowDays);
  const isRegular =
    within >= settings.stopDays && score >= settings.supportedScore && !isOneCustomers(evidence, stop);
  const verdict = isRegular ? 'supported' : 'undecided';
  const stays = stop.visits.flatMap((visit) => visit.stays);
  const minutes = stop.visits.map((visit) => visit.minutes);
  const numbers = {
    stopDays: days.length,
    stopDaysInWindow: within,
    judgedDays: stop.visits.length,
    totalMin: Math.round(sum(minutes)),
    dayMin: Math.round(sum(minutes) / minutes.length),
    fixes: sum(stays.map(({ fixes }) => fixes)),
    accuracyM: Math.round(Math.max(...stays.map(({ accuracyM }) => accuracyM))),
    shareOfNewPct: Math.round(stop.sharePct),
    strengthDays: round(stop.strength, 2),
    historyDays: evidence.baseline.days,
  };
  const last = stop.visits.at(-1);
  const place = evidence.places.containing(stop)[0];
  return {
    ...headOf(evidence, settings),
    shiftId: last?.day.shifts.at(-1)?.id ?? '',
    ...(place && { placeId: place.id }),
    days: ownDays,
    startAt: stays[0]?.startAt ?? evidence.judge.startAt,
    endAt: stays.at(-1)?.lastFixAt ?? evidence.judge.endAt,
    score: round(isRegular ? score : scoreSingle(stop, evidence.baseline, settings), 3),
    severity: severityOf(numbers, { isRegular, settings }),
    verdict,
    numbers,
    reasons: isRegular ? ['new_regular_stop'] : ['new_stop'],
    evidence: stays.map(({ startAt, lastFixAt }) => ({ kind: 'fix', fromAt: startAt, toAt: lastFixAt })),
    sentence: {
      zh: detectorsZh.routeChange.stop[verdict](numbers),
      en: detectorsEn.routeChange.stop[verdict](numbers),
    },
    whatWouldClear: {
      zh: detectorsZh.routeChange.whatWouldClear[verdict],
      en: detectorsEn.routeChange.whatWouldClear[verdict],
    },
  };
}

/** A day that differs: always undecided, whatever the numbers. */
export function describeDay(
  evidence: PeriodEvidence,
  { day, timeline, divergence, orderBits, againstFlow, placeScore, orderScore, score }: UnusualDay,
  settings: RouteChangeSettings,
): Finding {
  const unusual = listUnusualNumbers(evidence, { day, timeline });
  const numbers = {
    ...numbersOf(unusual),
    divergencePct: Math.round(100 * divergence),
    orderBits: round(orderBits, 2),
    againstFlowPct: Math.round(100 * againstFlow),
    coveragePct: Math.round(100 * day.coverage.share),
    historyDays: evidence.baseline.days,
  };
  const isPlace = placeScore >= orderScore;
  const first = day.work[0];
  const last = day.work.at(-1);
  const startAt = first?.startAt ?? evidence.judge.startAt;
  const endAt = last?.endAt ?? evidence.judge.endAt;
  const kind = isPlace ? 'places' : 'order';
  return {
    ...headOf(evidence, settings),
    shiftId: day.shifts[0]?.id ?? '',
    days: [day.day],
    startAt,
    endAt,
    score: round(score, 3),
    severity: 'low',
    verdict: 'undecided',
    numbers,
    reasons: [isPlace ? 'unusual_places' : 'unusual_order'],
    evidence: [{ kind: 'fix', fromAt: startAt, toAt: endAt }],
    sentence: {
      zh: detectorsZh.routeChange.day[kind]({ ...numbers, unusual }),
      en: detectorsEn.routeChange.day[kind]({ ...numbers, unusual }),
    },
    whatWouldClear: {
      zh: detectorsZh.routeChange.whatWouldClear.undecided,
      en: detectorsEn.routeChange.whatWouldClear.undecided,
    },
  };
}

function headOf({ person }: PeriodEvidence, settings: RouteChangeSettings) {
  return {
    detector: ROUTE_CHANGE.name,
    version: ROUTE_CHANGE.version,
    personId: person.id,
    thresholds: settings,
  };
}

/** A stop that takes a working day within two weeks, on more than the days it needs to be one, is severe. */
function severityOf(
  { stopDays, totalMin }: { stopDays: number; totalMin: number },
  { isRegular, settings }: { isRegular: boolean; settings: RouteChangeSettings },
): Finding['severity'] {
  if (!isRegular) return 'low';
  return stopDays > settings.stopDays && totalMin >= 480 ? 'high' : 'medium';
}

/** Most of the days within any `windowDays` days. */
function busiest(days: readonly string[], windowDays: number): number {
  return Math.max(
    0,
    ...days.map((first) => {
      const end = addDays(first, windowDays);
      return days.filter((day) => day >= first && day < end).length;
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
