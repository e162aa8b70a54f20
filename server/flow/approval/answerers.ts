import type { AnswerStep } from '../../contract/asked.ts';
import type { RequestAnswer } from '../../store/declarations.ts';
import { isInLine } from '../case/reporting-line.ts';
import { findPeopleWithRole, findPersonByOpenId, type Person } from '../../store/people.ts';

/** Whom a step may ask: the person's own superior, else the region's managers; then HR; again, those who have not. Nobody decides about themselves or twice. */
export async function findAnswerers(
  { answers }: Readonly<{ answers: readonly RequestAnswer[] }>,
  { person, step, isEscalated = false }: { person: Person; step: AnswerStep; isEscalated?: boolean },
): Promise<Person[]> {
  if (step === 'review') return findReviewers(person, answers);
  const found = await (step === 'manager' ? findManagers(person) : findHr(isEscalated));
  const spoken = answers.filter(({ result }) => result === 'approved').map(({ byId }) => byId);
  return found.filter(({ id, isActive }) => isActive && id !== person.id && !spoken.includes(id));
}

/**
 * Whom a second look may ask, as an appeal in a case does: HR leads and lawyers who have said nothing about it and stand in no line with
 * the person; where none is left, HR on the same terms.
 */
async function findReviewers(person: Person, answers: readonly RequestAnswer[]): Promise<Person[]> {
  const spoken = answers.filter(hasSpoken).map(({ byId }) => byId);
  const free = async (people: readonly Person[]): Promise<Person[]> => {
    const able = people.filter(({ id, isActive }) => isActive && id !== person.id && !spoken.includes(id));
    const inLine = await Promise.all(able.map((one) => isInLine(one, person.id)));
    return able.filter((_, index) => inLine[index] === false);
  };
  const first = distinct([...(await findPeopleWithRole('hr_lead')), ...(await findPeopleWithRole('legal'))]);
  const able = await free(first);
  return able.length > 0 ? able : free(await findPeopleWithRole('hr'));
}

/** A refusal without a reason counts for nothing, and yet shows what its author thinks. */
const hasSpoken = ({ result, why }: RequestAnswer): boolean =>
  result === 'approved' || result === 'rejected' || why === 'reason_missing';

async function findManagers(person: Person): Promise<Person[]> {
  const { leaderOpenId, regionId } = person;
  const leader = leaderOpenId === undefined ? null : await findPersonByOpenId(leaderOpenId);
  if (leader?.isActive === true && leader.id !== person.id) return [leader];
  return regionId === undefined ? [] : findPeopleWithRole('area_manager', { regionId });
}

async function findHr(isEscalated: boolean): Promise<Person[]> {
  const leads = await findPeopleWithRole('hr_lead');
  if (isEscalated && leads.length > 0) return leads;
  return distinct([...(await findPeopleWithRole('hr')), ...leads]);
}

const distinct = (people: readonly Person[]): Person[] => [
  ...new Map(people.map((person) => [person.id, person])).values(),
];
