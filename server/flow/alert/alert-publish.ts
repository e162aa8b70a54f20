import { isOnTheHour, spreadMoment } from '../../domain/case/publication.ts';
import { CARDS_PER_WEEK } from '../../domain/policy/escalation.ts';
import { addDays, dayOf, weekdayOf } from '../../domain/time.ts';
import { findUnpublished, refreshLate } from '../../store/alert-publishing.ts';
import { findAlert, updateAlert, type Alert } from '../../store/alerts.ts';
import { claimCard } from '../../store/card-budgets.ts';
import type { Pending } from '../../store/pending.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { RESPOND_MS } from '../card/card-alert.ts';
import { alertAudit, alertWork } from './alert-parts.ts';
import type { Deps } from '../deps.ts';
import { isStopped } from '../policy/detector-switch.ts';
import { relayDocument } from '../relay.ts';
import { modeOf } from '../rollout/rollout-mode.ts';

/** T0: the person is told first of all; an open alert also goes to its manager and HR, at once to the group only when it is grave. Does nothing before its time. */
export async function publishAlert(deps: Deps, id: string): Promise<void> {
  const alert = await findAlert(id);
  if (!alert || alert.publishedAt || alert.publishAt > deps.now()) return;
  if (alert.status !== 'open' && alert.status !== 'watching') return;
  // Found by a detector that was stopped since: nobody is told while it stands still.
  if (await isStopped(deps, alert.finding.detector)) return;
  if ((await modeOf(deps, alert)) === 'off') return;
  const at = deps.now();
  const version = alert.version + 1;
  const card = (slot: string): Pending => {
    const key = `${id}:${version}:card:${slot}`;
    const notBefore = isOnTheHour(alert.publishAt) ? spreadMoment(at, id, deps.spreadMs ?? 0) : at;
    return { id: key, kind: 'card', slot, ...(notBefore > at && { notBefore }) };
  };
  const addressee = alert.status === 'open' ? await findAddressee(alert, at) : null;
  // What is no matter of urgency reaches the group with the next digest.
  const toGroup = alert.finding.severity === 'high' ? ['group'] : [];
  // In a trial HR speaks to the person, who sees everything in the app all the same.
  const nudge = alert.isPilot === true ? [] : ['nudge'];
  const slots = [...nudge, ...(addressee?.overflow === false ? [...toGroup, 'manager'] : [])];
  const saved = await updateAlert(alert, {
    set: { publishedAt: at, ...addressee },
    unset: ['lateShownAt'],
    pending: [
      alertAudit(alert, { version, at, action: 'alert.publish', to: alert.status }),
      ...alertWork(id, version, alert.status === 'open' ? ['case'] : []),
      ...slots.map(card),
    ],
  });
  if (saved) await relayDocument(deps, 'alerts', id);
}

/** Everything whose T0 has come. */
export async function publishDue(deps: Deps): Promise<number> {
  const due = await findUnpublished(deps.now());
  for (const { id } of due) await publishAlert(deps, id);
  return due.length;
}

/** How far back cards are looked for whose time to answer has passed. */
const LATE_REACH_MS = 7 * 24 * 3_600_000;

/** The cards of alerts say so when the time to answer them is over. */
export async function showLate(deps: Deps): Promise<void> {
  const untilAt = new Date(+deps.now() - RESPOND_MS);
  await refreshLate({ sinceAt: new Date(+untilAt - LATE_REACH_MS), untilAt }, deps.now());
}

/** The region's manager for people other than the manager. */
export async function findManager(alert: Pick<Alert, 'regionId' | 'personId'>): Promise<Person | null> {
  if (alert.regionId === undefined) return null;
  const managers = await findPeopleWithRole('area_manager', { regionId: alert.regionId });
  return managers.find(({ id }) => id !== alert.personId) ?? null;
}

/** At most two cards per manager and week; beyond that, without a manager and in a trial, the alert is on HR's list. */
async function findAddressee(alert: Alert, at: Date): Promise<{ managerId?: string; overflow: boolean }> {
  if (alert.isPilot === true) return { overflow: true };
  const manager = await findManager(alert);
  if (!manager) return { overflow: true };
  const today = dayOf(at, manager.timeZone);
  const weekDay = addDays(today, 1 - weekdayOf(today));
  const isWithin = await claimCard({
    managerId: manager.id,
    weekDay,
    alertId: alert.id,
    limit: CARDS_PER_WEEK,
  });
  return { managerId: manager.id, overflow: !isWithin };
}
