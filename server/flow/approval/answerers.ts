import type { RequestStep } from '../../contract/asked.ts';
import type { RequestAnswer } from '../../store/declarations.ts';
import { findPeopleWithRole, findPersonByOpenId, type Person } from '../../store/people.ts';

/** Whom a step may ask: the person's own superior, else the region's managers; then HR. Nobody decides about themselves or twice. */
export async function findAnswerers(
  { answers }: Readonly<{ answers: readonly RequestAnswer[] }>,
  { person, step, isEscalated = false }: { person: Person; step: RequestStep; isEscalated?: boolean },
): Promise<Person[]> {
  const found = await (step === 'manager' ? findManagers(person) : findHr(isEscalated));
  const spoken = answers.filter(({ result }) => result === 'approved').map(({ byId }) => byId);
  return found.filter(({ id, isActive }) => isActive && id !== person.id && !spoken.includes(id));
}

async function findManagers(person: Person): Promise<Person[]> {
  const { leaderOpenId, regionId } = person;
  const leader = leaderOpenId === undefined ? null : await findPersonByOpenId(leaderOpenId);
  if (leader?.isActive === true && leader.id !== person.id) return [leader];
  return regionId === undefined ? [] : findPeopleWithRole('area_manager', { regionId });
}

async function findHr(isEscalated: boolean): Promise<Person[]> {
  const leads = await findPeopleWithRole('hr_lead');
  if (isEscalated && leads.length > 0) return leads;
  const ids = new Set<string>();
  return [...(await findPeopleWithRole('hr')), ...leads].filter(
    ({ id }) => !ids.has(id) && ids.add(id) !== undefined,
  );
}
