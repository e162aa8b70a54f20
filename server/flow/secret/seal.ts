import { hkdfSync } from 'node:crypto';
import { decrypt, encrypt } from '../../store/aead.ts';
import { keysOf, type Keyed, type KeyRing } from './secret.ts';

/** Text sealed with AES-256-GCM under a key of its own purpose; `where` (collection, field and id) binds it to its place. */
export function sealText({ secretKey }: Keyed, where: Sealing, value: string): string {
  return encrypt(keyFor(secretKey, where.purpose), where.place, Buffer.from(value)).toString('base64');
}

/** Null for what was sealed under another key than this one and the one before, or for another place. */
export function openSealed(keys: KeyRing, where: Sealing, sealed: string): string | null {
  for (const { secretKey } of keysOf(keys)) {
    const opened = decrypt(keyFor(secretKey, where.purpose), where.place, Buffer.from(sealed, 'base64'));
    if (opened !== null) return opened.toString('utf8');
  }
  return null;
}

export type Sealing = Readonly<{ purpose: string; place: string }>;

const keyFor = (secretKey: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
