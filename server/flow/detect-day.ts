import { randomUUID } from 'node:crypto';
import { EMPTY_BASELINE, type Baseline } from '../domain/baseline/baseline.ts';
import { assessPeriod } from '../domain/detectors/assess-period.ts';
import { addDays } from '../domain/time.ts';
import type { Shift } from '../domain/working-time.ts';
import {
  claimDetection,
  clearDirty,
  saveDetection,
  type Detection,
  type DetectionResult,
} from '../store/detections.ts';
import type { Person } from '../store/people.ts';
import { raiseAlerts } from './alert.ts';
import type { Deps } from './deps.ts';
import { loadBaselines } from './detect-baseline.ts';
import type { CompanyRecords } from './detect-company.ts';
import { buildDays } from './detect-days.ts';
import { evidenceOf } from './detect-evidence.ts';
import { holdOf } from './detect-facts.ts';
import { inputsOf } from './detect-inputs.ts';
import { loadPerson, type PersonRecords } from './detect-person.ts';
import { NO_RESULT, resultOf } from './detect-result.ts';

/** A day is judged with the days before it that repetition counts in (product M13). */
export const WINDOW_DAYS = 14;

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

/**
 * Judges the shifts of one day from everything known now of that day and the fortnight before it. What a later day shows belongs to the
 * later day. Answers how many shifts had to be judged: none when no input has changed since the last time.
 */
export async function judgeDay(
  deps: Deps,
  day: string,
  { known, detections }: { known: Known; detections: readonly Detection[] },
): Promise<number> {
  const { company, records, baselineThrough } = known;
  const own = detections.filter((detection) => detection.day === day);
  const windowStart = addDays(day, 1 - WINDOW_DAYS);
  const schedules = records.schedules.filter((one) => one.day >= windowStart && one.day <= day);
  const shifts = schedules.find((one) => one.day === day)?.shifts ?? [];
  const { person, sinceAt } = records;
  if (shifts.length === 0 || sinceAt === null) return dropResults(deps, own, { records, day });
  const baseline = baselineThrough(addDays(windowStart, -1));
  const inputs = inputsOf(company, records, { schedules, baseline });
  if (
    shifts.every(({ id }) =>
      isUpToDate(
        own.find(({ shiftId }) => shiftId === id),
        inputs,
      ),
    )
  )
    return 0;
  const claims = await claimShifts(person.id, day, shifts);
  const days = await buildDays(records, schedules, company.settings);
  const today = days.at(-1);
  if (!today) return 0;
  const { findings } = assessPeriod(evidenceOf({ company, records, days, baseline }), company.settings);
  for (const claim of claims) {
    const shift = shifts.find(({ id }) => id === claim.shiftId);
    if (!shift) continue;
    const result = resultOf(today, shift, {
      settings: company.settings,
      findings: findings.filter(({ shiftId }) => shiftId === shift.id),
    });
    await settle(deps, {
      claim,
      result,
      records,
      inputs,
      dirtySeq: own.find(({ id }) => id === claim.id)?.dirtySeq,
      settings: company.settings,
    });
  }
  return claims.length;
}

/** A supported finding is always looked at again: what follows from it also depends on how other alerts ended. */
function isUpToDate(detection: Detection | undefined, inputs: string): boolean {
  const isSupported = detection?.result?.findings.some(({ verdict }) => verdict === 'supported');
  if (detection?.dirtyAt !== undefined || isSupported === true) return false;
  return detection?.inputs === inputs;
}

function claimShifts(personId: string, day: string, shifts: readonly Shift[]): Promise<Detection[]> {
  const runId = randomUUID();
  return Promise.all(shifts.map(({ id: shiftId }) => claimDetection({ personId, shiftId, day }, runId)));
}

type Settling = Readonly<{
  claim: Detection;
  result: DetectionResult;
  records: PersonRecords;
  inputs: string;
  /** As it was before the records were read: what came since keeps the shift dirty. */
  dirtySeq: number | undefined;
  mayAlert?: boolean;
  settings: CompanyRecords['settings'];
}>;

/** Only the run that claimed the shift last may write; data that comes in meanwhile keeps it dirty. */
async function settle(deps: Deps, settling: Settling): Promise<void> {
  const { claim, result, records, inputs, dirtySeq = 0, mayAlert = true } = settling;
  if (!(await saveDetection(claim, result, deps.now()))) return;
  if (mayAlert) {
    const { shiftId, day } = claim;
    const { findings, coveragePct } = result;
    const isHeld = holdOf(records);
    const { settings } = settling;
    await raiseAlerts(deps, {
      person: records.person,
      shiftId,
      day,
      findings,
      coveragePct,
      isHeld,
      settings,
    });
  }
  await clearDirty({ ...claim, dirtySeq }, inputs);
}

/** A day on which nothing may be judged keeps no result; one that was taken off the schedule clears what it had raised. */
async function dropResults(
  deps: Deps,
  own: readonly Detection[],
  { records, day }: { records: PersonRecords; day: string },
): Promise<number> {
  const dropped = own.filter(
    ({ dirtyAt, result }) => dirtyAt !== undefined || (result?.findings.length ?? 0) > 0,
  );
  for (const { shiftId, dirtySeq } of dropped) {
    const claim = await claimDetection({ personId: records.person.id, shiftId, day }, randomUUID());
    const mayAlert = records.sinceAt !== null;
    await settle(deps, { claim, result: NO_RESULT, records, inputs: '', dirtySeq, mayAlert, settings: {} });
  }
  return dropped.length;
}
