import { detectorsEn } from '../../contract/texts/detectors.en.ts';
import { detectorsZh, type DwellNumbers } from '../../contract/texts/detectors.zh.ts';
import { haversineM } from '../geo/distance.ts';
import { distanceToEdgeM } from '../geo/fence.ts';
import { intersectIntervals, minutesOf, type Interval } from '../interval.ts';
import { workIntervals } from '../working-time.ts';
import type { DwellInput, JudgedDwell } from './judge-dwell.ts';
import { COMPETITOR_DWELL, type CompetitorDwellSettings } from './competitor-dwell-settings.ts';
import { isOwn, type FixWitness } from './dwell-evidence.ts';
import type { Finding } from './finding.ts';

/** Metres around the place within which the nearest place of ours is worth naming in the numbers. */
const OWN_SEARCH_M = 1000;

/** The finding with its numbers, thresholds and sentences. */
export function describeDwell(
  input: DwellInput,
  { judged, settings }: { judged: JudgedDwell; settings: CompetitorDwellSettings },
): Finding {
  const { place, verdict, reasons } = judged;
  const spans = spansOf(judged, input);
  const numbers = numbersOf(judged, { input, spans });
  const words = numbersForSentence(numbers);
  return {
    detector: COMPETITOR_DWELL.name,
    version: COMPETITOR_DWELL.version,
    personId: input.evidence.person.id,
    shiftId: input.shift.id,
    placeId: place.id,
    days: [input.day.day],
    startAt: spans[0]?.startAt ?? judged.span.startAt,
    endAt: spans.at(-1)?.endAt ?? judged.span.endAt,
    score: scoreOf(judged),
    severity: severityOf(verdict, numbers['dwellMin'] ?? 0, settings),
    verdict,
    numbers,
    thresholds: { ...settings },
    reasons,
    evidence: spans.map(({ startAt, endAt }) => ({ kind: 'fix', fromAt: startAt, toAt: endAt })),
    sentence: {
      zh: detectorsZh.competitorDwell.sentence[verdict](words),
      en: detectorsEn.competitorDwell.sentence[verdict](words),
    },
    whatWouldClear: {
      zh: detectorsZh.competitorDwell.whatWouldClear[verdict],
      en: detectorsEn.competitorDwell.whatWouldClear[verdict],
    },
  };
}

/** When supported, the proven runs; else the working time in which the person may have been there. */
function spansOf({ runs, span, verdict }: JudgedDwell, input: DwellInput): Interval[] {
  if (verdict !== 'supported')
    return intersectIntervals([span], workIntervals(input.day.schedule, input.shift));
  return runs.map(({ fixes }) => ({
    startAt: new Date(fixes[0]?.atMs ?? 0),
    endAt: new Date(fixes.at(-1)?.atMs ?? 0),
  }));
}

function numbersOf(
  judged: JudgedDwell,
  { input, spans }: { input: DwellInput; spans: readonly Interval[] },
): Record<string, number> {
  const { place, stays } = judged;
  const fixes = witnessesOf(judged);
  const center = fixes.length > 0 ? medianPoint(fixes) : (stays[0] ?? place.center);
  const accuracyM = fixes.length > 0 ? median(fixes.map((fix) => fix.accuracyM)) : (stays[0]?.accuracyM ?? 0);
  const own = input.evidence.places.nearby(center, OWN_SEARCH_M).find((near) => isOwn(near.place));
  return {
    dwellMin: round(minutesOf(spans), 1),
    longestDwellMin: round(Math.max(0, ...spans.map((span) => minutesOf([span]))), 1),
    fixes: fixes.length,
    distanceM: round(haversineM(center, place.center), 1),
    edgeM: round(distanceToEdgeM(center, place), 1),
    accuracyM: round(accuracyM, 1),
    probabilityPct: round(100 * meanProbability(fixes), 1),
    coveragePct: round(100 * input.day.coverage.share, 1),
    ...(own ? { nearestOwnEdgeM: round(own.edgeM, 1) } : {}),
  };
}

function witnessesOf({ runs, span, witnesses, verdict }: JudgedDwell): readonly FixWitness[] {
  if (verdict === 'supported') return runs.flatMap(({ fixes }) => fixes);
  return witnesses.filter(
    ({ says, atMs }) => says !== 'elsewhere' && atMs >= +span.startAt && atMs <= +span.endAt,
  );
}

function scoreOf(judged: JudgedDwell): number {
  const probability = meanProbability(witnessesOf(judged));
  if (judged.verdict === 'contradicted') return 0;
  return round(judged.verdict === 'supported' ? probability : Math.min(0.5, probability), 3);
}

function severityOf(
  verdict: Finding['verdict'],
  dwellMin: number,
  { highDwellMin }: CompetitorDwellSettings,
): Finding['severity'] {
  if (verdict !== 'supported') return 'low';
  return dwellMin >= highDwellMin ? 'high' : 'medium';
}

function numbersForSentence(numbers: Record<string, number>): DwellNumbers {
  const whole = (key: string) => Math.round(numbers[key] ?? 0);
  return {
    dwellMin: whole('dwellMin'),
    fixes: whole('fixes'),
    accuracyM: whole('accuracyM'),
    coveragePct: whole('coveragePct'),
  };
}

function meanProbability(fixes: readonly FixWitness[]): number {
  if (fixes.length === 0) return 0;
  return fixes.reduce((sum, { probability }) => sum + probability, 0) / fixes.length;
}

function medianPoint(fixes: readonly FixWitness[]) {
  return { lng: median(fixes.map(({ lng }) => lng)), lat: median(fixes.map(({ lat }) => lat)) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
