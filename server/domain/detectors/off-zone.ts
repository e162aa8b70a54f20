import { detectorsPlaceEn } from '../../contract/texts/detectors-place.en.ts';
import { detectorsPlaceZh, type OffZoneNumbers } from '../../contract/texts/detectors-place.zh.ts';
import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../interval.ts';
import { workIntervals, type Shift } from '../working-time.ts';
import type { Detector } from './detector.ts';
import type { PeriodEvidence, WorkDay } from './evidence.ts';
import { explainOutside, usualOutside, type ZoneQuestion } from './explained-outside.ts';
import type { Finding, Severity, Verdict } from './finding.ts';
import { OFF_ZONE, OffZoneSettingsSchema, type OffZoneSettings } from './off-zone-settings.ts';
import { outsideTimeOf, type OutsideTime } from './outside-time.ts';
import { distinct, round, tellFinding } from './place-finding.ts';
import { ZoneUnion } from './zone-distance.ts';

/** Metres beyond the edge that count half: as far as a store's zone is usually wide at its edge streets. */
const HALF_DEPTH_M = 300;

/**
 * Looks for observed working time outside all zones of the person, beyond the allowance and without a reason; one finding per shift.
 * Supported when what no reason explains passes the allowance even without the stops the person is known at; score = the share of
 * doubt in minutes and depth; severity by minutes. People whose job spans areas have no zone to leave.
 */
export const offZone: Detector<OffZoneSettings> = {
  ...OFF_ZONE,
  needs: ['track'],
  settings: OffZoneSettingsSchema,
  detect: (evidence, settings) => {
    if (evidence.zones.length === 0 || evidence.person.isRegional) return [];
    const zones = new ZoneUnion(evidence.zones);
    return evidence.days.flatMap((day) =>
      day.shifts.flatMap((shift) => judgeShiftZone({ evidence, day, zones, settings }, shift) ?? []),
    );
  },
};

function judgeShiftZone(asked: Omit<ZoneQuestion, 'span'>, shift: Shift): Finding | null {
  const { day, zones, settings } = asked;
  const windows = askedTimes(workIntervals(day.schedule, shift), shift, settings);
  const outside = outsideTimeOf(day.track, { zones, windows }, settings);
  if (minutesOf(outside.spans) < settings.allowanceMin) return null;
  const question = { ...asked, span: { startAt: shift.startAt, endAt: shift.endAt } };
  const reasons = explainOutside(question).filter((reason) => minutesShared(outside, reason) > 0);
  const unexplained = subtractIntervals(outside.spans, reasons);
  const usual = usualOutside(question).filter((stay) => minutesShared(outside, stay) > 0);
  const open = subtractIntervals(unexplained, usual);
  return tellOutside({ ...question, shift, outside, unexplained, open, reasons });
}

/** Working time without the way to work and home, and without the way to lunch and back. */
function askedTimes(work: readonly Interval[], shift: Shift, settings: OffZoneSettings): Interval[] {
  const off = subtractIntervals([shift], work);
  const around = (at: Date, min: number): Interval => ({
    startAt: new Date(+at - min * 60_000),
    endAt: new Date(+at + min * 60_000),
  });
  return subtractIntervals(work, [
    around(shift.startAt, settings.commuteMin),
    around(shift.endAt, settings.commuteMin),
    ...off.flatMap(({ startAt, endAt }) => [
      around(startAt, settings.breakMarginMin),
      around(endAt, settings.breakMarginMin),
    ]),
  ]);
}

type Told = Readonly<{
  evidence: PeriodEvidence;
  day: WorkDay;
  shift: Shift;
  settings: OffZoneSettings;
  outside: OutsideTime;
  /** Outside without a reason; `open` is what of it is not at a usual stop either. */
  unexplained: Interval[];
  open: Interval[];
  reasons: readonly { reason: string }[];
}>;

function tellOutside({ evidence, day, shift, settings, outside, unexplained, open, reasons }: Told): Finding {
  const numbers = {
    outsideMin: round(minutesOf(outside.spans), 1),
    unexplainedMin: round(minutesOf(unexplained), 1),
    openMin: round(minutesOf(open), 1),
    allowanceMin: settings.allowanceMin,
    depthM: round(outside.depthM, 0),
    farthestM: round(outside.farthestM, 0),
    fixes: outside.fixes,
    coveragePct: round(100 * day.coverage.share, 1),
  };
  const verdict = verdictOf(numbers);
  return tellFinding(
    {
      detector: OFF_ZONE.name,
      version: OFF_ZONE.version,
      personId: evidence.person.id,
      shiftId: shift.id,
      days: [day.day],
      spans: { supported: open, undecided: unexplained, contradicted: outside.spans }[verdict],
      score: scoreOf(verdict, numbers),
      severity: severityOf(verdict, numbers.openMin, settings),
      verdict,
      numbers,
      thresholds: { ...settings },
      reasons: reasonsOf(verdict, reasons),
    },
    { zh: detectorsPlaceZh.offZone, en: detectorsPlaceEn.offZone },
  );
}

function verdictOf({ openMin, unexplainedMin, allowanceMin }: OffZoneNumbers): Verdict {
  if (openMin >= allowanceMin) return 'supported';
  return unexplainedMin >= allowanceMin ? 'undecided' : 'contradicted';
}

/** Half at the allowance, near one after hours; a zone edge drawn a few hundred metres off costs as much as it can explain. */
function scoreOf(
  verdict: Verdict,
  { openMin, unexplainedMin, allowanceMin, depthM }: OffZoneNumbers,
): number {
  if (verdict === 'contradicted') return 0;
  const minutes = verdict === 'supported' ? openMin : unexplainedMin / 4;
  return round((minutes / (minutes + allowanceMin)) * (depthM / (depthM + HALF_DEPTH_M)), 3);
}

function severityOf(verdict: Verdict, openMin: number, { mediumMin, highMin }: OffZoneSettings): Severity {
  if (verdict !== 'supported' || openMin < mediumMin) return 'low';
  return openMin >= highMin ? 'high' : 'medium';
}

function reasonsOf(verdict: Verdict, reasons: readonly { reason: string }[]): string[] {
  if (verdict === 'supported') return ['outside_unexplained'];
  if (verdict === 'undecided') return ['usual_place'];
  return distinct(reasons.map(({ reason }) => reason)).toSorted();
}

const minutesShared = ({ spans }: OutsideTime, time: Interval): number =>
  minutesOf(intersectIntervals(spans, [time]));
