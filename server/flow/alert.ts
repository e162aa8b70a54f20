import { isDeepStrictEqual } from 'node:util';
import { publicationOf } from '../domain/case/publication.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import { alertTarget, type AlertTarget } from '../domain/policy/alert-status.ts';
import { alertTopics, type AlertTopic } from '../domain/policy/alert-topics.ts';
import { repeatWindowStart } from '../domain/policy/escalation.ts';
import { findAlerts, insertAlert, updateAlert, type Alert } from '../store/alerts.ts';
import type { Person } from '../store/people.ts';
import { alertAudit, alertWork, freshAlert } from './alert/alert-parts.ts';
import { publishAlert } from './alert/alert-publish.ts';
import { zoneOf } from './company/calendar.ts';
import { caseIdOf } from './case.ts';
import type { Deps } from './deps.ts';
import { exonerate, isHeldAgainst, isPastUndoing } from './alert/exonerate.ts';
import { relayDocument } from './relay.ts';

/** A judged shift, as alerts need it. `isHeld` says whether a waiting declaration covers a stay. */
export type JudgedShift = Readonly<{
  person: Person;
  shiftId: string;
  day: string;
  findings: readonly Finding[];
  coveragePct: number | null;
  isHeld: (finding: Finding) => boolean;
  /** Whether a finding may make an alert or a graver one; an alert that is there is changed and cleared all the same. */
  mayRaise: (finding: Finding) => boolean;
  /** Whether anything may be raised at all: records that came after the data was judged may only clear. */
  mayAccuse: boolean;
  /** Whether a finding belongs to a trial of its region: what it raises is for HR alone and counts against nobody later. */
  isPilot: (finding: Finding) => boolean;
  /** A detector that does not run says nothing: what it found before stays as it is. */
  isPaused: (detector: string) => boolean;
  /** Overrides by detector name and `fusion`. */
  settings: Readonly<Record<string, unknown>>;
}>;

/** Brings the alerts of one shift in line with what is known now: raises, changes, silences or clears them. */
export async function raiseAlerts(deps: Deps, judged: JudgedShift): Promise<void> {
  const { person, shiftId, day } = judged;
  const recent = await findAlerts(person.id, repeatWindowStart(day), day);
  const known = recent.filter((alert) => alert.shiftId === shiftId);
  const findings = judged.findings.filter((finding) => isHeard(finding, judged, known));
  const others = recent.filter((alert) => alert.day !== day && countsAsRepeat(alert));
  const open = new Set(known.map(({ id }) => id));
  const names = known.filter(({ status }) => status !== 'cleared').map(({ placeId }) => placeId);
  for (const topic of alertTopics(findings, { known: names, settings: judged.settings })) {
    const { finding, severity } = topic;
    // A trial repeats itself only: in live time nothing that was found in one is held against anybody.
    const isPilot = judged.isPilot(finding);
    const otherDays = others.filter((alert) => alert.isPilot !== true || isPilot).map((alert) => alert.day);
    const target = alertTarget({ ...finding, severity }, { day, otherDays, isHeld: judged.isHeld(finding) });
    const existing = known.find(({ placeId }) => placeId === topic.about);
    if (existing) open.delete(existing.id);
    await settleAlert(deps, { judged, topic, target, existing });
  }
  const gone = known.filter(({ id, finding }) => open.has(id) && !judged.isPaused(finding.detector));
  for (const alert of gone) await clearAlert(deps, alert, null);
}

/** What may raise nothing still speaks of an alert that it leads, and of the place for which it stands beside one. */
function isHeard(finding: Finding, { mayAccuse, mayRaise }: JudgedShift, known: readonly Alert[]): boolean {
  const speaks = known
    .filter(({ status }) => status !== 'cleared')
    .some(
      ({ finding: lead, beside }) =>
        lead.detector === finding.detector ||
        beside.some(({ detector, placeId }) => detector === finding.detector && placeId === finding.placeId),
    );
  return speaks || (mayAccuse && mayRaise(finding));
}

type Settling = Readonly<{
  judged: JudgedShift;
  topic: AlertTopic;
  target: AlertTarget;
  existing: Alert | undefined;
}>;

async function settleAlert(deps: Deps, settling: Settling): Promise<void> {
  const { judged, topic, target, existing } = settling;
  if (existing && judged.isPaused(existing.finding.detector)) return;
  if (target === 'none') return existing && clearAlert(deps, existing, topic.finding);
  if (target === 'silenced' && existing && (await isPastUndoing(existing))) return exonerate(deps, existing);
  if (!existing) {
    if (!judged.mayAccuse || !judged.mayRaise(topic.finding)) return;
    const publishAt = await publishAtOf(deps, judged.person, { target, topic });
    const alert = freshAlert(deps, { judged, topic, status: target, publishAt });
    if (await insertAlert(alert)) await announce(deps, alert);
    return;
  }
  if (existing.status === 'handled') return;
  await changeAlert(deps, existing, settling);
}

/** An alert that is out never bounces back to watching: only data that clears it, or a permission, takes it back. */
async function changeAlert(deps: Deps, alert: Alert, { judged, topic, target }: Settling): Promise<void> {
  const { finding, beside } = topic;
  const status = alert.status === 'open' && target === 'watching' ? 'open' : target;
  if (status === 'none') return;
  const isRaised = status !== alert.status && status !== 'silenced';
  if (isRaised && !judged.mayRaise(finding)) return;
  const isSame = isDeepStrictEqual([finding, beside], [alert.finding, alert.beside]);
  // What was found already may still become public, as when a declaration that held it is refused.
  if (isRaised && !judged.mayAccuse && (alert.status !== 'watching' || !isSame)) return;
  if (status === alert.status && isSame) return;
  const round = alert.status === 'cleared' || alert.status === 'silenced' ? alert.round + 1 : alert.round;
  const next = alert.version + 1;
  const publishAt = isRaised
    ? await publishAtOf(deps, judged.person, { target: status, topic })
    : alert.publishAt;
  const caseId = status === 'open' ? caseIdOf(alert.id, round) : undefined;
  const saved = await updateAlert(alert, {
    set: {
      status,
      finding,
      beside,
      round,
      publishAt,
      coveragePct: judged.coveragePct,
      ...(caseId && { caseId }),
    },
    ...(isRaised && { unset: ['publishedAt'] }),
    pending: [
      alertAudit(alert, { version: next, at: deps.now(), action: `alert.${status}`, to: status }),
      ...alertWork(alert.id, next, ['case', 'refresh']),
    ],
  });
  if (saved) await announce(deps, saved);
}

/** Data or records that came late spoke for the person: the score goes, the case is withdrawn, everyone who saw it is told. */
async function clearAlert(deps: Deps, alert: Alert, finding: Finding | null): Promise<void> {
  if (await isPastUndoing(alert)) return exonerate(deps, alert);
  if (alert.status === 'cleared' || alert.status === 'handled') return;
  const gone = { ...alert.finding, verdict: 'contradicted', reasons: ['superseded'] } as const;
  const next = alert.version + 1;
  const saved = await updateAlert(alert, {
    set: { status: 'cleared', finding: { ...(finding ?? gone), score: 0, severity: 'low' }, beside: [] },
    pending: [
      alertAudit(alert, { version: next, at: deps.now(), action: 'alert.clear', to: 'cleared' }),
      ...alertWork(alert.id, next, ['case', 'refresh']),
    ],
  });
  if (saved) await relayDocument(deps, 'alerts', alert.id);
}

async function announce(deps: Deps, alert: Alert): Promise<void> {
  await relayDocument(deps, 'alerts', alert.id);
  await publishAlert(deps, alert.id);
}

async function publishAtOf(
  deps: Deps,
  person: Person,
  { target, topic }: { target: AlertTarget; topic: AlertTopic },
): Promise<Date> {
  const severity = target === 'open' ? topic.severity : 'medium';
  return publicationOf(severity, deps.now(), await zoneOf(person)).at;
}

function countsAsRepeat(alert: Alert): boolean {
  if (alert.exoneratedAt) return false;
  return alert.status === 'watching' || alert.status === 'open' || isHeldAgainst(alert);
}
