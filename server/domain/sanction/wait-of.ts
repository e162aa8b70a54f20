import type { WaitKind } from '../../contract/case.ts';
import type { Sanction } from './sanction.ts';

/** What a path waits for where it stands; without `dueAt` the procedure's own time for such a wait is given. */
export type PathWait = Readonly<{ kind: WaitKind; dueAt?: Date }>;

/** The wait of a path (product section 4): for the demand to arrive, for its deadline, for the union; null where it waits for nobody. */
export function waitOf({ state, demand, unionNotice }: Sanction): PathWait | null {
  if (state === 'demanded') return { kind: 'delivery' };
  if (state === 'delivered' && demand) return { kind: 'correction_deadline', dueAt: demand.deadlineAt };
  if (state === 'union_notified' && unionNotice)
    return { kind: 'union_reply', dueAt: unionNotice.replyDueAt };
  return null;
}
