import type { RolloutMode } from '../../contract/rollout.ts';
import type { Pending } from '../../store/pending.ts';
import type { Rollout, RolloutMove } from '../../store/rollouts.ts';

/** The audit line of one move of a region. */
export function rolloutAudit(
  { id, version }: Pick<Rollout, 'id' | 'version'>,
  { at, byId, move, from, to, reason }: RolloutMove & Readonly<{ from?: RolloutMode; to: RolloutMode }>,
): Pending {
  const subject = `rollouts:${id}`;
  return {
    id: `${subject}:${version}`,
    kind: 'audit',
    entry: {
      at,
      actorId: byId,
      action: `rollout.${move}`,
      subject,
      ...(from !== undefined && { from }),
      to,
      ...(reason !== undefined && { why: reason }),
    },
  };
}
