import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** The secret as the other side is given it (https://www.standardwebhooks.com): `whsec_` and 32 bytes as base64. */
export const secretText = (bytes: Uint8Array): string => `${PREFIX}${Buffer.from(bytes).toString('base64')}`;

/**
 * `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret that is good, separated by spaces
 * (https://github.com/standard-webhooks/standard-webhooks). Seconds since 1970.
 */
export function signWebhook(
  message: Readonly<{ id: string; timestampS: number; body: string }>,
  secrets: readonly string[],
): string {
  const signed = `${message.id}.${message.timestampS}.${message.body}`;
  return secrets
    .map((secret) => Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
    .join(' ');
}
