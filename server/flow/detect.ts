import { randomUUID } from 'node:crypto';
import { judgeShift, type ShiftJudgement } from '../domain/detectors/judge-day.ts';
import { trackKm } from '../domain/report/distance.ts';
import { addDays, dayOf } from '../domain/time.ts';
import type { DaySchedule, Shift } from '../domain/working-time.ts';

import { firstAcknowledgedAt } from '../store/acknowledgements.ts';
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
import { listPlaces } from '../store/places.ts';
import { findPolicyAt } from '../store/policies.ts';
import { findSchedules } from '../store/schedules.ts';
import { raiseAlerts } from './alert.ts';
import type { Deps } from './deps.ts';
import { loadHold, loadPermissions, loadSettings, loadTrack } from './detect-load.ts';

/** Days the nightly run looks back: late uploads and changed records reach this far without a new fix. */
const NIGHTLY_DAYS = 3;
/** Data that never pauses is judged after this many settle times. */
const LONGEST_WAIT = 10;

/** Judges every shift of a person that got data and has settled; the same function judges again when more comes. */
export async function detectPerson(deps: Deps, personId: string): Promise<number> {
  const dirty = await findDirty(personId, settledAt(deps));
  for (const detection of dirty) await judgeDetection(deps, detection);
  return dirty.length;
}

/** Everyone with data that has settled. */
export async function detectDue(deps: Deps): Promise<void> {
  for (const personId of await findDirtyPeople(settledAt(deps))) await detectPerson(deps, personId);
}

/** Judges the last days of everyone again, with the records as they are now. */
export async function detectNightly(deps: Deps): Promise<number> {
  let judged = 0;
  for (const person of await listStaff()) {
    const today = dayOf(deps.now(), person.timeZone);
    const recent = await findDetections(person.id, addDays(today, -NIGHTLY_DAYS), today);
    for (const detection of recent) await judgeDetection(deps, detection);
    judged += recent.length;
  }
  return judged;
}

function settledAt({ now, settleMs }: Deps): Settled {
  const at = +now();
  return { quietBefore: new Date(at - settleMs), since: new Date(at - LONGEST_WAIT * settleMs) };
}

/** Only the run that claimed the shift last may write; data that comes in meanwhile keeps it dirty. */
async function judgeDetection(deps: Deps, detection: Detection): Promise<void> {
  const claimed = await claimDetection(detection.id, randomUUID());
  const person = claimed && (await findPerson(detection.personId));
  if (!claimed || !person) return;
  const judged = await judge(person, claimed);
  if (!(await saveDetection(claimed, judged.result, deps.now()))) return;
  if (judged.mayAlert) {
    const { shiftId, day } = claimed;
    const { findings, coveragePct } = judged.result;
    await raiseAlerts(deps, { person, shiftId, day, findings, coveragePct, isHeld: await loadHold(person) });
  }
  await clearDirty(claimed);
}

/** Nothing is judged of a time before the person acknowledged an adopted policy (R17). */
async function judge(
  person: Person,
  { shiftId, day }: Detection,
): Promise<{ result: DetectionResult; mayAlert: boolean }> {
  const [schedule] = await findSchedules(person.id, day, day);
  const shift = schedule?.shifts.find(({ id }) => id === shiftId);
  const sinceAt = await judgedSince(person.id);
  if (!schedule || !shift) return { result: NOTHING, mayAlert: true };
  if (!sinceAt || sinceAt >= shift.endAt) return { result: NOTHING, mayAlert: false };
  return { result: toResult(await judgeKnown(person, { schedule, shift, sinceAt })), mayAlert: true };
}

/** When both are true: a policy is in force, and the person has acknowledged one. */
async function judgedSince(personId: string): Promise<Date | null> {
  const acknowledgedAt = await firstAcknowledgedAt(personId);
  const adopted = await findPolicyAt(new Date(0));
  if (!acknowledgedAt || !adopted) return null;
  return acknowledgedAt > adopted.effectiveAt ? acknowledgedAt : adopted.effectiveAt;
}

async function judgeKnown(
  person: Person,
  { schedule, shift, sinceAt }: { schedule: DaySchedule; shift: Shift; sinceAt: Date },
): Promise<ShiftJudgement> {
  const [track, places, permissions, settings] = await Promise.all([
    loadTrack(person.id, shift, sinceAt),
    listPlaces(),
    loadPermissions(person, shift),
    loadSettings(),
  ]);
  return judgeShift({ personId: person.id, schedule, shift, track, places, permissions, settings });
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
