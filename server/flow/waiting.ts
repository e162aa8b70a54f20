import { CaseStateSchema } from '../contract/case.ts';
import type { Asked, Waiting, WaitingKind, WaitingView } from '../contract/waiting.ts';
import { isEnded } from '../domain/case/case.ts';
import { dueOfTurn } from '../domain/case/whose-turn.ts';
import { modeAt } from '../domain/rollout/mode.ts';
import { findCasesIn, findTurns } from '../store/case-clocks.ts';
import { listOpenDues } from '../store/data-requests.ts';
import { findAskedDeclarations } from '../store/declaration-approvals.ts';
import { findAskedFlexible } from '../store/flexible-approvals.ts';
import { countNewLeads } from '../store/leads.ts';
import type { Person } from '../store/people.ts';
import { listRollouts } from '../store/rollouts.ts';
import { findChangesIn } from '../store/threshold-changes.ts';
import { findUnanswered, type UnansweredAlert } from '../store/told-alerts.ts';
import { mayHandle } from './alert/alert-action.ts';
import { countSamples } from './alert/manager-answers.ts';
import { respondByOf } from './card/card-alert.ts';
import type { Deps } from './deps.ts';
import { LEAD_ROLES } from './lead/lead.ts';
import { findMyPunchesToConfirm } from './punch/punch-confirmers.ts';
import { maySignGoLive } from './rollout/go-live.ts';
import { openRoles } from './tuning/tuning-signers.ts';

/** Until HR has verified, what the manager says can still end the case (product M13). */
const ANSWERABLE = ['open', 'explaining', 'contacted'] as const;
const RUNNING = CaseStateSchema.options.filter((state) => !isEnded(state));
/** Named one by one; a manager has two new ones a week (product M13). */
const MOST_NAMED = 20;
type Due = Date | null;

/** What waits for somebody: numbers and deadlines of their own work, nothing of the people it is about. */
export async function findWaiting(deps: Deps, person: Person): Promise<WaitingView> {
  const at = deps.now();
  const alerts = await findMyAlerts(person);
  const declarations = await findAskedDeclarations(person.id);
  const flexible = await findAskedFlexible(person.id);
  const dues: [WaitingKind, Due[]][] = [
    ['alerts', alerts.map(respondByOf)],
    ['punches', (await findMyPunchesToConfirm(person)).map(() => null)],
    ['cases', await findCaseDues(person, at)],
    ['leads', await findLeadDues(person)],
    ['declarations', declarations.map(({ dueAt }) => dueAt)],
    ['flexible_shifts', flexible.map(({ dueAt }) => dueAt)],
    ['data_requests', isHr(person) ? await listOpenDues(person.id) : []],
    ['threshold_changes', await findChangeDues(person)],
    ['go_live', await findGoLiveDues(person, at)],
    ['samples', await findSampleDues(deps, person)],
  ];
  return {
    waiting: dues.flatMap(([kind, all]) => (all.length === 0 ? [] : [sum(kind, all, at)])),
    alerts: alerts.slice(0, MOST_NAMED).map((alert) => ({
      id: alert.id,
      alertNo: alert.alertNo,
      dueAt: respondByOf(alert).toISOString(),
    })),
    asked: [...listAsked('declarations', declarations), ...listAsked('flexible_shifts', flexible)],
  };
}

const NO_DATE = new Date(8.64e15);
const listAsked = (kind: Asked['kind'], asked: readonly Readonly<{ id: string; dueAt: Due }>[]): Asked[] =>
  asked
    .toSorted((a, b) => Number(a.dueAt ?? NO_DATE) - Number(b.dueAt ?? NO_DATE))
    .slice(0, MOST_NAMED)
    .map(({ id, dueAt }) => ({ kind, id, ...(dueAt && { dueAt: dueAt.toISOString() }) }));

function sum(kind: WaitingKind, dues: readonly Due[], at: Date): Waiting {
  const dated = dues.filter((due) => due !== null).map(Number);
  const first = dated.length === 0 ? {} : { dueAt: new Date(Math.min(...dated)).toISOString() };
  return { kind, count: dues.length, late: dated.filter((dueMs) => dueMs <= at.getTime()).length, ...first };
}

const isHr = ({ roles }: Person): boolean => LEAD_ROLES.some((role) => roles.includes(role));

async function findMyAlerts(person: Person): Promise<UnansweredAlert[]> {
  if (!person.roles.includes('area_manager') || person.regionId === undefined) return [];
  const alerts = (await findUnanswered(person.regionId)).filter((alert) => mayHandle(alert, person));
  const caseIds = alerts.flatMap(({ caseId }) => caseId ?? []);
  const answerable = await findCasesIn(caseIds, ANSWERABLE);
  return alerts
    .filter(({ caseId = '' }) => answerable.has(caseId))
    .toSorted((a, b) => respondByOf(a).getTime() - respondByOf(b).getTime());
}

async function findCaseDues(person: Person, at: Date): Promise<Due[]> {
  if (!isHr(person) && !person.roles.includes('legal')) return [];
  const reader = { personId: person.id, roles: person.roles };
  const dues = (await findTurns(RUNNING)).map((one) => dueOfTurn(one, reader, at));
  return dues.filter((due) => due !== undefined);
}

async function findLeadDues(person: Person): Promise<Due[]> {
  return isHr(person) ? Array<Due>(await countNewLeads(person.id)).fill(null) : [];
}

async function findSampleDues(deps: Deps, person: Person): Promise<Due[]> {
  return isHr(person) ? Array<Due>(await countSamples(deps, person.id)).fill(null) : [];
}

async function findChangeDues(person: Person): Promise<Due[]> {
  const open = (await findChangesIn('waiting')).filter((change) => openRoles(change, person).length > 0);
  return open.map(() => null);
}

async function findGoLiveDues(person: Person, at: Date): Promise<Due[]> {
  const actor = { personId: person.id, roles: person.roles };
  const asked = (await listRollouts()).filter(
    (rollout) => modeAt(rollout.periods, at) === 'pilot' && maySignGoLive(actor, rollout),
  );
  return asked.map(() => null);
}
