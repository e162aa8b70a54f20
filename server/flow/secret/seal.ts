import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { keysOf, type Keyed, type KeyRing } from './secret.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Text sealed with AES-256-GCM under a key of its own purpose; `where` (collection, field and id) binds it to its place. */
export function sealText({ secretKey }: Keyed, where: Sealing, value: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secretKey, where.purpose), iv).setAAD(
    Buffer.from(where.place),
  );
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** Null for what was sealed under another key than this one and the one before, or for another place. */
export function openSealed(keys: KeyRing, where: Sealing, sealed: string): string | null {
  for (const key of keysOf(keys)) {
    const opened = openUnder(key, where, sealed);
    if (opened !== null) return opened;
  }
  return null;
}

function openUnder({ secretKey }: Keyed, where: Sealing, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyFor(secretKey, where.purpose),
    bytes.subarray(0, IV_BYTES),
  );
  decipher.setAAD(Buffer.from(where.place)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const body = bytes.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

export type Sealing = Readonly<{ purpose: string; place: string }>;

const keyFor = (secretKey: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
