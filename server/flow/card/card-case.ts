import type { Card } from '../../contract/card.ts';
import type { ClockKind } from '../../contract/case.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { allowedActions } from '../../domain/case/allowed-actions.ts';
import { caseHrCard } from '../../feishu/cards/case-hr-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPerson, findPersonByOpenId, type Person } from '../../store/people.ts';
import { findAppealDeciders } from '../case/appeal-deciders.ts';
import { findCaseHr } from '../case/case-duty.ts';
import { reminderCards } from './card-clock.ts';
import { contactCard, EXPLAIN_SOON, explainSoonCards } from './card-contact.ts';
import { decisionCard } from './card-decision.ts';
import { messageCards } from './card-message.ts';
import { revertedCards } from './card-reverted.ts';
import { isDecisionSlot } from '../case/case-revert.ts';
import { cardNumbers, consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { CANNOT_ANSWER, cannotAnswerCards, toSubject } from '../relay/to-subject.ts';

/** Clocks during which HR has nothing to do. */
const OTHERS_CLOCKS: ReadonlySet<ClockKind> = new Set([
  'explanation',
  'approval',
  'appeal_window',
  'closing',
  'leave',
]);

export async function buildCaseCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  if (slot === 'case-hr') return toEach(await findCaseHr(record), (reader) => hrCard(deps, record, reader));
  if (slot === 'appeal') return appealCards(deps, record);
  if (slot.startsWith('clock:')) return reminderCards(deps, record, slot);
  if (slot.startsWith('message:') || slot.startsWith('reply:')) return messageCards(deps, record, slot);
  if (slot === 'contact' || slot === 'ask') return toSubject(deps, record, contactCard(deps, record));
  if (slot === CANNOT_ANSWER) return cannotAnswerCards(deps, record);
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
      clock: {
        label: flowZh.clocks[clock.kind],
        dueAt: clock.dueAt,
        overdue: at >= clock.dueAt,
        isTheirs: OTHERS_CLOCKS.has(clock.kind),
      },
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
