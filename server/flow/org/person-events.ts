import type { PlatformEvent } from '../../feishu/platform.ts';
import { getOrgMapping } from '../../store/org-mapping.ts';
import { getOrgTree } from '../../store/org-tree.ts';
import { findPersonByOpenId } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { describePerson } from './org-person.ts';
import { endSessions } from './sign-in.ts';
import { bringInLine, leave } from './sync-org.ts';

type UserChange = Extract<PlatformEvent, { kind: 'user_changed' }>;

/**
 * Rights follow the directory at once: a leaver loses sessions and access now, everyone else is read again by themselves. What one
 * entry cannot say (a department nobody knows yet) the next whole sync does.
 */
export async function handleUserChange(deps: Deps, { openId, change }: UserChange): Promise<void> {
  const person = await findPersonByOpenId(openId);
  if (person) await endSessions(person.id);
  if (change === 'left') {
    if (person?.isActive) await leave(deps, person);
    return;
  }
  const user = await deps.feishu.org.fetchUser(openId);
  if (!user?.isActive) {
    if (person?.isActive) await leave(deps, person);
    return;
  }
  const tree = await getOrgTree();
  const known = new Set(tree.map(({ id }) => id));
  await bringInLine(deps, person, describePerson(user, tree, await getOrgMapping()));
  if (!user.departmentIds.every((id) => known.has(id))) await deps.enqueue({ name: 'sync-org' });
}
