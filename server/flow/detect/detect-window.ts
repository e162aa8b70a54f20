import { EMPTY_BASELINE, type Baseline } from '../../domain/baseline/baseline.ts';
import type { PeriodEvidence, WorkDay } from '../../domain/detectors/evidence.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { judgePeriod } from '../../domain/detectors/judge-period.ts';
import { addDays } from '../../domain/time.ts';
import { versionOn, type SettingsVersion } from '../../domain/tuning/settings-version.ts';
import type { Shift } from '../../domain/working-time.ts';
import type { Person } from '../../store/people.ts';
import { loadBaselines } from './detect-baseline.ts';
import type { CompanyRecords } from './detect-company.ts';
import { buildDays } from './detect-days.ts';
import { evidenceOf } from './detect-evidence.ts';
import { loadPerson, type PersonRecords } from './detect-person.ts';
import { recordsFor } from './detect-reach.ts';

/** A day is judged with the days before it that repetition counts in (product M13). */
export const WINDOW_DAYS = 14;
/** Days the nightly run looks back: late uploads and changed records reach this far without a new fix. */
export const NIGHTLY_DAYS = 3;

/** What judging some days of one person rests on. */
export type Known = Readonly<{
  company: CompanyRecords;
  records: PersonRecords;
  /** What was usual up to a day; to be asked in the order of days. */
  baselineThrough: (day: string) => Baseline;
}>;

/** The records of a person that judging the days from `fromDay` to `toDay` needs. */
export async function knownFor(
  person: Person,
  { fromDay, toDay }: { fromDay: string; toDay: string },
  company: CompanyRecords,
): Promise<Known> {
  const before = (day: string): string => addDays(day, -WINDOW_DAYS);
  const records = await loadPerson(person, { fromDay: addDays(fromDay, 1 - WINDOW_DAYS), toDay }, company);
  const { sinceAt } = records;
  if (sinceAt === null) return { company, records, baselineThrough: () => EMPTY_BASELINE };
  const span = { firstDay: before(fromDay), lastDay: before(toDay) };
  return { company, records, baselineThrough: await loadBaselines(person, span, { company, sinceAt }) };
}

/** One day with the fortnight before it, and the thresholds in force on it. */
export type Window = Readonly<{
  day: string;
  /** Those the day is judged by; their schedules are the window's. */
  records: PersonRecords;
  shifts: readonly Shift[];
  version: SettingsVersion;
}>;

export function windowOf({ company, records }: Known, day: string): Window {
  const own = recordsFor(records, { fromDay: addDays(day, 1 - WINDOW_DAYS), toDay: day });
  const shifts = own.schedules.find((one) => one.day === day)?.shifts ?? [];
  return { day, records: own, shifts, version: versionOn(company.versions, day) };
}

/** What was usual before the window. */
export const baselineOf = ({ baselineThrough }: Known, { day }: Window): Baseline =>
  baselineThrough(addDays(day, -WINDOW_DAYS));

export type LoadedWindow = Readonly<{ today: WorkDay; evidence: PeriodEvidence }>;

/** The window's days, cleaned, as detectors want them; null when the day itself holds nothing to judge. */
export async function loadWindow(
  { company }: Pick<Known, 'company'>,
  { records }: Window,
  baseline: Baseline,
): Promise<LoadedWindow | null> {
  const days = await buildDays(records, records.schedules);
  const today = days.at(-1);
  return today ? { today, evidence: evidenceOf({ company, records, days, baseline }) } : null;
}

/** The findings of the window under a version of the thresholds, which each of them names; `only` names the detectors that run. */
export function judgeWindow(
  { evidence }: LoadedWindow,
  { overrides, version }: Pick<SettingsVersion, 'overrides' | 'version'>,
  only?: ReadonlySet<string>,
): Finding[] {
  return judgePeriod(evidence, overrides, only).map((finding) => ({ ...finding, settingsVersion: version }));
}
