import { createHash, createPublicKey, verify } from 'node:crypto';
import type { PackTools } from '../../domain/pack/pack-files.ts';

/** Hashes and signatures by Node itself. */
export const nodeTools: PackTools = {
  sha256: (data) => createHash('sha256').update(data).digest('hex'),
  isSignedBy: (pem, text, signature) =>
    verify(null, Buffer.from(text), createPublicKey(pem), Buffer.from(signature, 'base64')),
  keyIdOf: (pem) =>
    createHash('sha256')
      .update(createPublicKey(pem).export({ type: 'spki', format: 'der' }))
      .digest('hex')
      .slice(0, 16),
};
