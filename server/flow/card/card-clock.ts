import type { ClockKind, ReminderStep } from '../../contract/case.ts';
import { ReminderStepSchema } from '../../contract/case.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { clockReminderCard } from '../../feishu/cards/clock-reminder-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPersonByOpenId, type Person } from '../../store/people.ts';
import { findAppealDeciders } from '../case/appeal-deciders.ts';
import { findCaseDeputies, findCaseHr, findCaseLeads } from '../case/case-duty.ts';
import { consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

type Slot = Readonly<{ kind: string; dueAt: Date; step: ReminderStep }>;

/**
 * `slot` is clock:kind:due:step, so that the card keeps naming its own clock. When the case has moved on from it nobody is reminded any
 * more, and who was sees that there is nothing left to do.
 */
export async function reminderCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  const of = readSlot(slot);
  const { clock } = record;
  const isRunning = clock?.kind === of.kind && +clock.dueAt === +of.dueAt;
  const people = new Map<string, Person>();
  for (const person of isRunning ? await findReminded(deps, record, of) : []) people.set(person.id, person);
  for (const { receiverId } of record.sent.filter((sent) => sent.slot === slot)) {
    const person = await findPersonByOpenId(receiverId);
    if (person) people.set(person.id, person);
  }
  return [...people.values()].map((reader) => ({
    to: toPerson(reader.openId),
    card: clockReminderCard({
      caseNo: record.caseNo,
      pseudonym: record.pseudonym,
      clockLabel: isClockKind(of.kind) ? flowZh.clocks[of.kind] : of.kind,
      dueAt: of.dueAt,
      step: isRunning ? stepFor(record, { reader, of, at: deps.now() }) : 'settled',
      timeZone: record.timeZone,
      url: consoleCaseUrl(deps, record.id),
    }),
    timeZone: reader.timeZone,
    isReminder: true,
    isUrgent: isRunning && of.step === 'urgent',
  }));
}

function readSlot(slot: string): Slot {
  const [, kind = '', due = '0', name] = slot.split(':');
  return { kind, dueAt: new Date(Number(due)), step: ReminderStepSchema.catch('due').parse(name) };
}

/** What the card says at `at`: a warning becomes overdue with its clock, and gives way to a later reminder of the same reader. */
function stepFor(
  { sent }: CaseRecord,
  { reader, of, at }: { reader: Person; of: Slot; at: Date },
): ReminderStep | 'replaced' {
  const steps = ReminderStepSchema.options;
  const later = steps
    .slice(steps.indexOf(of.step) + 1)
    .map((step) => `clock:${of.kind}:${+of.dueAt}:${step}`);
  if (sent.some(({ slot, receiverId }) => later.includes(slot) && receiverId === reader.openId))
    return 'replaced';
  return at >= of.dueAt && of.step !== 'urgent' ? 'due' : of.step;
}

/** HR on duty first, then whoever stands in too, then the HR leads; an appeal is for those who may decide it. */
async function findReminded(deps: Deps, record: CaseRecord, { kind, step }: Slot): Promise<Person[]> {
  if (step === 'urgent') return findCaseLeads(record);
  if (kind === 'appeal') return findAppealDeciders(record, deps.now());
  return step === 'half' ? findCaseHr(record) : findCaseDeputies(record, deps.now());
}

const isClockKind = (kind: string): kind is ClockKind => Object.hasOwn(flowZh.clocks, kind);
