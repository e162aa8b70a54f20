import type { OwnTime } from '../../domain/own-time.ts';
import type { Pending } from '../../store/pending.ts';

/** The audit line of a session or rest that its person starts or ends. */
export function auditOwnTime(
  { id, personId }: Pick<OwnTime, 'id' | 'personId'>,
  { at, action }: Readonly<{ at: Date; action: string }>,
): Pending {
  const subject = `own_times:${id}`;
  const entry = { at, actorId: personId, action, subject, personId };
  return { id: `${subject}:${action}`, kind: 'audit', entry };
}

/** Corrected times of one signal differ by the sending: within this it is the end that was taken before. */
const SAME_END_MS = 5_000;

export const isSameEnd = ({ endedAt }: OwnTime, at: Date): boolean =>
  endedAt !== undefined && Math.abs(+endedAt - +at) < SAME_END_MS;
