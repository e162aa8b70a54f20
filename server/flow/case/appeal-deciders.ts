import { refuseMove } from '../../domain/case/guard.ts';
import type { CaseEvent } from '../../domain/case/transitions.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { caseActorOf } from './case-actor.ts';

/** Who may decide the appeal: HR leads and lawyers who neither proposed, verified nor approved, nor stand in the subject's line. */
export const findAppealDeciders = (record: CaseRecord, at: Date): Promise<Person[]> =>
  findReviewers(record, 'uphold', at);

/** Who may take back a penalty that stands: HR leads and lawyers who did not propose it, nor stand in the subject's line. */
export const findRevokers = (record: CaseRecord, at: Date): Promise<Person[]> =>
  findReviewers(record, 'revoke', at);

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
