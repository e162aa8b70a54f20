import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Deps } from '../deps.ts';

export type Keyed = Pick<Deps, 'secretKey'>;

/** What is stored of a secret: an HMAC bound to what the secret is for. */
export function hashSecret({ secretKey }: Keyed, purpose: string, secret: string): string {
  return createHmac('sha256', secretKey).update(`${purpose}:${secret}`).digest('base64url');
}

/** The present key and, while it is being changed, the one before: what was made under that is still known. */
export function keysOf({ secretKey, secretKeyBefore }: KeyRing): readonly Keyed[] {
  return [{ secretKey }, ...(secretKeyBefore === undefined ? [] : [{ secretKey: secretKeyBefore }])];
}

export type KeyRing = Pick<Deps, 'secretKey' | 'secretKeyBefore'>;

/** What is found under the present key, else under the one before. */
export async function findUnderKeys<T>(
  keys: KeyRing,
  find: (key: Keyed) => Promise<T | null>,
): Promise<T | null> {
  for (const key of keysOf(keys)) {
    const found = await find(key);
    if (found !== null) return found;
  }
  return null;
}

/** 256 random bits, URL-safe. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 as 64 hex characters. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
