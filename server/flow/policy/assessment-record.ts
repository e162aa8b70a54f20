import { conflict, notFound } from '../../errors.ts';
import { findAssessment, updateAssessment, type Assessment } from '../../store/assessments.ts';
import type { Pending } from '../../store/pending.ts';
import type { Actor, Deps } from '../deps.ts';

/** The assessment as the reader saw it; refused when somebody has changed it since. */
export async function loadAssessment({ id, version }: { id: string; version: number }): Promise<Assessment> {
  const found = await findAssessment(id);
  if (!found) throw notFound('assessment');
  if (found.version !== version) throw conflict('stale_version');
  return found;
}

/** One write of the changes and their audit entry, if nobody was first. */
export async function saveAssessment(
  deps: Deps,
  before: Assessment,
  change: {
    actor: Actor;
    action: string;
    set: Partial<Omit<Assessment, 'id' | 'version'>>;
    why?: string;
  },
): Promise<Assessment> {
  const { set, ...audit } = change;
  const pending = [
    assessmentAudit(deps, before, { ...audit, version: before.version + 1, to: set.status ?? before.status }),
  ];
  const saved = await updateAssessment(before, set, pending);
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return saved;
}

export function assessmentAudit(
  deps: Deps,
  { id, status }: Assessment,
  change: { actor: Actor; action: string; version: number; to?: string; why?: string },
): Pending {
  const { actor, action, version, to = 'draft', why } = change;
  const subject = `assessments:${id}`;
  return {
    id: `${subject}:${version}`,
    kind: 'audit',
    entry: {
      at: deps.now(),
      actorId: actor.personId,
      action,
      subject,
      ...(version > 0 && { from: status }),
      to,
      ...(why !== undefined && { why }),
    },
  };
}
