import { isDeepStrictEqual } from 'node:util';
import { isEnded } from '../../domain/case/case.ts';
import type { CaseActor } from '../../domain/case/guard.ts';
import { conflict } from '../../errors.ts';
import { findAlert, updateAlert, type Alert } from '../../store/alerts.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { alertAudit, alertWork, isSampled } from './alert-parts.ts';
import { publishCase } from '../case.ts';
import { openCase } from '../case/case-open.ts';
import { mayStep, stepCase } from '../case/case-step.ts';
import { waitsEnded } from '../case/case-wait.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { exonerate } from './exonerate.ts';
import { modeOf } from '../rollout/rollout-mode.ts';

/** Brings the case of an alert in line with it: opens and publishes it, or ends it in the person's favour. Repeating changes nothing. */
export async function alignCase(deps: Deps, alert: Alert): Promise<void> {
  if (alert.caseId === undefined) return;
  const found = await findCase(alert.caseId);
  if (alert.status === 'open') return followAlert(deps, alert, found ?? (await openAlertCase(deps, alert)));
  if (!found || isEnded(found.state)) return;
  if (alert.status === 'cleared') return withdraw(deps, alert, found);
  if (alert.status === 'silenced' || alert.status === 'handled') return permit(deps, alert, found);
}

/** Brings the alert of a case in line with it: its cards show the case's state, its end ends the alert. */
export async function alignAlert(deps: Deps, record: CaseRecord): Promise<void> {
  const alert = await findAlert(record.alertId);
  if (!alert || alert.caseId !== record.id) return;
  const note = record.outcome ?? record.state;
  const ends = isEnded(record.state) && (alert.status === 'open' || isOtherEnd(alert, note));
  const at = deps.now();
  const version = alert.version + 1;
  const saved = await updateAlert(alert, {
    ...(ends && { set: { status: 'handled' }, handling: { kind: 'case', byId: 'system', at, note } }),
    pending: [
      ...(ends ? [alertAudit(alert, { version, at, action: 'alert.handle', to: 'handled', why: note })] : []),
      ...alertWork(alert.id, version, ['refresh']),
    ],
  });
  if (!saved) throw conflict('stale_version');
}

/** The penalty that ended the alert was taken back after the end. */
const isOtherEnd = ({ status, handlings }: Alert, note: string): boolean =>
  status === 'handled' &&
  note === 'revoked' &&
  handlings.findLast(({ kind }) => kind === 'case')?.note !== note;

async function openAlertCase(deps: Deps, alert: Alert): Promise<CaseRecord> {
  const { id: alertId, personId, pseudonym, regionId, timeZone, day, finding, beside, publishAt } = alert;
  const person = await findPerson(personId);
  const isTalkOnly = alert.isPilot === true || (await modeOf(deps, alert)) !== 'live';
  const where = {
    ...(regionId !== undefined && { regionId }),
    ...(isTalkOnly && { isTalkOnly }),
    timeZone,
    day,
  };
  const what = { alertId, personId, pseudonym, person, finding, beside, publishAt };
  return openCase(deps, { id: alert.caseId ?? '', ...what, ...where });
}

/** The case keeps up with its alert: publication, later data, and what the manager said. */
async function followAlert(deps: Deps, alert: Alert, found: CaseRecord): Promise<void> {
  let record = found;
  if (isEnded(record.state)) return;
  const { finding, beside } = alert;
  const isSame = isDeepStrictEqual([record.finding, record.beside ?? []], [finding, beside]);
  if (!isSame && mayStep(deps, record, 'rejudge', SYSTEM))
    record = await stepCase(deps, record, {
      event: 'rejudge',
      actor: SYSTEM,
      changes: { finding, beside },
    });
  if (alert.publishedAt && record.state === 'open') record = await publishCase(deps, record);
  for (const { kind, byId, note } of alert.handlings) {
    const reason = note === undefined ? `manager:${kind}` : `manager:${kind} ${note}`;
    const event = kind === 'ask' ? 'ask' : 'note';
    const manager = managerActor(alert, byId);
    if (record.history.some((row) => row.reason === reason) || !mayStep(deps, record, event, manager))
      continue;
    const cards = kind === 'ask' ? [{ slot: 'ask' }] : [];
    record = await stepCase(deps, record, { event, actor: manager, reason, cards });
  }
}

async function withdraw(deps: Deps, alert: Alert, record: CaseRecord): Promise<void> {
  if (!mayStep(deps, record, 'withdraw', SYSTEM)) return record.execution && exonerate(deps, alert);
  await stepCase(deps, record, {
    event: 'withdraw',
    actor: SYSTEM,
    reason: alert.finding.reasons.join(' '),
    changes: { outcome: 'withdrawn', finding: alert.finding, beside: [], ...waitsEnded(record, deps.now()) },
    ...(alert.publishedAt && { cards: [{ slot: 'decision' }] }),
  });
}

/** A confirmed arrangement or an approved declaration ends the case in the person's favour, however far it got before a decision. */
async function permit(deps: Deps, alert: Alert, record: CaseRecord): Promise<void> {
  const arranged = alert.handlings.findLast(({ kind }) => kind === 'arranged');
  const actor = arranged ? managerActor(alert, arranged.byId) : SYSTEM;
  const isEarly = mayStep(deps, record, 'permit', actor);
  if (!isEarly && !mayStep(deps, record, 'withdraw', SYSTEM))
    return record.execution && exonerate(deps, alert);
  await stepCase(deps, record, {
    event: isEarly ? 'permit' : 'withdraw',
    actor: isEarly ? actor : SYSTEM,
    reason: arranged ? arrangedReason(deps, alert) : alert.finding.reasons.join(' '),
    changes: { outcome: 'permitted', ...waitsEnded(record, deps.now()) },
    ...(alert.publishedAt && { cards: [{ slot: 'decision' }] }),
  });
}

/** Who pressed was the manager of the alert's region then: the press was refused otherwise. */
function managerActor({ regionId }: Alert, personId: string): CaseActor {
  return { personId, roles: ['area_manager'], ...(regionId !== undefined && { regionId }) };
}

/** HR finds the arrangements to look at in the case list by this word. */
function arrangedReason(deps: Deps, { id }: Alert): string {
  return isSampled(deps, id) ? 'manager:arranged sampled' : 'manager:arranged';
}
