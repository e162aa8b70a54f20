import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Deps } from './deps.ts';

/** What is stored of a secret: an HMAC bound to what the secret is for. */
export function hashSecret(deps: Deps, purpose: string, secret: string): string {
  return createHmac('sha256', deps.secretKey).update(`${purpose}:${secret}`).digest('base64url');
}

/** 256 random bits, URL-safe. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256 as 64 hex characters. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
