import { isPending } from '../../domain/policy/replaced.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { listPolicies, markWithdrawalTold, withdrawPolicy, type Policy } from '../../store/policies.ts';
import { withdrawPolicyRequests } from '../../store/policy-requests.ts';
import type { Actor, Deps } from '../deps.ts';
import { mayPublishPolicy } from './policy-draft.ts';

/** Takes back a version before its first day: nobody is asked to read it any more, and what it had replaced stays replaced. */
export async function takeBackPolicy(
  deps: Deps,
  actor: Actor,
  { version, reason }: Readonly<{ version: string; reason: string }>,
): Promise<void> {
  if (!mayPublishPolicy(actor)) throw forbidden('not_your_role');
  const at = deps.now();
  const all = await listPolicies();
  const policy = all.find((one) => one.version === version);
  if (!policy) throw notFound('policy_version');
  const subject = `policies:${version}`;
  const entry = {
    at,
    actorId: actor.personId,
    action: 'policy.withdraw',
    subject,
    from: policy.hash,
    why: reason,
  };
  const isDone =
    isPending(policy, all, at) &&
    (await withdrawPolicy(version, { at, byId: actor.personId, why: reason }, [
      { id: `${subject}:withdraw`, kind: 'audit', entry },
    ]));
  if (!isDone) throw conflict('policy_not_pending');
  await tellWithdrawn(deps, await listPolicies());
  await deps.enqueue({ name: 'relay' });
}

/** Ends what staff were asked about versions that were taken back; those who had acknowledged one get a card that it is gone. */
export async function tellWithdrawn(deps: Deps, all: readonly Policy[]): Promise<void> {
  for (const { version } of all.filter(({ withdrawn }) => withdrawn && !withdrawn.toldAt)) {
    await withdrawPolicyRequests(version, deps.now());
    await markWithdrawalTold(version, deps.now());
  }
}
