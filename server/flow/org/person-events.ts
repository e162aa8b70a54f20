import type { PlatformEvent } from '../../feishu/platform.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { getOrgTree } from '../../store/org-tree.ts';
import { findPersonByOpenId, type Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { describePerson } from './org-person.ts';
import { endSessions } from './sign-in.ts';
import { bringInLine, leave } from './sync-org.ts';

type UserChange = Extract<PlatformEvent, { kind: 'user_changed' }>;

/**
 * Rights follow the directory at once: sessions end, and the person is read again by themselves. A departure may be told after a return, so
 * it is asked after too, and believed for as long as the platform does not answer. What one entry cannot say (a department nobody knows
 * yet) the next whole sync does.
 */
export async function handleUserChange(deps: Deps, { openId, change }: UserChange): Promise<void> {
  const person = await findPersonByOpenId(openId);
  if (person) await endSessions(person.id);
  const user = await deps.feishu.org.fetchUser(openId).catch(async (error: unknown) => {
    if (change === 'left') await leaveOnce(deps, person);
    throw error;
  });
  if (!user?.isActive) return leaveOnce(deps, person);
  const tree = await getOrgTree();
  const known = new Set(tree.map(({ id }) => id));
  await bringInLine(deps, person, describePerson(user, tree, await getOrgMapping()));
  if (!user.departmentIds.every((id) => known.has(id))) await deps.enqueue({ name: 'sync-org' });
}

async function leaveOnce(deps: Deps, person: Person | null): Promise<void> {
  if (person?.isActive) await leave(deps, person);
}
