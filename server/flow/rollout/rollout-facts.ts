import { NO_REGION, type PilotFigures } from '../../contract/rollout.ts';
import { isEnded } from '../../domain/case/case.ts';
import { peopleOn } from '../../domain/case/duty.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { runningNames } from '../../domain/policy/assessment.ts';
import type { PilotProgress, Readiness } from '../../domain/rollout/checklist.ts';
import { isWorth, labelOf } from '../../domain/tuning/alert-label.ts';
import { dayOf } from '../../domain/time.ts';
import { findAcknowledgers } from '../../store/acknowledgements.ts';
import { findAlertWords } from '../../store/alert-labels.ts';
import { findApprovedAssessments } from '../../store/assessments.ts';
import { countAnswered } from '../../store/consents.ts';
import { countRequests } from '../../store/data-requests.ts';
import { listSwitches } from '../../store/detector-switches.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPeopleWithRole, listStaff, type Person } from '../../store/people.ts';
import { findPolicyAt } from '../../store/policies.ts';
import { findPilotAlerts } from '../../store/told-alerts.ts';
import { countVerdicts } from '../../store/verdict-counts.ts';
import { findCase } from '../../store/cases.ts';
import { NOTICES } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { companyToday } from '../policy/detector-switch.ts';
import { listDuty } from '../case/duty.ts';

const DAY_MS = 86_400_000;
export const SIGNER_ROLES = ['hr_lead', 'legal'] as const;

/** The staff of one region, or those of none. */
export async function staffOf(regionId: string): Promise<Person[]> {
  return (await listStaff()).filter((person) => (person.regionId ?? NO_REGION) === regionId);
}

/** What the system keeps of everything a pilot rests on. */
export async function readinessOf(
  deps: Deps,
  regionId: string,
  staff: readonly Person[],
): Promise<Readiness> {
  const [today, ids] = [await companyToday(deps), staff.map(({ id }) => id)];
  const policy = await findPolicyAt(deps.now());
  const inForce = policy !== null && policy.effectiveAt <= deps.now() ? policy : null;
  const notice = NOTICES.find(({ kind }) => kind === 'location');
  const [acknowledged, answered, duty, approvers, signers, detectors] = await Promise.all([
    inForce ? findAcknowledgers(inForce.version, ids) : new Set(),
    notice ? countAnswered(ids, { kind: 'location', version: notice.version }) : 0,
    listDuty(),
    findPeopleWithRole('legal'),
    findGoLiveSigners(),
    detectorsFor(regionId, today),
  ]);
  return {
    staff: staff.length,
    acknowledged: acknowledged.size,
    answered,
    isPolicyInForce: inForce !== null,
    isConsulted: inForce?.consultationRecord !== undefined,
    detectors,
    onDuty: peopleOn(duty, today).length,
    approvers: approvers.length,
    signers: signers.length,
  };
}

/** Everybody who may sign going live, but who asked for it. */
export async function findGoLiveSigners(byId?: string): Promise<Person[]> {
  const found = await Promise.all(SIGNER_ROLES.map((role) => findPeopleWithRole(role)));
  const byPerson = new Map(found.flat().map((person) => [person.id, person]));
  if (byId !== undefined) byPerson.delete(byId);
  return [...byPerson.values()];
}

/** Detectors that run under an assessment which names the region. */
async function detectorsFor(regionId: string, today: string): Promise<number> {
  const [assessments, switches] = await Promise.all([findApprovedAssessments(), listSwitches()]);
  const off = new Set(switches.filter(({ isOn }) => !isOn).map(({ id }) => id));
  const own = assessments.filter(({ scope }) => regionId === NO_REGION || scope.regions.includes(regionId));
  return runningNames(DETECTORS, { assessments: own, off, today }).size;
}

/** What a pilot has raised since it began, how it ended, and what the people asked said of it. */
export async function pilotFigures(
  regionId: string,
  staff: readonly Person[],
  sinceAt: Date,
): Promise<PilotFigures> {
  const alerts = await alertsSince(regionId, sinceAt);
  const words = await findAlertWords(alerts.map(({ id }) => id));
  const labels = alerts.flatMap((alert) => labelOf(alert, words.get(alert.id)?.hr?.isWorthAsking) ?? []);
  const personIds = staff.map(({ id }) => id);
  const verdicts = await countVerdicts(personIds, await dayAt(sinceAt));
  const { supported = 0, undecided = 0 } = verdicts;
  const wrong = [...words.values()].filter(({ feedback }) => feedback?.feedback === 'wrong').length;
  return {
    alerts: alerts.length,
    open: alerts.filter(({ status }) => status === 'open' || status === 'watching').length,
    worth: { hits: labels.filter(isWorth).length, of: labels.length },
    undecided: { undecided, of: supported + undecided },
    objections: wrong + (await countRequests(personIds, { topic: 'alert', sinceAt })),
  };
}

/** Days it has run, and its cases. */
export async function pilotProgress({ now }: Deps, regionId: string, sinceAt: Date): Promise<PilotProgress> {
  const alerts = await alertsSince(regionId, sinceAt);
  const cases = await Promise.all(
    alerts.flatMap(({ caseId }) => (caseId === undefined ? [] : findCase(caseId))),
  );
  const known = cases.filter((one) => one !== null);
  return {
    days: Math.floor((+now() - +sinceAt) / DAY_MS),
    cases: known.length,
    openCases: known.filter(({ state }) => !isEnded(state)).length,
  };
}

const alertsSince = async (regionId: string, sinceAt: Date) =>
  findPilotAlerts(regionId === NO_REGION ? undefined : regionId, await dayAt(sinceAt));

const dayAt = async (at: Date): Promise<string> => dayOf(at, await getTimeZone());
