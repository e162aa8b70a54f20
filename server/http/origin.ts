import type { Middleware } from 'koa';
import { forbidden } from '../errors.ts';

/** Writes carry a header that no foreign page can send, and an Origin that is ours when there is one (CSRF). */
export function ownPagesOnly(publicUrl: string): Middleware {
  const own = new URL(publicUrl).origin;
  return async function checkOrigin(ctx, next) {
    if (!['GET', 'HEAD'].includes(ctx.method)) {
      if (ctx.get('x-requested-with') !== 'mingqin') throw forbidden('header_missing');
      const origin = ctx.get('origin');
      if (origin !== '' && origin !== own) throw forbidden('other_site');
    }
    await next();
  };
}
