import type { ConsentsView, PolicyView } from '../../contract/consent.ts';
import type { ConsentStatus } from '../../flow/policy/consent.ts';
import type { PolicyVersions } from '../../contract/policy.ts';
import type { MyPolicy } from '../../flow/policy/policy.ts';
import { ladderOf } from '../../flow/sanction/sanction-facts.ts';
import type { Policy } from '../../store/policies.ts';

export function consentView({ state, at, notice }: ConsentStatus): ConsentsView['consents'][number] {
  const { kind, version, hash, title, what, why, effect, retention, viewers, refusal, english, fields } =
    notice;
  return {
    kind,
    state,
    ...(at && { at: at.toISOString() }),
    notice: {
      kind,
      version,
      hash,
      title,
      what,
      why,
      effect,
      retention,
      viewers,
      refusal,
      english,
      fields: [...fields],
    },
  };
}

export function policyView({ policy, acknowledgedAt, previousVersion }: MyPolicy): PolicyView {
  const { version, hash, title, body, effectiveAt, english } = policy;
  return {
    version,
    hash,
    title,
    body,
    effectiveAt: effectiveAt.toISOString(),
    ...(english !== undefined && { english }),
    ladder: ladderOf(policy),
    ...(previousVersion !== undefined && { previousVersion }),
    ...(acknowledgedAt && { acknowledgedAt: acknowledgedAt.toISOString() }),
  };
}

export function policyVersionView(
  policy: Policy,
  {
    isInForce,
    isReplaced = false,
    mayWithdraw = false,
  }: Readonly<{ isInForce: boolean; isReplaced?: boolean; mayWithdraw?: boolean }>,
): PolicyVersions['versions'][number] {
  const { version, title, hash, effectiveAt, adoptedAt, consultation, consultationRecord, withdrawn } =
    policy;
  return {
    version,
    title,
    hash,
    effectiveAt: effectiveAt.toISOString(),
    adoptedAt: adoptedAt.toISOString(),
    consultation,
    ...(consultationRecord && { consultationRecord }),
    isInForce,
    ...(isReplaced && { isReplaced }),
    ...(withdrawn && { withdrawn: { at: withdrawn.at.toISOString(), reason: withdrawn.why } }),
    ...(mayWithdraw && { mayWithdraw }),
  };
}
