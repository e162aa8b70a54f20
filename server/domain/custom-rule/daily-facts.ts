import type { DailyFact } from '../../contract/custom-rule.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { PeriodEvidence, WorkDay } from '../detectors/evidence.ts';
import { FEATURES, featuresOf, type FeatureName } from '../features/day-features.ts';
import { isWithin, minutesOf } from '../interval.ts';

/** The numbers of one day; null = not known of this day, which is not the same as none. */
export type DailyFacts = Readonly<Record<DailyFact, number | null>>;

/** Working days that must be known before a place or an area can be called unknown. */
const MIN_HISTORY_DAYS = 5;

/** What custom rules may look at, of the last day of the evidence. Positions only count where there are any; records where they are fed. */
export function dailyFactsOf(
  day: WorkDay,
  { evidence, baseline }: { evidence: PeriodEvidence; baseline: Baseline },
): DailyFacts {
  return { ...trackFacts(day, baseline), ...punchFacts(day, evidence), ...recordFacts(day, evidence) };
}

function trackFacts(day: WorkDay, baseline: Baseline) {
  const workMin = minutesOf(day.work);
  const isSeen = day.track.atMs.length > 0;
  const values = isSeen ? featuresOf(day, baseline) : [];
  const seen = (name: FeatureName): number | null => values[FEATURES.indexOf(name)] ?? null;
  const hasHistory = baseline.days >= MIN_HISTORY_DAYS;
  const newCellShare = seen('newCellShare');
  return {
    workMin,
    coveragePct: workMin === 0 ? null : 100 * day.coverage.share,
    observedMin: seen('observedMin'),
    stays: seen('stays'),
    stayMin: seen('stayMin'),
    moveKm: seen('moveKm'),
    radiusKm: seen('radiusKm'),
    unknownMin: hasHistory ? seen('unknownMin') : null,
    longestUnknownMin: hasHistory ? seen('longestUnknownMin') : null,
    newAreaPct: hasHistory && newCellShare !== null ? 100 * newCellShare : null,
  };
}

function punchFacts({ shifts, schedule }: WorkDay, { punches, sources }: PeriodEvidence) {
  const own = punches.filter(({ at }) => shifts.some((shift) => isWithin(at, widened(shift))));
  const [first, last] = [shifts[0], shifts.at(-1)];
  const isFree = schedule.leaves.length > 0;
  const firstIn = own.find(({ kind }) => kind === 'in');
  const lastOut = own.findLast(({ kind }) => kind === 'out');
  return {
    punches: sources.has('punches') ? own.length : null,
    firstPunchLateMin: !isFree && firstIn && first ? minutesFrom(first.startAt, firstIn.at) : null,
    lastPunchEarlyMin: !isFree && lastOut && last ? minutesFrom(lastOut.at, last.endAt) : null,
  };
}

function recordFacts({ shifts }: WorkDay, { visits, orders, tasks, person, sources }: PeriodEvidence) {
  const isOwn = (at: Date): boolean => shifts.some((shift) => isWithin(at, shift));
  const ownVisits = visits.filter(({ startAt }) => isOwn(startAt));
  const ownOrders = orders.filter(({ at, bookedTo }) => bookedTo === person.id && isOwn(at));
  const fen = ownOrders.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    visits: sources.has('visits') ? ownVisits.length : null,
    visitMin: sources.has('visits') ? minutesOf(ownVisits) : null,
    orders: sources.has('orders') ? ownOrders.length : null,
    salesYuan: sources.has('orders') ? fen / 100 : null,
    tasks: sources.has('tasks') ? tasks.filter(({ startAt }) => isOwn(startAt)).length : null,
  };
}

/** People punch a little before and after. */
const PUNCH_MARGIN_MS = 3 * 3_600_000;
const widened = ({ startAt, endAt }: { startAt: Date; endAt: Date }) => ({
  startAt: new Date(+startAt - PUNCH_MARGIN_MS),
  endAt: new Date(+endAt + PUNCH_MARGIN_MS),
});
const minutesFrom = (from: Date, to: Date): number => (+to - +from) / 60_000;
