import { flowZh } from '../../contract/texts/flow.zh.ts';
import { isMeasure } from '../../domain/case/case.ts';
import { clockOf, dayOf } from '../../domain/time.ts';
import { alertGroupCard } from '../../feishu/cards/alert-group-card.ts';
import { alertManagerCard, type AlertManagerCardInput } from '../../feishu/cards/alert-manager-card.ts';
import type { ArrangementDraft } from '../../feishu/cards/arrangement-form.ts';
import { alertNudgeCard } from '../../feishu/cards/alert-nudge-card.ts';
import type { Alert } from '../../store/alerts.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import { findRegion } from '../../store/org-mapping.ts';
import { findPerson } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import {
  alertUrl,
  cardNumbers,
  caseUrl,
  minutesAway,
  type OutgoingCard,
  toPerson,
  whenOf,
} from './card-parts.ts';
import { buildExoneratedAway, buildExoneratedCards } from './card-exonerated.ts';
import type { Deps } from '../deps.ts';
import { EXONERATED_AWAY } from '../relay/to-subject.ts';

/** How long a manager has before HR's contact is due anyway. */
export const RESPOND_MS = 24 * 3_600_000;

export async function buildAlertCards(deps: Deps, alert: Alert, slot: string): Promise<OutgoingCard[]> {
  if (slot === 'group') return buildGroup(deps, alert);
  if (slot === 'manager') return buildManager(deps, alert);
  if (slot === 'exonerated') return buildExoneratedCards(deps, alert);
  if (slot === EXONERATED_AWAY) return buildExoneratedAway(deps, alert);
  return slot === 'nudge' ? buildNudge(deps, alert) : [];
}

async function buildGroup(deps: Deps, alert: Alert): Promise<OutgoingCard[]> {
  const region = alert.regionId === undefined ? null : await findRegion(alert.regionId);
  const person = await findPerson(alert.personId);
  if (!region?.groupChatId || !person) return [];
  const card = alertGroupCard({
    pseudonym: alert.pseudonym,
    staffKindLabel: flowZh.staffKinds[person.staffKind],
    regionName: region.name,
    minutes: minutesAway(alert.finding),
    respondBy: deps.now() < respondByOf(alert) ? respondByOf(alert) : undefined,
    timeZone: alert.timeZone,
    state: groupState(alert),
    url: alertUrl(deps, alert.id),
  });
  return [{ to: { kind: 'chat_id', id: region.groupChatId }, card, timeZone: alert.timeZone }];
}

/** The card of the alert's manager, with what was typed into its form and refused. */
export async function buildManager(
  deps: Deps,
  alert: Alert,
  draft?: ArrangementDraft,
): Promise<OutgoingCard[]> {
  const manager = alert.managerId === undefined ? null : await findPerson(alert.managerId);
  const person = await findPerson(alert.personId);
  if (!manager || !person) return [];
  const record = alert.caseId === undefined ? null : await findCase(alert.caseId);
  const handling = alert.handlings.findLast(({ byId }) => byId !== 'system');
  const handledBy = handling && (await findPerson(handling.byId))?.name;
  const card = alertManagerCard({
    alertId: alert.id,
    alertNo: alert.alertNo,
    personName: person.name,
    shiftText: await shiftText(alert),
    sentence: alert.finding.sentence.zh,
    numbers: cardNumbers(alert.finding),
    coveragePct: alert.coveragePct ?? alert.finding.numbers['coveragePct'] ?? 0,
    whatWouldClear: alert.finding.whatWouldClear.zh,
    detailUrl: alertUrl(deps, alert.id),
    respondBy: respondByOf(alert),
    isLate: deps.now() >= respondByOf(alert),
    timeZone: manager.timeZone,
    state: managerState(alert),
    ...(record?.outcome && { outcomeText: outcomeForManager(record.outcome) }),
    ...(handledBy !== undefined && { handledBy }),
    ...(draft && { draft }),
  });
  const look = {
    personId: person.id,
    readerId: manager.id,
    what: 'alert',
    purpose: `card ${alert.alertNo}`,
  };
  return [{ to: toPerson(manager.openId), card, timeZone: manager.timeZone, look }];
}

/** That nothing was in it, or that it is over: what was decided about somebody is told to that person alone. */
function outcomeForManager(outcome: NonNullable<CaseRecord['outcome']>): string {
  const { outcomes, overForManager } = flowZh;
  if (isMeasure(outcome)) return overForManager;
  return outcome === 'permitted' || outcome === 'withdrawn' ? outcomes[outcome] : outcomes.unsubstantiated;
}

async function buildNudge(deps: Deps, alert: Alert): Promise<OutgoingCard[]> {
  const person = await findPerson(alert.personId);
  if (!person?.isActive) return [];
  const contact = alert.caseId === undefined ? undefined : (await findCase(alert.caseId))?.contact;
  const isContacted = contact !== undefined && deps.now() >= (contact.queuedUntil ?? contact.at);
  const card = alertNudgeCard({
    when: whenOf(alert.finding, alert.timeZone),
    sentence: alert.finding.sentence.zh,
    numbers: cardNumbers(alert.finding),
    whatWouldClear: alert.finding.whatWouldClear.zh,
    isPrivate: alert.status === 'watching',
    url: alert.caseId === undefined ? alertUrl(deps, alert.id) : caseUrl(deps, alert.caseId),
    state: nudgeState(alert.status, isContacted),
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}

function nudgeState(status: Alert['status'], isContacted: boolean) {
  if (status === 'cleared') return 'cleared';
  if (status !== 'open' && status !== 'watching') return 'handled';
  return isContacted ? 'contacted' : 'open';
}

/** Until when the manager may answer before HR's contact is due anyway. */
export const respondByOf = ({ publishedAt, publishAt }: Pick<Alert, 'publishedAt' | 'publishAt'>): Date =>
  new Date(+(publishedAt ?? publishAt) + RESPOND_MS);

/** What a group may know of an alert's state. */
export function groupState({ status, handlings }: Alert): 'open' | 'handled' | 'cleared' {
  if (status === 'cleared' || status === 'silenced') return 'cleared';
  return status === 'handled' || handlings.length > 0 ? 'handled' : 'open';
}

function managerState({ status, handlings }: Alert): AlertManagerCardInput['state'] {
  const last = handlings.at(-1)?.kind;
  if (status === 'cleared' || status === 'silenced') return 'cleared';
  if (status === 'handled') return last === 'arranged' ? 'arranged' : 'closed';
  if (last === 'ask') return 'asked';
  if (last === 'escalate') return 'escalated';
  return last === 'data_error' ? 'data_error' : 'open';
}

async function shiftText({ personId, shiftId, day, timeZone, finding }: Alert): Promise<string> {
  const schedules = await findSchedules(personId, day, day);
  const shift = schedules.flatMap(({ shifts }) => shifts).find(({ id }) => id === shiftId);
  const [first, last] = [finding.days[0], finding.days.at(-1)];
  const isLong = first !== undefined && last !== undefined && first !== last;
  const noticed = isLong
    ? flowZh.noticedDays(first, last, finding.days.length)
    : flowZh.noticed(clockOf(finding.startAt, timeZone), clockOf(finding.endAt, timeZone));
  if (!shift) return `${day}${noticed}`;
  const from = `${dayOf(shift.startAt, timeZone)} ${clockOf(shift.startAt, timeZone)}`;
  return `${from}-${clockOf(shift.endAt, timeZone)}${noticed}`;
}
