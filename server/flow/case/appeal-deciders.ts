import { refuseMove } from '../../domain/case/guard.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPeopleWithRole, type Person } from '../../store/people.ts';
import { caseActorOf } from './case-actor.ts';

/** Who may decide the appeal: HR leads and lawyers who neither proposed, verified nor approved, nor stand in the subject's line. */
export async function findAppealDeciders(record: CaseRecord, at: Date): Promise<Person[]> {
  const people = [...(await findPeopleWithRole('hr_lead')), ...(await findPeopleWithRole('legal'))];
  const unique = [...new Map(people.map((person) => [person.id, person])).values()];
  const mays = await Promise.all(
    unique.map(async (person) => {
      const actor = await caseActorOf(record, person);
      return refuseMove(record, { event: 'uphold', actor, at }) === null;
    }),
  );
  return unique.filter((_, index) => mays[index] === true);
}
