import type { Acknowledgement } from '../contract/consent.ts';
import { conflict, notFound } from '../errors.ts';
import { findAcknowledgement, insertAcknowledgement, type Acknowledged } from '../store/acknowledgements.ts';
import { findPolicy, findPolicyAt, insertPolicy, type Policy } from '../store/policies.ts';
import { SYSTEM, type Actor, type Deps } from './deps.ts';
import { sha256 } from './secret.ts';

/** Adopts one version of the code of conduct; the same content again changes nothing, other content needs another version. */
export async function adoptPolicy(
  deps: Deps,
  input: Pick<Policy, 'version' | 'title' | 'body' | 'effectiveAt' | 'consultation'>,
  actor: Actor = SYSTEM,
): Promise<Policy> {
  const { version, title, body, effectiveAt, consultation } = input;
  const adoptedAt = deps.now();
  const hash = sha256(`${title}\n${body}`);
  const policy: Policy = { version, title, body, hash, effectiveAt, adoptedAt, consultation };
  const subject = `policies:${version}`;
  const isNew = await insertPolicy(policy, [
    {
      id: `${subject}:adopt`,
      kind: 'audit',
      entry: {
        at: adoptedAt,
        actorId: actor.personId,
        action: 'policy.adopt',
        subject,
        to: hash,
        why: consultation,
      },
    },
  ]);
  if (isNew) return policy;
  const known = await findPolicy(version);
  if (known?.hash !== hash) throw conflict('policy_version_taken', `version ${version} has another text`);
  return known;
}

/** The version that counts now and whether the person has acknowledged it. */
export async function findMyPolicy(
  deps: Deps,
  personId: string,
): Promise<{ policy: Policy; acknowledgedAt?: Date } | null> {
  const policy = await findPolicyAt(deps.now());
  if (!policy) return null;
  const acknowledged = await findAcknowledgement(personId, policy.version);
  return { policy, ...(acknowledged && { acknowledgedAt: acknowledged.at }) };
}

/** Binds a person's reading to version, hash, language, reading time and moment (R17). It is no consent, and blocks no punch. */
export async function acknowledgePolicy(
  deps: Deps,
  actor: Actor,
  input: Acknowledgement,
): Promise<Acknowledged> {
  const { version, hash, language, readMs } = input;
  const { personId } = actor;
  const policy = await findPolicy(version);
  if (!policy) throw notFound('policy version');
  if (policy.hash !== hash) throw conflict('policy_changed', 'this text has changed, read it again');
  const acknowledged = { personId, version, hash, language, readMs, at: deps.now() };
  const subject = `acknowledgements:${personId}:${version}`;
  await insertAcknowledgement(acknowledged, [
    {
      id: subject,
      kind: 'audit',
      entry: {
        at: acknowledged.at,
        actorId: personId,
        action: 'policy.acknowledge',
        subject,
        personId,
        to: hash,
      },
    },
  ]);
  return (await findAcknowledgement(personId, version)) ?? acknowledged;
}
