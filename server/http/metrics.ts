import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { readFigures } from '../flow/figures.ts';
import { writePage, type Readings } from '../metrics/gauges.ts';
import { noteRequest } from '../metrics/http.ts';

export type MetricsOptions = Readonly<{
  /** Who asks has to bring it as a bearer token; null = whoever reaches this address may ask, as in the demo. */
  token: string | null;
  /** What this process knows beside the store: its queue, and its disk. */
  own: () => Promise<Readings>;
}>;

/** `/metrics`: figures of this process and of what waits in the store, in Prometheus' text format; nothing of anybody. */
export function metricsRoutes(deps: Deps, { token, own }: MetricsOptions): Router {
  const router = new Router();
  router.get('/metrics', async (ctx) => {
    if (token !== null && !brings(ctx, token)) throw unauthenticated();
    const [stored, beside] = await Promise.all([readFigures(deps), own()]);
    const { type, text } = await writePage({ ...stored, ...beside });
    ctx.set('cache-control', 'no-store');
    ctx.body = text;
    ctx.type = type;
  });
  return router;
}

function brings(ctx: Context, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(ctx.get('authorization')), digest(`Bearer ${token}`));
}

/** Counts every answer under the pattern of its route: a path may hold ids. What no route takes is a page or nothing of ours. */
export function countRequests(): Middleware {
  return async function countAnswers(ctx, next) {
    const fromMs = performance.now();
    ctx.res.once('close', () => {
      const pattern: unknown = Reflect.get(ctx, '_matchedRoute');
      noteRequest({
        method: ctx.method,
        route: typeof pattern === 'string' ? pattern : 'none',
        status: ctx.res.writableFinished ? ctx.status : null,
        seconds: (performance.now() - fromMs) / 1000,
      });
    });
    await next();
  };
}
