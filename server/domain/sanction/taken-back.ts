import { standingPenalty } from '../case/appeal.ts';
import { isEnded, type Case } from '../case/case.ts';

/** How an approved penalty came to stand no more, when, and why. */
export type TakenBack = Readonly<{
  how: 'revoked' | 'overturned' | 'talk' | 'withdrawn';
  at: Date;
  /** In the words of who decided so; none where new data took the case back. */
  reason?: string;
}>;

/** What became of an approved penalty that stands no more once the case is over; undefined where it stands, or never did. */
export function takenBack(subject: Case): TakenBack | undefined {
  const { state, decision, revocation, appeal, history } = subject;
  if (!isEnded(state) || decision?.result !== 'approved' || standingPenalty(subject)) return undefined;
  if (revocation) return { how: 'revoked', at: revocation.at, reason: revocation.reason };
  const second = appeal?.decision;
  if (second?.result === 'overturned') return { how: 'overturned', at: second.at, reason: second.reason };
  if (second?.changedTo === 'talk') return { how: 'talk', at: second.at, reason: second.reason };
  const last = history.at(-1);
  return state === 'withdrawn' && last ? { how: 'withdrawn', at: last.at } : undefined;
}
