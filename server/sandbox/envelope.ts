import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { TenantState } from './tenant.ts';

/** The body `{"encrypt": base64(iv + AES-256-CBC(json))}` under sha256 of the encrypt key. */
function encryptBody(encryptKey: string, json: unknown): string {
  const key = createHash('sha256').update(encryptKey).digest();
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(json), 'utf8'), cipher.final()]);
  return JSON.stringify({ encrypt: sealed.toString('base64') });
}

/** Posts one signed envelope; the time of the signature is the sandbox's, as our server's clock is. */
export async function postEnvelope(
  state: TenantState,
  url: string,
  options: { json: unknown; signed: boolean; timeoutMs: number; signedAgoS?: number; forged?: boolean },
): Promise<{ status: number; text: string }> {
  const { encryptKey } = state.options;
  const body = encryptBody(encryptKey, options.json);
  const timestamp = String(Math.floor(state.nowMs() / 1000) - (options.signedAgoS ?? 0));
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256')
    .update(timestamp + nonce + (options.forged === true ? 'another key' : encryptKey) + body)
    .digest('hex');
  const signedHeaders = {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', ...(options.signed ? signedHeaders : {}) },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(options.timeoutMs),
  });
  return { status: response.status, text: await response.text() };
}

const challengeTimeoutMs = 1000;

/** Asks a URL to echo a challenge, as the platform does before it uses the URL. */
export async function verifyUrl(state: TenantState, url: string): Promise<boolean> {
  const challenge = randomBytes(16).toString('hex');
  const json = { challenge, token: state.options.verificationToken, type: 'url_verification' };
  try {
    const reply = await postEnvelope(state, url, { json, signed: false, timeoutMs: challengeTimeoutMs });
    const echoed: unknown = JSON.parse(reply.text);
    const answer =
      typeof echoed === 'object' && echoed !== null ? Reflect.get(echoed, 'challenge') : undefined;
    return reply.status === 200 && answer === challenge;
  } catch {
    return false;
  }
}
