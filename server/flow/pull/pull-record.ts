import type { PullFailing } from '../../contract/pull-source-view.ts';
import type { Pending } from '../../store/pending.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import type { Actor, Deps } from '../deps.ts';
import type { Sealing } from '../secret/seal.ts';

/** Where a source's secret is sealed for. */
export const pullSecretPlace = (id: string): Sealing => ({
  purpose: 'pull-secret',
  place: `pull_sources:secret:${id}`,
});

export function failingView({ fault }: Pick<PullSource, 'fault'>): PullFailing | undefined {
  if (!fault) return undefined;
  const { code, status, at, sinceAt, attempts } = fault;
  const why = { code, ...(status !== undefined && { status }) };
  return { ...why, at: at.toISOString(), sinceAt: sinceAt.toISOString(), attempts };
}

/** The audit line of a change; `version` is the one after it. Says nothing of the secret, and of the address only its host. */
export function pullAudit(
  { now }: Deps,
  { id, version, name, kind, url }: Pick<PullSource, 'id' | 'version' | 'name' | 'kind' | 'url'>,
  { actor, action }: Readonly<{ actor: Actor; action: string }>,
): Pending {
  const subject = `pull_sources:${id}`;
  const to = `${kind} ${hostOf(url)} ${name}`;
  const entry = { at: now(), actorId: actor.personId, action, subject, to };
  return { id: `${subject}:${version}:${action}`, kind: 'audit', entry };
}

const hostOf = (url: string): string => /^https?:\/\/([^/?#]*)/.exec(url)?.[1] ?? '';
