import type { OrgSnapshot, OrgUser } from '../../feishu/platform.ts';
import type { Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';

/** The company itself, which no list of departments has. */
const ROOT_ID = '0';

/**
 * Tells who is gone from who was only missed: whoever stands at the edge of a page while somebody before them is removed is on none of a
 * list's pages. Each is asked after by themselves; a platform that does not answer says nothing about anybody. `missed` are those whom the
 * directory describes; of who is in a department that it does not list either, what was known stands.
 */
export async function tellGoneFromMissed(
  deps: Deps,
  absent: readonly Person[],
  { users, departments }: OrgSnapshot,
): Promise<Readonly<{ gone: readonly Person[]; missed: readonly OrgUser[] }>> {
  const listed = new Set(users.map(({ openId }) => openId));
  const known = new Set([ROOT_ID, ...departments.map(({ id }) => id)]);
  const gone: Person[] = [];
  const missed: OrgUser[] = [];
  for (const person of absent) {
    const user = listed.has(person.openId) ? null : await deps.feishu.org.fetchUser(person.openId);
    if (user?.isActive !== true) gone.push(person);
    else if (user.departmentIds.every((id) => known.has(id))) missed.push(user);
  }
  return { gone, missed };
}
