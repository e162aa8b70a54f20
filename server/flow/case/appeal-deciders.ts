import { refuseMove } from '../../domain/case/guard.ts';
import type { CaseEvent } from '../../domain/case/transitions.ts';
import { saveAppealDeciders } from '../../store/case-approvals.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { caseActorOf } from './case-actor.ts';

/** Who may decide the appeal: HR leads and lawyers who neither proposed, verified nor approved, nor stand in the subject's line. */
export const findAppealDeciders = (record: CaseRecord, at: Date): Promise<Person[]> =>
  findReviewers(record, 'uphold', at);

/** Who may take back a penalty that stands: HR leads and lawyers who did not propose it, nor stand in the subject's line. */
export const findRevokers = (record: CaseRecord, at: Date): Promise<Person[]> =>
  findReviewers(record, 'revoke', at);

/**
 * Where none of those who were asked may decide any more, because they left, changed role or came into the person's line, those who may now
 * are asked instead.
 */
export async function tendDeciders(deps: Deps, record: CaseRecord): Promise<void> {
  const { id, personId, state, appeal } = record;
  if (state !== 'appealed' || !appeal) return;
  const asked = appeal.deciderIds ?? [];
  const able = (await findAppealDeciders(record, deps.now())).map((person) => person.id);
  if (able.length === 0 || asked.some((one) => able.includes(one))) return;
  const key = `${id}:${appeal.id}:asked:${able.join('+')}`;
  const who = { actorId: SYSTEM.personId, subject: `cases:${id}`, personId };
  const change = { action: 'case.appeal_asked', from: asked.join(' '), to: able.join(' ') };
  await saveAppealDeciders({ id, appealId: appeal.id }, able, [
    { id: `${key}:audit`, kind: 'audit', entry: { at: deps.now(), ...who, ...change } },
    { id: `${key}:card`, kind: 'card', slot: 'appeal' },
  ]);
}

async function findReviewers(record: CaseRecord, event: CaseEvent, at: Date): Promise<Person[]> {
  const people = [...(await findPeopleWithRole('hr_lead')), ...(await findPeopleWithRole('legal'))];
  const unique = [...new Map(people.map((person) => [person.id, person])).values()];
  const mays = await Promise.all(
    unique.map(async (person) => {
      const actor = await caseActorOf(record, person);
      return refuseMove(record, { event, actor, at }) === null;
    }),
  );
  return unique.filter((_, index) => mays[index] === true);
}
