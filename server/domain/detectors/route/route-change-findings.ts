import { detectorsEn } from '../../../contract/texts/detectors.en.ts';
import { detectorsZh } from '../../../contract/texts/detectors.zh.ts';
import type { Baseline } from '../../baseline/baseline.ts';
import { round } from '../../round.ts';
import { sum } from '../../sum.ts';
import { busiestWindow } from '../day/busiest-window.ts';
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

/** The finding of one new stop; supported when it is a regular one that no customer's visits account for. */
export function describeStop(
  evidence: PeriodEvidence,
  stop: NewStop,
  settings: RouteChangeSettings,
): Finding {
  const score = scoreStop(stop, settings);
  const numbers = numbersOfStop(stop, evidence, settings);
  const isRegular =
    numbers.stopDaysInWindow >= settings.stopDays &&
    score >= settings.supportedScore &&
    !isOneCustomers(evidence, stop);
  const verdict = isRegular ? 'supported' : 'undecided';
  const stays = staysOf(stop);
  const place = evidence.places.containing(stop)[0];
  return {
    ...headOf(evidence, settings),
    shiftId: stop.visits.at(-1)?.day.shifts.at(-1)?.id ?? '',
    ...(place && { placeId: place.id }),
    days: stop.visits.map(({ day }) => day.day),
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
    whatWouldClear: wayOut(verdict),
  };
}

function numbersOfStop(stop: NewStop, { baseline }: PeriodEvidence, { windowDays }: RouteChangeSettings) {
  const days = [...new Set([...stop.earlierDays, ...stop.visits.map(({ day }) => day.day)])].toSorted();
  const stays = staysOf(stop);
  const totalMin = sum(stop.visits.map(({ minutes }) => minutes));
  return {
    stopDays: days.length,
    stopDaysInWindow: busiestWindow(days, windowDays),
    judgedDays: stop.visits.length,
    totalMin: Math.round(totalMin),
    dayMin: Math.round(totalMin / stop.visits.length),
    fixes: sum(stays.map(({ fixes }) => fixes)),
    accuracyM: Math.round(Math.max(...stays.map(({ accuracyM }) => accuracyM))),
    shareOfNewPct: Math.round(stop.sharePct),
    strengthDays: round(stop.strength, 2),
    historyDays: baseline.days,
  };
}

const staysOf = ({ visits }: NewStop) => visits.flatMap(({ stays }) => stays);

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
  const kind = placeScore >= orderScore ? 'places' : 'order';
  const startAt = day.work[0]?.startAt ?? evidence.judge.startAt;
  const endAt = day.work.at(-1)?.endAt ?? evidence.judge.endAt;
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
    reasons: [kind === 'places' ? 'unusual_places' : 'unusual_order'],
    evidence: [{ kind: 'fix', fromAt: startAt, toAt: endAt }],
    sentence: {
      zh: detectorsZh.routeChange.day[kind]({ ...numbers, unusual }),
      en: detectorsEn.routeChange.day[kind]({ ...numbers, unusual }),
    },
    whatWouldClear: wayOut('undecided'),
  };
}

const wayOut = (verdict: 'supported' | 'undecided') => ({
  zh: detectorsZh.routeChange.whatWouldClear[verdict],
  en: detectorsEn.routeChange.whatWouldClear[verdict],
});

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
