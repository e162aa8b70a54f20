import { randomUUID } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import { sayRefusal } from '../contract/texts/refusals.ts';
import type { ErrorReply } from '../contract/views.ts';
import {
  AppError,
  describeError,
  describeFaults,
  faultsOf,
  noAddress,
  storeAway,
  storeFull,
  wrongMethod,
} from '../errors.ts';
import { isStoreAway, saysStoreFull } from '../store/health.ts';
import { languageOf, sayFaults } from './language.ts';
import { signInPage } from './views/sign-in-page.ts';

/** Outermost: every failure becomes one reply here. Unknown ones are logged without what anyone sent, and say nothing. */
export function onError(logger: Pick<Logger, 'error'>): Middleware {
  return async function answerErrors(ctx, next) {
    const requestId = randomUUID();
    ctx.set('x-request-id', requestId);
    try {
      await next();
      letSendingEnd(ctx);
      if (ctx.body !== undefined || ctx.headerSent) return;
      if (ctx.status === 404) throw noAddress();
      if (ctx.status === 405) throw wrongMethod(ctx.response.get('allow'));
    } catch (error) {
      const [isAway, isFull] = [isStoreAway(error), saysStoreFull(error)];
      if (isAway) logger.error({ requestId }, 'the store does not answer');
      else if (isFull) logger.error({ requestId }, 'the store has no room left');
      else if (!(error instanceof AppError))
        logger.error({ requestId, ...describeError(error) }, 'unexpected error');
      answer(ctx, isAway ? storeAway() : isFull ? storeFull() : error, requestId);
    }
  };
}

/** Without a byte. */
const LINGER_MS = 60_000;

function answer(ctx: Context, error: unknown, requestId: string): void {
  const known = error instanceof AppError ? error : new AppError('internal', 500);
  ctx.status = known.status;
  const { retryAfterS } = known.details;
  if (typeof retryAfterS === 'number') ctx.set('retry-after', String(retryAfterS));
  else if (known.status === 503) ctx.set('retry-after', '1');
  if (known.why === 'no_key') ctx.set('www-authenticate', 'Bearer');
  letSendingEnd(ctx);
  if (ctx.method === 'GET' && ctx.path.startsWith('/auth/')) {
    ctx.type = 'html';
    ctx.body = signInPage(known.code);
    return;
  }
  const language = languageOf(ctx);
  const faults = faultsOf(known);
  const fields = faults.length > 0 ? sayFaults(faults, language) : undefined;
  const message = fields ? describeFaults(fields) : sayRefusal(known.why, language, known.details);
  const reply: ErrorReply = {
    error: { code: known.code, message, ...(fields && { fields }), requestId },
  };
  ctx.body = reply;
}

/** A reply is lost when its connection ends while the caller still sends: what comes is thrown away for a while. */
function letSendingEnd(ctx: Context): void {
  const { req } = ctx;
  if (req.complete) return;
  if (req.destroyed) return ctx.set('connection', 'close');
  const timer = setTimeout(() => req.socket.destroy(), LINGER_MS);
  req
    .once('close', () => clearTimeout(timer))
    .on('data', () => timer.refresh())
    .resume();
}
