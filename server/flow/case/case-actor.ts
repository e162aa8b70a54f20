import type { Case } from '../../domain/case/case.ts';
import type { CaseActor } from '../../domain/case/guard.ts';
import type { Person } from '../../store/people.ts';
import { isInLine } from './reporting-line.ts';

/** States whose moves ask whether the actor stands in one reporting line with the subject. */
const ASKED: readonly Case['state'][] = ['proposed', 'approved', 'appealed', 'executed', 'closed'];

/** Somebody as the procedure sees them; the reporting line is looked up only where a move asks for it. */
export async function caseActorOf(
  record: Pick<Case, 'personId' | 'state'>,
  person: Person,
): Promise<CaseActor> {
  const { id: personId, roles, regionId } = person;
  return {
    personId,
    roles,
    ...(regionId !== undefined && { regionId }),
    ...(ASKED.includes(record.state) && { leadsSubject: await isInLine(person, record.personId) }),
  };
}
