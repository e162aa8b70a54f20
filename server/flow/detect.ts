import { randomUUID } from 'node:crypto';
import { judgeShift, type ShiftJudgement } from '../domain/detectors/judge-day.ts';
import { trackKm } from '../domain/report/distance.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { DaySchedule, Shift } from '../domain/working-time.ts';
import {
  claimDetection,
  clearDirty,
  findDetections,
  findDirty,
  findDirtyPeople,
  saveDetection,
  type Detection,
  type DetectionResult,
  type Settled,
} from '../store/detections.ts';
import { findPerson, listStaff, type Person } from '../store/people.ts';
import { raiseAlerts } from './alert.ts';
import type { Deps } from './deps.ts';
import {
  arrangementFacts,
  declarationFacts,
  holdOf,
  loadCompany,
  loadPerson,
  loadTrack,
  type CompanyRecords,
  type PersonRecords,
} from './detect-load.ts';
import { inputsOf } from './detect-inputs.ts';
import { eachAtMost } from './each-at-most.ts';

/** Days the nightly run looks back: late uploads and changed records reach this far without a new fix. */
const NIGHTLY_DAYS = 3;
/** Data that never pauses is judged after this many settle times. */
const LONGEST_WAIT = 10;
/** People judged side by side: while one waits for the database another is computed. */
const AT_ONCE = 8;

/** Judges every shift of a person that got data and has settled; the same function judges again when more comes. */
export async function detectPerson(deps: Deps, personId: string): Promise<number> {
  return detectSettled(deps, personId, await loadCompany());
}

/** Everyone with data that has settled. */
export async function detectDue(deps: Deps): Promise<void> {
  const people = await findDirtyPeople(settledAt(deps));
  if (people.length === 0) return;
  const company = await loadCompany();
  await eachAtMost(AT_ONCE, people, async (personId) => {
    await detectSettled(deps, personId, company);
  });
}

/** Judges the last days of everyone again, with the records as they are now; returns how many had to be. */
export async function detectNightly(deps: Deps): Promise<number> {
  let judged = 0;
  const company = await loadCompany();
  await eachAtMost(AT_ONCE, await listStaff(), async (person) => {
    const today = dayOf(deps.now(), person.timeZone);
    const recent = await findDetections(person.id, addDays(today, -NIGHTLY_DAYS), today);
    judged += await judgeAll(deps, recent, { person, company });
  });
  return judged;
}

async function detectSettled(deps: Deps, personId: string, company: CompanyRecords): Promise<number> {
  const dirty = await findDirty(personId, settledAt(deps));
  const person = dirty.length === 0 ? null : await findPerson(personId);
  return person ? judgeAll(deps, dirty, { person, company }) : 0;
}

function settledAt({ now, settleMs }: Deps): Settled {
  const at = +now();
  return { quietBefore: new Date(at - settleMs), since: new Date(at - LONGEST_WAIT * settleMs) };
}

type Known = Readonly<{ company: CompanyRecords; records: PersonRecords }>;

/** The person's records are read after the detections were found: what changes later marks them dirty beyond what is cleared here. */
async function judgeAll(
  deps: Deps,
  detections: readonly Detection[],
  { person, company }: { person: Person; company: CompanyRecords },
): Promise<number> {
  if (detections.length === 0) return 0;
  const records = await loadPerson(
    person,
    detections.map(({ day }) => day),
  );
  const changed = detections.filter((detection) => !isUpToDate(detection, { company, records }));
  for (const detection of changed) await judgeDetection(deps, detection, { company, records });
  return changed.length;
}

/** A finding is always looked at again: what follows from it depends on other days too. */
function isUpToDate(detection: Detection, { company, records }: Known): boolean {
  const { dirtyAt, result, inputs } = detection;
  if (dirtyAt !== undefined || result === undefined || result.findings.length > 0) return false;
  return inputs === inputsOf(detection, company, records);
}

/** Only the run that claimed the shift last may write; data that comes in meanwhile keeps it dirty. */
async function judgeDetection(deps: Deps, found: Detection, known: Known): Promise<void> {
  const claimed = await claimDetection(found.id, randomUUID());
  if (!claimed) return;
  const judged = await judge(claimed, known);
  if (!(await saveDetection(claimed, judged.result, deps.now()))) return;
  if (judged.mayAlert) {
    const { person } = known.records;
    const { shiftId, day } = claimed;
    const { findings, coveragePct } = judged.result;
    const isHeld = holdOf(known.records);
    await raiseAlerts(deps, { person, shiftId, day, findings, coveragePct, isHeld });
  }
  const inputs = inputsOf(claimed, known.company, known.records);
  await clearDirty({ ...claimed, dirtySeq: found.dirtySeq }, inputs);
}

/** Nothing is judged of a time before the person acknowledged an adopted policy (R17). */
async function judge(
  { shiftId, day }: Detection,
  known: Known,
): Promise<{ result: DetectionResult; mayAlert: boolean }> {
  const schedule = known.records.schedules.find((one) => one.day === day);
  const shift = schedule?.shifts.find(({ id }) => id === shiftId);
  const sinceAt = judgedSince(known);
  if (!schedule || !shift) return { result: NOTHING, mayAlert: true };
  if (!sinceAt || sinceAt >= shift.endAt) return { result: NOTHING, mayAlert: false };
  return { result: toResult(await judgeKnown(known, { schedule, shift, sinceAt })), mayAlert: true };
}

/** When both are true: a policy is in force, and the person has acknowledged one. */
function judgedSince({ company: { adoptedAt }, records: { acknowledgedAt } }: Known): Date | null {
  if (!acknowledgedAt || !adoptedAt) return null;
  return acknowledgedAt > adoptedAt ? acknowledgedAt : adoptedAt;
}

async function judgeKnown(
  { company: { places, settings }, records }: Known,
  { schedule, shift, sinceAt }: { schedule: DaySchedule; shift: Shift; sinceAt: Date },
): Promise<ShiftJudgement> {
  const personId = records.person.id;
  const track = await loadTrack(personId, shift, sinceAt);
  const arrangements = arrangementFacts(records);
  const declarations = declarationFacts(records);
  return judgeShift({ personId, schedule, shift, track, places, arrangements, declarations, settings });
}

function toResult({ track, stays, rejected, coverage, findings }: ShiftJudgement): DetectionResult {
  return {
    fixes: track.atMs.length,
    stays,
    rejected: rejected.map(({ atMs, rule }) => ({ at: new Date(atMs), reason: rule })),
    gaps: coverage.gaps,
    coveragePct: coverage.totalMin === 0 ? null : Math.round(coverage.share * 1000) / 10,
    distanceKm: trackKm(track),
    findings,
  };
}

const NOTHING: DetectionResult = {
  fixes: 0,
  stays: [],
  rejected: [],
  gaps: [],
  coveragePct: null,
  distanceKm: null,
  findings: [],
};
