import { randomUUID } from 'node:crypto';
import type { Finding } from '../../domain/detectors/finding.ts';
import { isOfPilot, modeAt } from '../../domain/rollout/mode.ts';
import type { SettingsVersion } from '../../domain/tuning/settings-version.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import type { Shift } from '../../domain/working-time.ts';
import { claimDetection, clearDirty, saveDetection, type Claim } from '../../store/detection-claims.ts';
import { CHANGED, type Detection, type DetectionResult } from '../../store/detections.ts';
import { raiseAlerts } from '../alert.ts';
import { rulesOn } from '../custom-rule/custom-rule-load.ts';
import { findByRules, ruleNames } from '../custom-rule/custom-rule-match.ts';
import type { Deps } from '../deps.ts';
import { holdOf } from './detect-facts.ts';
import { keepEvidence } from './evidence-snapshot.ts';
import { contextOf, dataOf, factsOfDay, inputsOf } from './detect-inputs.ts';
import type { PersonRecords } from './detect-person.ts';
import { NO_RESULT, resultOf } from './detect-result.ts';
import { baselineOf, judgeWindow, loadWindow, NIGHTLY_DAYS, windowOf, type Known } from './detect-window.ts';

/**
 * Judges the shifts of one day from everything known now of that day and the fortnight before it. What a later day shows belongs to the
 * later day. Answers how many shifts had to be judged: none when no input has changed since the last time.
 */
export async function judgeDay(
  deps: Deps,
  day: string,
  { known, detections, readAt }: { known: Known; detections: readonly Detection[]; readAt: Date },
): Promise<number> {
  const { company, records } = known;
  const own = detections.filter((detection) => detection.day === day);
  const window = windowOf(known, day);
  const { shifts, version } = window;
  const { person, sinceAt } = records;
  // A region that stands still takes nothing back, nor does a row that cannot be read: the shift keeps what it had raised.
  const isStill = modeAt(records.periods, deps.now()) === 'off' || records.unreadDays.has(day);
  const mayAlert = sinceAt !== null && !isStill;
  if (shifts.length === 0 || sinceAt === null) return dropResults(deps, own, { records, day, mayAlert });
  // A shift that another one took the place of, as agreed hours do with a day of two: what it had raised goes with it.
  const gone = own.filter(({ shiftId }) => shifts.every(({ id }) => id !== shiftId));
  await dropResults(deps, gone, { records, day, mayAlert: true });
  const baseline = baselineOf(known, window);
  const inputs = inputsOf(company, window, baseline);
  const rules = ruleNames(company.rules);
  const seen = {
    facts: factsOfDay(window),
    data: dataOf(window),
    context: contextOf(company, window),
    isOver: day < addDays(dayOf(deps.now(), person.timeZone), -NIGHTLY_DAYS),
  };
  const ownOf = (id: string) => own.find(({ shiftId }) => shiftId === id);
  if (shifts.every(({ id }) => isUpToDate(ownOf(id), inputs))) return 0;
  const claims = await claimShifts(person.id, day, shifts);
  const loaded = await loadWindow(known, window, baseline);
  if (!loaded) return 0;
  const findings = [
    ...judgeWindow(loaded, version, records.running),
    ...(await findByRules(rulesOn(company.rules, day), loaded, baseline)),
  ];
  for (const claim of claims) {
    const shift = shifts.find(({ id }) => id === claim.shiftId);
    if (!shift) continue;
    const result = resultOf(
      loaded.today,
      shift,
      findings.filter(({ shiftId }) => shiftId === shift.id),
    );
    const before = ownOf(shift.id);
    // Kept before anyone is told: what is said can always be recomputed from it.
    if (result.findings.some(({ verdict }) => verdict === 'supported'))
      await keepEvidence(
        deps,
        { personId: person.id, shiftId: shift.id, inputs },
        { ...loaded, version, sinceAt },
      );
    const { silent } = company;
    await settle(deps, { claim, before, readAt, seen, result, records, inputs, version, silent, rules });
  }
  return claims.length;
}

/** A supported finding is always looked at again: what follows from it also depends on how other alerts ended. */
function isUpToDate(detection: Detection | undefined, inputs: string): boolean {
  const isSupported = detection?.result?.findings.some(({ verdict }) => verdict === 'supported');
  if (detection?.dirtyAt !== undefined || isSupported === true) return false;
  return detection?.inputs === inputs;
}

function claimShifts(personId: string, day: string, shifts: readonly Shift[]): Promise<Claim[]> {
  const runId = randomUUID();
  return Promise.all(shifts.map(({ id: shiftId }) => claimDetection({ personId, shiftId, day }, runId)));
}

/** `isOver`: no night judges the day any more, so that nobody else is looked at for it. */
type Seen = Readonly<{ facts: string; data: string; context: string; isOver: boolean }>;
const NONE: ReadonlySet<string> = new Set();
type Settling = Readonly<{
  claim: Claim;
  result: DetectionResult;
  records: PersonRecords;
  inputs: string;
  /** As it was before the records were read: what came since keeps the shift dirty. */
  before: Detection | undefined;
  /** When that was. */
  readAt?: Date;
  /** Digests of the day's own data and of the records it is judged by; absent when nothing was. */
  seen?: Seen;
  /** The thresholds it was judged by; null when nothing was. */
  version: SettingsVersion | null;
  silent: ReadonlySet<string>;
  /** Names of the company's own rules in force. */
  rules: ReadonlySet<string>;
  mayAlert?: boolean;
}>;

/** Only the run that claimed the shift last may write; data that comes in meanwhile keeps it dirty. */
async function settle(deps: Deps, settling: Settling): Promise<void> {
  const { claim, before, seen, result, records, inputs, mayAlert = true } = settling;
  const isAfterTheFact = seen !== undefined && hasOnlyNewRecords(before, seen);
  const { isOver: _isOver, ...known } = seen ?? {};
  if (!(await saveDetection(claim, result, deps.now()))) return;
  if (mayAlert) {
    const { shiftId, day } = claim;
    const { findings, coveragePct } = result;
    await raiseAlerts(deps, {
      person: records.person,
      shiftId,
      day,
      findings,
      coveragePct,
      isHeld: holdOf(records),
      mayRaise: raiseRule(settling),
      mayAccuse: !isAfterTheFact && modeAt(records.periods, deps.now()) !== 'off',
      isPilot: ({ startAt }) => isOfPilot(records.periods, startAt, deps.now()),
      isPaused: (detector) => !records.running.has(detector) && !settling.rules.has(detector),
      settings: settling.version?.overrides ?? {},
    });
  }
  const dirtyAt = isUnderWay(deps, settling) ? before?.dirtyAt : undefined;
  await clearDirty(
    { ...claim, dirtySeq: before?.dirtySeq ?? 0, ...(dirtyAt && { dirtyAt }) },
    { inputs, ...known, ...(isAfterTheFact && { context: CHANGED }) },
  );
}

/** An upload marks its shift before it is stored: of a mark this young the fixes may have come after they were read. */
const isUnderWay = ({ settleMs }: Deps, { before, readAt }: Settling): boolean =>
  before?.dirtyAt !== undefined && readAt !== undefined && +before.dirtyAt > +readAt - settleMs;

/**
 * The data was judged before and is the same; the places, zones or shifts it is judged by are not, or records of work on a day that is
 * over: this may only clear.
 */
function hasOnlyNewRecords(before: Detection | undefined, { facts, data, context, isOver }: Seen): boolean {
  if (isOver && before?.data === data) return true;
  return before?.facts === facts && before.context !== undefined && before.context !== context;
}

/** Days judged anew after a rollback take alerts back and raise none; nor does a detector that is silent. */
function raiseRule({ version, claim, silent }: Settling): (finding: Finding) => boolean {
  const isInForce = version !== null && claim.day >= version.raisesFromDay;
  return ({ detector }) => isInForce && !silent.has(detector);
}

/** A day on which nothing may be judged keeps no result; one that was taken off the schedule clears what it had raised. */
async function dropResults(
  deps: Deps,
  own: readonly Detection[],
  { records, day, mayAlert }: { records: PersonRecords; day: string; mayAlert: boolean },
): Promise<number> {
  const dropped = own.filter(
    ({ dirtyAt, result }) => dirtyAt !== undefined || (result?.findings.length ?? 0) > 0,
  );
  for (const before of dropped) {
    const { shiftId } = before;
    const claim = await claimDetection({ personId: records.person.id, shiftId, day }, randomUUID());
    await settle(deps, {
      claim,
      result: NO_RESULT,
      records,
      inputs: '',
      before,
      version: null,
      silent: NONE,
      rules: NONE,
      mayAlert,
    });
  }
  return dropped.length;
}
