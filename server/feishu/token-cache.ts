import type { Cache } from '@larksuiteoapi/node-sdk';

type Entry = { value: unknown; expiresAtMs: number };

/** Tokens of one app; unlike the SDK's own, one cache per client and able to forget a refused token. */
export type TokenCache = Cache & { forget(bearer: string): void };

export function createTokenCache(): TokenCache {
  const entries = new Map<string, Entry>();
  return {
    get: async (key) => {
      const entry = entries.get(key.toString());
      return entry !== undefined && entry.expiresAtMs > Date.now() ? entry.value : undefined;
    },
    set: async (key, value: unknown, expiresAtMs) => {
      entries.set(key.toString(), { value, expiresAtMs: expiresAtMs ?? Number.POSITIVE_INFINITY });
      return true;
    },
    forget: (bearer) => {
      for (const [key, entry] of entries) if (bearer === `Bearer ${String(entry.value)}`) entries.delete(key);
    },
  };
}
