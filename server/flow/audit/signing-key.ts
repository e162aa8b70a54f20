import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { insertSigningKey } from '../../store/audit-checkpoints.ts';
import type { Deps } from '../deps.ts';

/** DER of an Ed25519 private key up to its 32 secret bytes (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PURPOSE = 'mingqin installation signature';

/** The Ed25519 key of this installation; the same secret key always gives the same one, and nothing else holds it. */
export function signingKeyOf({ secretKey }: Pick<Deps, 'secretKey'>): {
  keyId: string;
  publicKeyPem: string;
  sign: (text: string) => string;
} {
  const seed = Buffer.from(hkdfSync('sha256', secretKey, '', PURPOSE, 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key);
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** Publishes the present key, so that what it signs can be checked after it was changed. */
export async function announceSigningKey(deps: Deps): Promise<ReturnType<typeof signingKeyOf>> {
  const key = signingKeyOf(deps);
  await insertSigningKey({ keyId: key.keyId, publicKeyPem: key.publicKeyPem, sinceAt: deps.now() });
  return key;
}

export function isSignedBy(publicKeyPem: string, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text), createPublicKey(publicKeyPem), Buffer.from(signature, 'base64'));
}

const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
