import { moveDeclaration } from '../../domain/policy/declaration.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { findDeclaration, updateDeclaration, type Declaration } from '../../store/declarations.ts';
import { revokeWork } from '../approval/approval-topic.ts';
import { declarationRequestOf } from './ask-declaration.ts';
import { declarationAudit, declarationCard } from './declaration-parts.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import { rejudgeDeclared } from '../detect/rejudge.ts';

/**
 * The person takes the own declaration back; what an approval allowed until now stays allowed. A second look that is taken back leaves the
 * refusal.
 */
export async function withdrawDeclaration(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number },
): Promise<Declaration> {
  const declaration = await findDeclaration(input.id);
  if (declaration?.personId !== actor.personId) throw notFound('declaration');
  return end(deps, { declaration, actor, version: input.version, event: 'withdraw' });
}

/** HR ends an approved one: conditions were broken, or the employer became a rival. The person is told why. */
export async function endDeclaration(
  deps: Deps,
  actor: Actor,
  input: { id: string; version: number; reason: string },
): Promise<Declaration> {
  const declaration = await findDeclaration(input.id);
  if (!declaration) throw notFound('declaration');
  if (!actor.roles.some((role) => role === 'hr' || role === 'hr_lead')) throw forbidden('not_your_role');
  if (declaration.personId === actor.personId) throw forbidden('is_subject');
  return end(deps, { declaration, actor, event: 'end', version: input.version, reason: input.reason });
}

/** Who has left for good has no side job to declare: nobody is asked any more. */
export async function withdrawForLeaver(deps: Deps, declaration: Declaration): Promise<void> {
  await end(deps, { declaration, actor: SYSTEM, event: 'withdraw', version: declaration.version });
}

async function end(
  deps: Deps,
  input: {
    declaration: Declaration;
    actor: Actor;
    version: number;
    event: 'withdraw' | 'end';
    reason?: string;
  },
): Promise<Declaration> {
  const { declaration, actor, event, reason } = input;
  const next = moveDeclaration(declaration, event);
  if (!next) throw conflict('illegal_transition');
  const at = deps.now();
  const change = {
    at,
    actorId: actor.personId,
    action: `declaration.${event}`,
    from: declaration.status,
    to: next.status,
    ...(reason !== undefined && { why: reason }),
  };
  const saved =
    declaration.version === input.version &&
    (await updateDeclaration(declaration, {
      set: {
        status: next.status,
        ...(next.status !== 'rejected' && { endedAt: at, endedById: actor.personId }),
        approverIds: [],
        ...(reason !== undefined && { endReason: reason }),
      },
      unset: ['step', 'dueAt', 'counted'],
      pending: [
        declarationAudit(declaration, change),
        ...(declaration.status === 'pending'
          ? revokeWork('declaration', declarationRequestOf(declaration))
          : []),
        ...(event === 'end' ? [declarationCard(declaration, 'ended')] : []),
      ],
    }));
  if (!saved) throw conflict('stale_version');
  await rejudgeDeclared(deps, saved);
  await deps.enqueue({ name: 'relay' });
  return saved;
}
