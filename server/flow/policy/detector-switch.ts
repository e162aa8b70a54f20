import { DETECTORS } from '../../domain/detectors/index.ts';
import { assessmentFor, runningNames } from '../../domain/policy/assessment.ts';
import { dayOf } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { findApprovedAssessments, type Assessment } from '../../store/assessments.ts';
import { listSwitches, saveSwitch, type DetectorSwitch } from '../../store/detector-switches.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Actor, Deps } from '../deps.ts';

/** Anybody who sees harm may stop one; starting it again is for those who answer for it. */
const MAY_STOP: readonly string[] = ['hr', 'hr_lead', 'legal', 'staff_rep', 'admin'];
const MAY_START: readonly string[] = ['hr_lead', 'admin'];
export const maySwitch = ({ roles }: Actor, isOn: boolean): boolean =>
  roles.some((role) => (isOn ? MAY_START : MAY_STOP).includes(role));

/** The detectors that may run on this day: switched on, and covered by a current assessment (R19, R21). Read anew for every person. */
export async function findRunning(today: string): Promise<ReadonlySet<string>> {
  const [assessments, switches] = await Promise.all([findApprovedAssessments(), listSwitches()]);
  const off = new Set(switches.filter(({ isOn }) => !isOn).map(({ id }) => id));
  return runningNames(DETECTORS, { assessments, off, today });
}

/** Whether a detector with a switch stands still; what else raises alerts (custom rules, leads) has gates of its own. */
export async function isStopped(deps: Deps, detector: string): Promise<boolean> {
  if (!DETECTORS.some(({ name }) => name === detector)) return false;
  return !(await findRunning(await companyToday(deps))).has(detector);
}

export async function companyToday(deps: Deps): Promise<string> {
  return dayOf(deps.now(), await getTimeZone());
}

export type SwitchState = Readonly<{
  name: string;
  ruleVersion: number;
  needs: readonly string[];
  setting: DetectorSwitch | null;
  assessment: Assessment | null;
}>;

/** Every detector with its switch and the assessment that covers it. */
export async function listSwitchStates(deps: Deps): Promise<SwitchState[]> {
  const today = await companyToday(deps);
  const [assessments, switches] = await Promise.all([findApprovedAssessments(), listSwitches()]);
  return DETECTORS.map(({ name, version, needs }) => ({
    name,
    ruleVersion: version,
    needs,
    setting: switches.find(({ id }) => id === name) ?? null,
    assessment: assessmentFor(assessments, { name, needs }, today),
  }));
}

/** Stops or starts one detector. Starting needs a current assessment. What was found before stays as it is; people decide about it. */
export async function switchDetector(
  deps: Deps,
  actor: Actor,
  input: { name: string; isOn: boolean; reason: string; version: number },
): Promise<void> {
  const { name, isOn, reason, version } = input;
  const state = (await listSwitchStates(deps)).find((one) => one.name === name);
  if (!state) throw notFound('detector');
  if (!maySwitch(actor, isOn)) throw forbidden('not_your_role');
  if (isOn && !state.assessment) throw conflict('pia_required');
  const changedAt = deps.now();
  const next = { id: name, version: version + 1, isOn, changedAt, changedById: actor.personId, reason };
  const subject = `detector_switches:${name}`;
  const entry = {
    at: changedAt,
    actorId: actor.personId,
    action: 'detector.switch',
    subject,
    from: (state.setting?.isOn ?? true) ? 'on' : 'off',
    to: isOn ? 'on' : 'off',
    why: reason,
  };
  const isSaved = await saveSwitch(next, [{ id: `${subject}:${next.version}`, kind: 'audit', entry }]);
  if (!isSaved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
}
