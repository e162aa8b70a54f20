import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SharedTokens } from '../feishu/index.ts';
import { deletePlatformToken, findPlatformToken, savePlatformToken } from '../store/platform-tokens.ts';
import { sha256 } from './secret.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Tokens of the chat platform that all processes use, sealed with AES-256-GCM: who reads the database cannot speak as the app. */
export function createSharedTokens(secretKey: string): SharedTokens {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'platform-tokens', 32));
  return {
    find: async (name) => {
      const found = await findPlatformToken(name, new Date());
      const value = found && open(key, name, found.sealed);
      return found && value !== null ? { value, expiresAt: found.expiresAt } : null;
    },
    save: (name, { value, expiresAt }) =>
      savePlatformToken({ key: name, sealed: seal(key, name, value), digest: sha256(value), expiresAt }),
    drop: (name, value) => deletePlatformToken(name, sha256(value)),
  };
}

function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** Null for what was sealed under another key or for another name. */
function open(key: Buffer, name: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
      'utf8',
    );
  } catch {
    return null;
  }
}
