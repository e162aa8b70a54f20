import { detectorsPlaceEn } from '../../../contract/texts/detectors-place.en.ts';
import { detectorsPlaceZh, type OffZoneNumbers } from '../../../contract/texts/detectors-place.zh.ts';
import { intersectIntervals, minutesOf, type Interval } from '../../interval.ts';
import { round } from '../../round.ts';
import type { Shift } from '../../working-time.ts';
import type { ZoneQuestion } from './explained-outside.ts';
import type { Finding, Severity, Verdict } from '../finding.ts';
import { OFF_ZONE, type OffZoneSettings } from '../settings/off-zone-settings.ts';
import type { OutsideTime } from './outside-time.ts';
import { distinct, tellFinding } from '../place/place-finding.ts';
import { coverageOfShift } from '../day/shift-coverage.ts';

type Told = Readonly<{
  shift: Shift;
  outside: OutsideTime;
  /** The same without the stretches that the positions only leapt to, as long as enough is left to ask about. */
  counted: OutsideTime;
  /** Outside without a reason; `open` is what of it is neither at a usual stop nor leapt to. */
  unexplained: readonly Interval[];
  open: readonly Interval[];
  /** Minutes that would be open, had the positions not only leapt there. */
  leaptMin: number;
  reasons: readonly Readonly<{ reason: string }>[];
  /** Share (0-1) of earlier days with a stay outside. */
  habitShare: number;
  /** Whether riding is the work itself. */
  isOnTheRoad: boolean;
}>;

/** The finding of one shift with its verdict, score and severity. */
export function tellOutside({ evidence, day, settings }: ZoneQuestion, told: Told): Finding {
  const { shift, outside, counted, unexplained, open } = told;
  const stays = day.stays.map(({ startAt, lastFixAt }) => ({ startAt, endAt: lastFixAt }));
  const numbers = {
    outsideMin: round(minutesOf(outside.spans), 1),
    unexplainedMin: round(minutesOf(unexplained), 1),
    openMin: round(minutesOf(open), 1),
    openStayMin: round(minutesOf(intersectIntervals(open, stays)), 1),
    leaptMin: round(told.leaptMin, 1),
    allowanceMin: settings.allowanceMin,
    depthM: round(counted.depthM, 0),
    farthestM: round(counted.farthestM, 0),
    fixes: counted.fixes,
    habitPct: round(100 * told.habitShare, 0),
    coveragePct: round(100 * coverageOfShift(day, shift), 1),
  };
  const { verdict, reasons } = verdictOf(numbers, told, settings);
  return tellFinding(
    {
      detector: OFF_ZONE.name,
      version: OFF_ZONE.version,
      personId: evidence.person.id,
      shiftId: shift.id,
      days: [day.day],
      spans: { supported: open, undecided: unexplained, contradicted: outside.spans }[verdict],
      score: scoreOf(verdict, numbers, settings),
      severity: severityOf(verdict, numbers.openMin, settings),
      verdict,
      numbers,
      thresholds: settings,
      reasons,
    },
    { zh: detectorsPlaceZh.offZone, en: detectorsPlaceEn.offZone },
  );
}

function verdictOf(
  { openMin, openStayMin, leaptMin, unexplainedMin, allowanceMin }: OffZoneNumbers,
  { reasons, habitShare, isOnTheRoad }: Told,
  { unfitShare, minStayMin, highMin }: OffZoneSettings,
): Pick<Finding, 'verdict' | 'reasons'> {
  if (unexplainedMin < allowanceMin)
    return { verdict: 'contradicted', reasons: distinct(reasons.map(({ reason }) => reason)).toSorted() };
  if (openMin + leaptMin < allowanceMin) return { verdict: 'undecided', reasons: ['usual_place'] };
  if (openMin < allowanceMin) return { verdict: 'undecided', reasons: ['leapt_there'] };
  if (habitShare >= unfitShare) return { verdict: 'undecided', reasons: ['zone_unfit'] };
  const isPassing = !isOnTheRoad && openStayMin < minStayMin && openMin < highMin;
  if (isPassing) return { verdict: 'undecided', reasons: ['on_the_way'] };
  return { verdict: 'supported', reasons: ['outside_unexplained'] };
}

/** Half at the allowance, near one after hours, less near the edge; undecided stays well below. */
function scoreOf(
  verdict: Verdict,
  { openMin, leaptMin, unexplainedMin, allowanceMin, depthM }: OffZoneNumbers,
  { halfDepthM }: OffZoneSettings,
): number {
  if (verdict === 'contradicted') return 0;
  const minutes = verdict === 'supported' ? openMin : Math.max(0, unexplainedMin - leaptMin);
  const score = (minutes / (minutes + allowanceMin)) * (depthM / (depthM + halfDepthM));
  return round(verdict === 'supported' ? score : score / 4, 3);
}

function severityOf(verdict: Verdict, openMin: number, { mediumMin, highMin }: OffZoneSettings): Severity {
  if (verdict !== 'supported' || openMin < mediumMin) return 'low';
  return openMin >= highMin ? 'high' : 'medium';
}
