import type { Context, Middleware } from 'koa';
import { AppError } from '../errors.ts';
import { readCardAction } from './card-action.ts';
import { answerCardAction } from './card-answer.ts';
import { challengeIn, isOurs, isSigned, openEnvelope } from './envelope.ts';
import type { WebhookSecrets } from './envelope.ts';
import { readEvent } from './event.ts';
import type { FeishuLogger } from './logger.ts';
import type { CardAction, CardReply, PlatformEvent } from './platform.ts';
import { readRawBody } from './raw-body.ts';

const maxBodyBytes = 1024 * 1024;
/** Re-pushes come up to 7.1 h later and may carry their first timestamp; replays inside are stopped by the event id. */
const eventWindowMs = 8 * 3_600_000;
/** Card callbacks are never pushed again. */
const callbackWindowMs = 10 * 60_000;
const clockSkewMs = 5 * 60_000;

export type WebhookGuardOptions = WebhookSecrets &
  Readonly<{
    now: () => Date;
    logger: FeishuLogger;
    /** Only stores the event; throwing makes the platform push it again. */
    onEvent(event: PlatformEvent): Promise<void>;
    onCardAction(action: CardAction): Promise<CardReply>;
    /** How old a signature may be, milliseconds. */
    eventWindowMs?: number;
    callbackWindowMs?: number;
  }>;
/** Koa middlewares for the two webhook routes; mount them before any body parser. */
export type WebhookGuard = Readonly<{ events: Middleware; callbacks: Middleware }>;

export function createWebhookGuard(options: WebhookGuardOptions): WebhookGuard {
  if (options.encryptKey === '' || options.verificationToken === '')
    throw new Error('the webhook guard needs an encrypt key and a verification token');
  return {
    events: async function feishuEvents(ctx) {
      const plain = await admit(ctx, options, options.eventWindowMs ?? eventWindowMs);
      const event = plain === null ? null : (readEvent(plain) ?? refuse(options, 'shape'));
      if (event === null) return;
      await options.onEvent(event);
      reply(ctx, 200, {});
    },
    callbacks: async function feishuCallbacks(ctx) {
      const plain = await admit(ctx, options, options.callbackWindowMs ?? callbackWindowMs);
      const action = plain === null ? null : (readCardAction(plain) ?? refuse(options, 'shape'));
      if (action === null) return;
      reply(ctx, 200, await answerCardAction(action, options));
    },
  };
}

/** The decrypted body of a genuine request; otherwise null, with the answer (401, 413, 400 for half a body, or the challenge) already set. */
async function admit(ctx: Context, options: WebhookGuardOptions, windowMs: number): Promise<unknown> {
  reply(ctx, 401, {});
  const raw = await readRawBody(ctx.req, maxBodyBytes).catch((error: unknown) => {
    ctx.set('Connection', 'close');
    reply(ctx, error instanceof AppError ? error.status : 400, {});
    return null;
  });
  if (raw === null) return null;
  const signature = ctx.get('x-lark-signature');
  if (signature === '') return answerChallenge(ctx, openEnvelope(raw, options.encryptKey), options);
  const timestamp = ctx.get('x-lark-request-timestamp');
  const nonce = ctx.get('x-lark-request-nonce');
  if (!isSigned({ raw, timestamp, nonce, signature }, options.encryptKey))
    return refuse(options, 'signature');
  if (!isFresh(timestamp, options.now(), windowMs)) return refuse(options, 'timestamp');
  const plain = openEnvelope(raw, options.encryptKey);
  if (plain === null) return refuse(options, 'envelope');
  if (challengeIn(plain, options) !== null) return answerChallenge(ctx, plain, options);
  return isOurs(plain, options) ? plain : refuse(options, 'identity');
}

function answerChallenge(ctx: Context, plain: unknown, options: WebhookGuardOptions): null {
  const challenge = challengeIn(plain, options);
  if (challenge === null) return refuse(options, 'unsigned');
  reply(ctx, 200, { challenge });
  return null;
}

function refuse(options: WebhookGuardOptions, reason: string): null {
  options.logger.warn({ reason }, 'feishu webhook refused');
  return null;
}

function isFresh(timestamp: string, now: Date, windowMs: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  const ageMs = now.getTime() - Number(timestamp) * 1000;
  return ageMs <= windowMs && ageMs >= -clockSkewMs;
}

function reply(ctx: Context, status: number, body: object): void {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(body);
}
