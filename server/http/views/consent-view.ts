import type { ConsentsView, PolicyView } from '../../contract/consent.ts';
import type { ConsentStatus } from '../../flow/consent.ts';
import type { Policy } from '../../store/policies.ts';

export function consentView({ state, at, notice }: ConsentStatus): ConsentsView['consents'][number] {
  const { kind, version, hash, title, what, why, effect, retention, viewers, refusal, fields } = notice;
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
      fields: [...fields],
    },
  };
}

export function policyView(policy: Policy, acknowledgedAt: Date | undefined): PolicyView {
  const { version, hash, title, body, effectiveAt } = policy;
  return {
    version,
    hash,
    title,
    body,
    effectiveAt: effectiveAt.toISOString(),
    ...(acknowledgedAt && { acknowledgedAt: acknowledgedAt.toISOString() }),
  };
}
