import type { Acknowledgement } from '../../contract/consent.ts';
import { standing } from '../../domain/policy/replaced.ts';
import { conflict, notFound } from '../../errors.ts';
import {
  findAcknowledgement,
  insertAcknowledgement,
  listAcknowledged,
  type Acknowledged,
} from '../../store/acknowledgements.ts';
import { findPolicy, findPolicyAt, insertPolicy, listPolicies, type Policy } from '../../store/policies.ts';
import { endPolicyRequest, policyRequestId } from '../../store/policy-requests.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';

/** Adopts one version of the code of conduct; the same content again changes nothing, other content needs another version. */
export async function adoptPolicy(
  deps: Deps,
  input: Omit<Policy, 'hash' | 'adoptedAt' | 'adoptedById'>,
  actor: Actor = SYSTEM,
): Promise<Policy> {
  const { version, title, body, ladder, consultation } = input;
  const adoptedAt = deps.now();
  const hash = sha256(`${title}\n${body}${ladder ? `\n${JSON.stringify(ladder)}` : ''}`);
  const policy: Policy = { ...input, hash, adoptedAt, adoptedById: actor.personId };
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
  if (known?.hash !== hash) throw conflict('policy_version_taken');
  return known;
}

/** The version that counts now and whether the person has acknowledged it. */
export async function findMyPolicy(deps: Deps, personId: string): Promise<MyPolicy | null> {
  const policy = await findPolicyAt(deps.now());
  return policy && withReading(policy, personId);
}

export type MyPolicy = Readonly<{ policy: Policy; acknowledgedAt?: Date; previousVersion?: string }>;

/**
 * What the person should read now: the version in force while it is not acknowledged, then the newest one that was published, also before
 * its first day. `previousVersion` is the one the person acknowledged last, of those that were not taken back.
 */
export async function findPolicyToRead(deps: Deps, personId: string): Promise<MyPolicy | null> {
  const inForce = await findMyPolicy(deps, personId);
  const all = await listPolicies();
  const [newest] = standing(all);
  const mine =
    newest && inForce?.acknowledgedAt && newest.version !== inForce.policy.version
      ? await withReading(newest, personId)
      : inForce;
  const read = await listAcknowledged(personId);
  const gone = new Set(all.flatMap(({ version, withdrawn }) => (withdrawn ? version : [])));
  const previousVersion = [...read]
    .filter(([version]) => version !== mine?.policy.version && !gone.has(version))
    .toSorted(([, a], [, b]) => +b - +a)[0]?.[0];
  return mine && { ...mine, ...(previousVersion !== undefined && { previousVersion }) };
}

async function withReading(policy: Policy, personId: string): Promise<MyPolicy> {
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
  if (!policy) throw notFound('policy_version');
  if (policy.withdrawn) throw conflict('policy_withdrawn');
  if (policy.hash !== hash) throw conflict('policy_changed');
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
  const request = policyRequestId(personId, version);
  await endPolicyRequest(request, acknowledged.at, [{ id: `${request}:done`, kind: 'refresh' }]);
  await deps.enqueue({ name: 'relay' });
  return (await findAcknowledgement(personId, version)) ?? acknowledged;
}
