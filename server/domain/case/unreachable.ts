import type { Case } from './case.ts';
import { openWaitOf } from './waits.ts';

/** Why the time to answer stands still: the person has left and has no way to answer (trust R9). */
export const UNREACHABLE = 'leaver_unreachable';

/** What becomes of the time to answer of somebody who has, or has not, a way to do so; null where nothing changes. */
export function stepForWay(subject: Case, hasWay: boolean): 'hold' | 'release' | null {
  const open = openWaitOf(subject);
  if (open) return open.reason === UNREACHABLE && hasWay ? 'release' : null;
  const isAsked = subject.state === 'contacted' && subject.explanationEndedAt === undefined;
  return isAsked && !hasWay && !isLetGo(subject) ? 'hold' : null;
}

/** Whether HR has said in words why the time goes on all the same. */
function isLetGo({ history }: Case): boolean {
  const heldAt = history.findLastIndex(({ event, reason }) => event === 'wait' && reason === UNREACHABLE);
  if (heldAt < 0) return false;
  const ended = history.slice(heldAt).find(({ event }) => event === 'resume');
  return ended !== undefined && ended.actorId !== 'system';
}
