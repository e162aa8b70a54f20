import { EMPTY_BASELINE, type Baseline } from '../domain/baseline/baseline.ts';
import { learnDay } from '../domain/baseline/learn-day.ts';
import { addDays } from '../domain/time.ts';
import { findBaseline, saveBaseline } from '../store/baselines.ts';
import { findSchedules } from '../store/schedules.ts';
import type { CompanyRecords } from './detect-company.ts';
import { buildDays } from './detect-days.ts';
import { punchFacts, recordFacts } from './detect-facts.ts';
import { digestOf } from './digest-of.ts';
import { loadPerson } from './detect-person.ts';
import type { Person } from '../store/people.ts';

/** Days a baseline is rebuilt from: raw positions are kept for 60 (R13), the judged fortnight aside. */
const HISTORY_DAYS = 46;
/** The stored baseline ends this many days before the newest one asked for, so that the last few windows can all start from it. */
const KEPT_BACK_DAYS = 3;

/**
 * What was usual for the person up to and including `throughDay`: the stored baseline, and the days since it was stored. A stored one
 * that already knows later days, or was learned under other settings, is learned anew.
 */
export async function baselineThrough(
  person: Person,
  throughDay: string,
  { company, sinceAt }: { company: CompanyRecords; sinceAt: Date },
): Promise<Baseline> {
  const { settings } = company;
  const under = {
    sinceAt,
    settings: digestOf([settings['clean'], settings['stays'], EMPTY_BASELINE.version]),
  };
  const stored = await findBaseline(person.id, under);
  const isUsable = stored?.lastDay !== undefined && stored.lastDay <= throughDay;
  const start = isUsable ? stored : EMPTY_BASELINE;
  const fromDay =
    start.lastDay === undefined ? addDays(throughDay, 1 - HISTORY_DAYS) : addDays(start.lastDay, 1);
  if (fromDay > throughDay) return start;
  const isAnyWork = (await findSchedules(person.id, fromDay, throughDay)).some(
    ({ shifts }) => shifts.length > 0,
  );
  if (!isAnyWork) return start;
  const records = await loadPerson(person, { fromDay, toDay: throughDay }, company);
  const known = { punches: punchFacts(records), ...recordFacts(records) };
  const days = await buildDays(records, records.schedules, settings);
  const keepDay = addDays(throughDay, -KEPT_BACK_DAYS);
  let baseline = start;
  let keep = start;
  for (const day of days) {
    baseline = learnDay(baseline, day, known);
    if (day.day <= keepDay) keep = baseline;
  }
  if (keep !== start && (stored?.lastDay ?? '') < (keep.lastDay ?? ''))
    await saveBaseline(person.id, keep, under);
  return baseline;
}
