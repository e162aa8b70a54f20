import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export type WebhookSecrets = Readonly<{
  appId: string;
  encryptKey: string;
  verificationToken: string;
  /** Only this tenant's events are taken, when given. */
  tenantKey?: string;
}>;
export type SignedRequest = Readonly<{ raw: Buffer; timestamp: string; nonce: string; signature: string }>;

const EnvelopeSchema = z.object({ encrypt: z.string().min(1) });
const ChallengeSchema = z.object({
  type: z.literal('url_verification'),
  token: z.string(),
  challenge: z.string().min(1).max(1000),
});
/** Identity of a 2.0 event (`header`) or a 1.0 event (top level and `event`). */
const IdentitySchema = z.object({
  token: z.string().optional(),
  header: z.object({ token: z.string(), app_id: z.string(), tenant_key: z.string() }).optional(),
  event: z.object({ app_id: z.string().optional(), tenant_key: z.string().optional() }).optional(),
});

/** sha256 over the raw bytes: the platform signs what it sent, not what a parser makes of it. */
export function isSigned({ raw, timestamp, nonce, signature }: SignedRequest, encryptKey: string): boolean {
  const wanted = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(raw)
    .digest('hex');
  return isSame(signature, wanted);
}

/** The JSON inside `{"encrypt": …}`, or null for anything else. */
export function openEnvelope(raw: Buffer, encryptKey: string): unknown {
  const envelope = EnvelopeSchema.safeParse(parseJson(raw.toString('utf8')));
  if (!envelope.success) return null;
  const bytes = Buffer.from(envelope.data.encrypt, 'base64');
  const text = decrypt(bytes, createHash('sha256').update(encryptKey).digest());
  return text === null ? null : parseJson(text);
}

/** The challenge of a console's URL check (sent encrypted but unsigned), or null. */
export function challengeIn(plain: unknown, secrets: WebhookSecrets): string | null {
  const parsed = ChallengeSchema.safeParse(plain);
  if (!parsed.success || !isSame(parsed.data.token, secrets.verificationToken)) return null;
  return parsed.data.challenge;
}

/** Whether an event names our token, our app and our tenant. */
export function isOurs(plain: unknown, secrets: WebhookSecrets): boolean {
  const parsed = IdentitySchema.safeParse(plain);
  if (!parsed.success) return false;
  const { token, header } = parsed.data;
  return isSame(header?.token ?? token ?? '', secrets.verificationToken) && isFromTenant(plain, secrets);
}

/** Whether an event names our app and our tenant. */
export function isFromTenant(
  plain: unknown,
  { appId, tenantKey }: Pick<WebhookSecrets, 'appId' | 'tenantKey'>,
): boolean {
  const parsed = IdentitySchema.safeParse(plain);
  if (!parsed.success) return false;
  const { header, event } = parsed.data;
  const isOwnApp = (header?.app_id ?? event?.app_id) === appId;
  return isOwnApp && (tenantKey === undefined || (header?.tenant_key ?? event?.tenant_key) === tenantKey);
}

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function decrypt(bytes: Buffer, key: Buffer): string | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
