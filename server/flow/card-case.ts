import type { Card } from '../contract/card.ts';
import { flowZh } from '../contract/texts/flow.zh.ts';
import type { ClockKind } from '../domain/case/case.ts';
import { isEnded } from '../domain/case/case.ts';
import { allowedActions } from '../domain/case/allowed-actions.ts';
import { caseContactCard } from '../feishu/cards/case-contact-card.ts';
import { caseDecisionCard } from '../feishu/cards/case-decision-card.ts';
import { caseHrCard } from '../feishu/cards/case-hr-card.ts';
import { clockReminderCard } from '../feishu/cards/clock-reminder-card.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findPeopleWithRole, findPerson, type Person } from '../store/people.ts';
import { cardNumbers, caseUrl, consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

/** HR people who get the case card: the one on duty and deputies. */
const HR_RECEIVERS = 3;
const EXPLANATION_DAYS = 3;

export async function buildCaseCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  if (slot === 'case-hr') return toHr(record, (reader) => hrCard(deps, record, reader));
  if (slot.startsWith('clock:')) {
    const cards = await toHr(record, () => reminderCard(deps, record, slot));
    return cards.map((card) => ({ ...card, isUrgent: true }));
  }
  if (slot === 'contact' || slot === 'ask') return toSubject(record, contactCard(deps, record));
  if (slot === 'decision' && record.outcome)
    return toSubject(record, decisionCard(deps, record, record.outcome));
  return [];
}

/** HR on duty, never the person the case is about. */
export async function findCaseHr(record: Pick<CaseRecord, 'personId'>): Promise<Person[]> {
  const hr = await findPeopleWithRole('hr');
  return hr.filter(({ id }) => id !== record.personId).slice(0, HR_RECEIVERS);
}

async function toHr(record: CaseRecord, build: (reader: Person) => Card): Promise<OutgoingCard[]> {
  const people = await findCaseHr(record);
  return people.map((hr) => ({ to: toPerson(hr.openId), card: build(hr), timeZone: hr.timeZone }));
}

async function toSubject(record: CaseRecord, card: Card): Promise<OutgoingCard[]> {
  const person = await findPerson(record.personId);
  return person?.isActive ? [{ to: toPerson(person.openId), card, timeZone: person.timeZone }] : [];
}

function hrCard(deps: Deps, record: CaseRecord, reader: Person): Card {
  const { clock, explanation } = record;
  const at = deps.now();
  const actions = allowedActions(record, { personId: reader.id, roles: reader.roles }, at);
  return caseHrCard({
    caseId: record.id,
    version: record.version,
    caseNo: record.caseNo,
    pseudonym: record.pseudonym,
    state: record.state,
    sentence: record.finding.sentence.zh,
    numbers: cardNumbers(record.finding),
    ...(clock && {
      clock: { label: flowZh.clocks[clock.kind], dueAt: clock.dueAt, overdue: at >= clock.dueAt },
    }),
    ...(explanation && {
      explanationText: `${flowZh.quickReasons[explanation.quickReason]}：${explanation.text}`,
    }),
    ...(record.outcome && { outcomeText: flowZh.outcomes[record.outcome] }),
    actions: [...(actions.includes('contact') ? (['contact'] as const) : []), 'open'],
    url: consoleCaseUrl(deps, record.id),
    timeZone: reader.timeZone,
  });
}

/** `slot` is clock:kind:due, so that the card keeps naming its own clock when the case has moved on. */
function reminderCard(deps: Deps, record: CaseRecord, slot: string): Card {
  const [, kind = '', due = '0'] = slot.split(':');
  return clockReminderCard({
    caseNo: record.caseNo,
    pseudonym: record.pseudonym,
    clockLabel: isClockKind(kind) ? flowZh.clocks[kind] : kind,
    dueAt: new Date(Number(due)),
    overdue: true,
    timeZone: record.timeZone,
    url: consoleCaseUrl(deps, record.id),
  });
}

const isClockKind = (kind: string): kind is ClockKind => Object.hasOwn(flowZh.clocks, kind);

function contactCard(deps: Deps, record: CaseRecord): Card {
  const isOver = isEnded(record.state);
  return caseContactCard({
    caseNo: record.caseNo,
    sentence: record.finding.sentence.zh,
    numbers: cardNumbers(record.finding),
    whatWouldClear: record.finding.whatWouldClear.zh,
    deadlineAt: record.explanationDueAt ?? record.clock?.dueAt ?? record.publishAt,
    workingDays: EXPLANATION_DAYS,
    timeZone: record.timeZone,
    url: caseUrl(deps, record.id),
    state:
      record.state === 'withdrawn'
        ? 'withdrawn'
        : isOver
          ? 'closed'
          : record.explanation
            ? 'explained'
            : 'open',
  });
}

function decisionCard(deps: Deps, record: CaseRecord, outcome: NonNullable<CaseRecord['outcome']>): Card {
  const { proposal, verification, decision, unmask } = record;
  const own = {
    warning: proposal?.reason,
    rejected: decision?.comment,
    unsubstantiated: verification?.reason,
    permitted: verification?.reason ?? flowZh.decisionReasons.permitted,
    withdrawn: flowZh.decisionReasons.withdrawn,
    talk: flowZh.decisionReasons.talk,
  }[outcome];
  return caseDecisionCard({
    caseNo: record.caseNo,
    outcome,
    reasons: own ?? '',
    ...(outcome === 'warning' && proposal && { legalBasis: proposal.legalBasis }),
    ...(unmask && { nameOpened: { at: unmask.at, purpose: unmask.purpose } }),
    timeZone: record.timeZone,
    url: caseUrl(deps, record.id),
  });
}
