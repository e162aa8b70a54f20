import { Router } from '@koa/router';
import { AppError } from '../errors.ts';
import { isStoreReady } from '../store/health.ts';

/** For load balancers: `/healthz` = the process answers, `/readyz` = the store answers too. */
export function healthRoutes(): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true };
  });
  router.get('/readyz', async (ctx) => {
    if (!(await isStoreReady()))
      throw new AppError('not_ready', 503, { message: 'the store does not answer' });
    ctx.body = { ok: true };
  });
  return router;
}
