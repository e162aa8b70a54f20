import { randomUUID } from 'node:crypto';
import { MOST } from '../../contract/limits.ts';
import type { ApiKeyBody, IssuedApiKey, KeyScope } from '../../contract/api-key.ts';
import { conflict, notFound } from '../../errors.ts';
import {
  countLiveApiKeys,
  endApiKey,
  insertApiKey,
  listApiKeys,
  useApiKey,
  type ApiKey,
} from '../../store/api-keys.ts';
import type { Pending } from '../../store/pending.ts';
import { SYSTEM, type Actor, type Deps } from '../deps.ts';
import { findUnderKeys, hashSecret, makeSecret, sha256 } from '../secret/secret.ts';
import { apiKeyStone } from '../tombstone/stones-of.ts';

/** A list that one can read. */
const MOST_LISTED = 200;

/** A key as people name it: the key cannot be told from it. */
export type NamedKey = Readonly<{ id: string } & Omit<ApiKey, 'hash'>>;

/** Makes a key for another system; the key itself is shown here and never again. */
export async function issueApiKey(
  deps: Deps,
  { personId }: Actor,
  { name, scope }: ApiKeyBody,
): Promise<IssuedApiKey> {
  if ((await countLiveApiKeys()) >= MOST.liveKeys) throw conflict('too_many_keys');
  const key = `mq_${makeSecret()}`;
  const hash = hashSecret(deps, 'api-key', key);
  const made = { name, scope, createdAt: deps.now() };
  const createdById = personId === SYSTEM.personId ? {} : { createdById: personId };
  await insertApiKey(hash, { ...made, ...createdById }, [
    auditOf(deps, { action: 'api_key.create', name, by: personId, to: scope }),
  ]);
  await deps.enqueue({ name: 'relay' });
  return { id: idOf(hash), key };
}

/** The server's own way to a key, before anybody can sign in. */
export async function createApiKey(
  deps: Deps,
  { name, scope = 'records' }: { name: string; scope?: KeyScope },
): Promise<string> {
  return (await issueApiKey(deps, SYSTEM, { name, scope })).key;
}

/** The system a live key of this scope belongs to. */
export async function findKeyOwner(
  deps: Deps,
  key: string,
  scope: KeyScope = 'records',
): Promise<{ name: string } | null> {
  return findUnderKeys(deps, (by) => useApiKey(hashSecret(by, 'api-key', key), scope, deps.now()));
}

export async function listKeys(): Promise<NamedKey[]> {
  return (await listApiKeys(MOST_LISTED)).map(({ hash, ...key }) => ({ id: idOf(hash), ...key }));
}

/** Ends a key at once; ending it twice changes nothing. */
export async function revokeApiKey(deps: Deps, { personId }: Actor, id: string): Promise<void> {
  const key = (await listApiKeys(MOST_LISTED)).find(({ hash }) => idOf(hash) === id);
  if (key === undefined) throw notFound('api_key');
  const audit = auditOf(deps, { action: 'api_key.revoke', name: key.name, by: personId, to: key.scope });
  const at = deps.now();
  await endApiKey(key.hash, at, [audit]);
  await deps.tombstones?.add([apiKeyStone({ hash: key.hash, revokedAt: key.revokedAt ?? at })]);
  await deps.enqueue({ name: 'relay' });
}

const idOf = (hash: string): string => sha256(hash).slice(0, 16);

function auditOf(
  deps: Deps,
  { by, name, ...what }: { action: string; name: string; by: string; to: KeyScope },
): Pending {
  const entry = { at: deps.now(), actorId: by, subject: `api-keys:${name}`, ...what };
  return { id: randomUUID(), kind: 'audit', entry };
}
