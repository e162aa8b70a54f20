import { EMPTY_BASELINE, type Baseline } from '../../domain/baseline/baseline.ts';
import { learnDay, type DayRecords } from '../../domain/baseline/learn-day.ts';
import type { WorkDay } from '../../domain/detectors/evidence.ts';
import { addDays } from '../../domain/time.ts';
import { findBaseline, saveBaseline } from '../../store/baselines.ts';
import { findSchedules } from '../../store/schedules.ts';
import type { CompanyRecords } from './detect-company.ts';
import { buildDays } from './detect-days.ts';
import { punchFacts } from './detect-facts.ts';
import { digestOf } from '../digest-of.ts';
import { loadPerson } from './detect-person.ts';
import type { Person } from '../../store/people.ts';

/** Days a baseline is rebuilt from: raw positions are kept for 60 (R13), the judged fortnight aside. */
const HISTORY_DAYS = 46;
/** The stored baseline ends this many days before the newest one asked for, so that the last few windows can all start from it. */
const KEPT_BACK_DAYS = 3;

/**
 * What was usual for the person up to and including a day, for days from `firstDay` to `lastDay` asked in order: the stored baseline and
 * the days since. A stored one that already knows later days, or was learned in another way, is learned anew.
 */
export async function loadBaselines(
  person: Person,
  { firstDay, lastDay }: { firstDay: string; lastDay: string },
  { company, sinceAt }: { company: CompanyRecords; sinceAt: Date },
): Promise<(throughDay: string) => Baseline> {
  const under = { sinceAt, settings: digestOf([EMPTY_BASELINE.version]) };
  const stored = await findBaseline(person.id, under);
  const isUsable = stored?.lastDay !== undefined && stored.lastDay <= firstDay;
  let baseline = isUsable ? stored : EMPTY_BASELINE;
  const fromDay =
    baseline.lastDay === undefined ? addDays(firstDay, 1 - HISTORY_DAYS) : addDays(baseline.lastDay, 1);
  const { days, known } = await loadDays(person, { fromDay, toDay: lastDay }, company);
  let next = 0;
  const learnThrough = (throughDay: string): Baseline => {
    for (let day = days[next]; day && day.day <= throughDay; day = days[(next += 1)])
      baseline = learnDay(baseline, day, known);
    return baseline;
  };
  const kept = learnThrough(addDays(firstDay, -KEPT_BACK_DAYS));
  if ((kept.lastDay ?? '') > (stored?.lastDay ?? '')) await saveBaseline(person.id, kept, under);
  return learnThrough;
}

async function loadDays(
  person: Person,
  span: { fromDay: string; toDay: string },
  company: CompanyRecords,
): Promise<{ days: readonly WorkDay[]; known: DayRecords }> {
  const none = { days: [], known: { punches: [] } };
  if (span.fromDay > span.toDay) return none;
  const schedules = await findSchedules(person.id, span.fromDay, span.toDay);
  if (!schedules.some(({ shifts }) => shifts.length > 0)) return none;
  const records = await loadPerson(person, span, company);
  const days = await buildDays(records, records.schedules);
  return { days, known: { punches: punchFacts(records) } };
}
