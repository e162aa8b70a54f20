import type { Card } from '../contract/card.ts';
import { flowZh } from '../contract/texts/flow.zh.ts';
import type { ClockKind, ReminderStep } from '../contract/case.ts';
import { ReminderStepSchema } from '../contract/case.ts';
import { allowedActions } from '../domain/case/allowed-actions.ts';
import { isEnded } from '../domain/case/case.ts';
import { caseContactCard } from '../feishu/cards/case-contact-card.ts';
import { caseHrCard } from '../feishu/cards/case-hr-card.ts';
import { clockReminderCard } from '../feishu/cards/clock-reminder-card.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findPerson, findPersonByOpenId, type Person } from '../store/people.ts';
import { findAppealDeciders } from './appeal-deciders.ts';
import { findCaseDeputies, findCaseHr, findCaseLeads } from './case-duty.ts';
import { decisionCard } from './card-decision.ts';
import { messageCards } from './card-message.ts';
import { revertedCards } from './card-reverted.ts';
import { isDecisionSlot } from './case-revert.ts';
import { cardNumbers, caseUrl, consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';
import { toSubject } from './to-subject.ts';

const EXPLANATION_DAYS = 3;
/** The slot of the card that tells the person, who has said nothing yet, that the time to do so ends. */
export const EXPLAIN_SOON = 'explain-soon';

export async function buildCaseCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  if (slot === 'case-hr') return toEach(await findCaseHr(record), (reader) => hrCard(deps, record, reader));
  if (slot === 'appeal') return appealCards(deps, record);
  if (slot.startsWith('clock:')) return reminderCards(deps, record, slot);
  if (slot.startsWith('message:') || slot.startsWith('reply:')) return messageCards(deps, record, slot);
  if (slot === 'contact' || slot === 'ask') return toSubject(deps, record, contactCard(deps, record));
  if (slot === EXPLAIN_SOON) return explainSoonCards(deps, record);
  if (slot === 'reverted') return revertedCards(deps, record);
  if (!isDecisionSlot(slot)) return [];
  const card = await decisionCard(deps, record);
  return card ? toSubject(deps, record, card) : [];
}

function toEach(people: readonly Person[], build: (reader: Person) => Card): OutgoingCard[] {
  return people.map((reader) => ({
    to: toPerson(reader.openId),
    card: build(reader),
    timeZone: reader.timeZone,
  }));
}

/** To everyone who may decide the appeal; once it is decided, or has nothing to decide any more, the cards only change. */
async function appealCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const asked = record.appeal?.deciderIds ?? [];
  const told = record.sent.filter(({ slot }) => slot === 'appeal');
  const people = await Promise.all([
    ...asked.map((id) => findPerson(id)),
    ...told.map(({ receiverId }) => findPersonByOpenId(receiverId)),
  ]);
  const deciders = record.state === 'appealed' ? await findAppealDeciders(record, deps.now()) : [];
  const all = [...people.filter((person) => person !== null), ...deciders];
  const unique = [...new Map(all.map((person) => [person.id, person])).values()];
  return toEach(unique, (reader) => hrCard(deps, record, reader));
}

function hrCard(deps: Deps, record: CaseRecord, reader: Person): Card {
  const { clock, explanation } = record;
  const at = deps.now();
  const actions = allowedActions(record, { personId: reader.id, roles: reader.roles }, at);
  return caseHrCard({
    caseId: record.id,
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

/** `slot` is clock:kind:due:step, so that the card keeps naming its own clock when the case has moved on. */
async function reminderCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  const [, kind = '', due = '0', name] = slot.split(':');
  const step: ReminderStep = ReminderStepSchema.catch('due').parse(name);
  const card = clockReminderCard({
    caseNo: record.caseNo,
    pseudonym: record.pseudonym,
    clockLabel: isClockKind(kind) ? flowZh.clocks[kind] : kind,
    dueAt: new Date(Number(due)),
    step,
    timeZone: record.timeZone,
    url: consoleCaseUrl(deps, record.id),
  });
  const people = await findReminded(deps, record, { kind, step });
  return toEach(people, () => card).map((one) => ({
    ...one,
    isReminder: true,
    isUrgent: step === 'urgent',
  }));
}

/** HR on duty first, then whoever stands in too, then the HR leads; an appeal is for those who may decide it. */
async function findReminded(
  deps: Deps,
  record: CaseRecord,
  { kind, step }: { kind: string; step: ReminderStep },
): Promise<Person[]> {
  if (step === 'urgent') return findCaseLeads(record);
  if (kind === 'appeal') return findAppealDeciders(record, deps.now());
  return step === 'half' ? findCaseHr(record) : findCaseDeputies(record, deps.now());
}

/** Not to somebody who has spoken while the reminder waited for the morning; a card that was sent only changes. */
async function explainSoonCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const isOpen = record.state === 'contacted' && !record.explanation && !record.explanationEndedAt;
  if (!isOpen && record.sent.every(({ slot }) => slot !== EXPLAIN_SOON)) return [];
  return toSubject(deps, record, contactCard(deps, record, isOpen));
}

const isClockKind = (kind: string): kind is ClockKind => Object.hasOwn(flowZh.clocks, kind);

function contactCard(deps: Deps, record: CaseRecord, isReminder = false): Card {
  const isOver = isEnded(record.state);
  return caseContactCard({
    caseNo: record.caseNo,
    sentence: record.finding.sentence.zh,
    numbers: cardNumbers(record.finding),
    whatWouldClear: record.finding.whatWouldClear.zh,
    ...(record.explanationDueAt && { deadlineAt: record.explanationDueAt }),
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
            : isReminder
              ? 'soon'
              : 'open',
  });
}
