import type { Middleware } from 'koa';
import type { Deps } from '../flow/deps.ts';

/** Tells phones the server's clock with every reply, milliseconds since 1970, so that they can correct their own. */
export function serverTime(deps: Deps): Middleware {
  return async function tellServerTime(ctx, next) {
    ctx.set('x-server-time', String(deps.now().getTime()));
    await next();
  };
}
