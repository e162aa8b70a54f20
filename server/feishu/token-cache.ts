import type { Cache } from '@larksuiteoapi/node-sdk';

type Token = Readonly<{ value: string; expiresAt: Date }>;
/** Where several processes keep the tokens they share; a failure counts as having none. */
export type SharedTokens = Readonly<{
  find(name: string): Promise<Token | null>;
  save(name: string, token: Token): Promise<void>;
  /** Forgets this very value, not a newer one of another process. */
  drop(name: string, value: string): Promise<void>;
}>;

/** Tokens and tickets of one app; unlike the SDK's own, shared between processes and able to forget a refused one. */
export type TokenCache = Cache &
  Readonly<{
    find(name: string): Promise<string | undefined>;
    keep(name: string, token: Token): Promise<void>;
    forget(bearer: string): Promise<void>;
  }>;

export function createTokenCache(appId: string, shared?: SharedTokens): TokenCache {
  const own = new Map<string, Token>();
  const sharedName = (name: string): string => `${appId}:${name}`;
  const find = async (name: string): Promise<string | undefined> => {
    const kept = own.get(name);
    if (kept !== undefined && +kept.expiresAt > Date.now()) return kept.value;
    const found = await shared?.find(sharedName(name)).catch(() => null);
    if (!found) return undefined;
    own.set(name, found);
    return found.value;
  };
  const keep = async (name: string, token: Token): Promise<void> => {
    own.set(name, token);
    await shared?.save(sharedName(name), token).catch(() => undefined);
  };
  return {
    find,
    keep,
    get: (key) => find(key.toString()),
    set: async (key, value: unknown, expiresAtMs) => {
      await keep(key.toString(), { value: String(value), expiresAt: new Date(expiresAtMs ?? Date.now()) });
      return true;
    },
    forget: async (bearer) => {
      for (const [name, { value }] of own) {
        if (bearer !== `Bearer ${value}`) continue;
        own.delete(name);
        await shared?.drop(sharedName(name), value).catch(() => undefined);
      }
    },
  };
}
