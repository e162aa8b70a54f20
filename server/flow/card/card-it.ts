import { findPeople, findPeopleWithRole, type Person } from '../../store/people.ts';

const MOST_RECEIVERS = 5;

/** Who is told when another system's door does not work: administrators and whoever set it up, as far as they are there. */
export async function findIt(createdById: string): Promise<Person[]> {
  const people = [...(await findPeopleWithRole('admin')), ...(await findPeople([createdById]))];
  const told = [...new Map(people.map((person) => [person.id, person])).values()];
  return told.filter(({ isActive }) => isActive).slice(0, MOST_RECEIVERS);
}
