import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TENANT_KEY } from '../../../demo/company.ts';

const KeysSchema = z.object({ appId: z.string(), encryptKey: z.string(), verificationToken: z.string() });
export type Keys = z.infer<typeof KeysSchema>;

/** The keys of a demo's tenant. */
export async function readKeys(folder: string): Promise<Keys> {
  return KeysSchema.parse(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8')));
}

/** Body and headers of an event as the platform pushes it: encrypted, and signed over its raw bytes. */
export function signEvent(
  { appId, encryptKey, verificationToken }: Keys,
  { type, event }: Readonly<{ type: string; event: object }>,
) {
  const seconds = String(Math.floor(Date.now() / 1000));
  const header = {
    event_id: randomUUID(),
    token: verificationToken,
    create_time: String(Date.now()),
    event_type: type,
    tenant_key: TENANT_KEY,
    app_id: appId,
  };
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  const plain = JSON.stringify({ schema: '2.0', header, event });
  const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]);
  const body = JSON.stringify({ encrypt: sealed.toString('base64') });
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(seconds + nonce + encryptKey + body)
    .digest('hex');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-lark-request-timestamp': seconds,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
  return { body, headers };
}
