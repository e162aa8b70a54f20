import { Router } from '@koa/router';
import { AppError, storeFull } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findKeyChange } from '../flow/secret/reseal.ts';
import { isSwept } from '../flow/swept.ts';
import { isStoreFull, isStoreReady } from '../store/health.ts';

/**
 * `/healthz` = the process answers, `/readyz` = the store answers too: for load balancers. `/workz` = some process runs the queue: for
 * whoever is to be called, because a load balancer cannot mend it; with how far a change of the secret key has come.
 */
export function healthRoutes(deps: Deps): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true };
  });
  router.get('/readyz', async (ctx) => {
    await requireStore();
    ctx.body = { ok: true };
  });
  router.get('/workz', async (ctx) => {
    await requireStore();
    if (isStoreFull()) throw storeFull();
    if (!(await isSwept(deps))) throw new AppError('not_working', 503);
    const change = await findKeyChange(deps);
    ctx.body = { ok: true, ...(change && { keyChange: change }) };
  });
  return router;
}

async function requireStore(): Promise<void> {
  if (!(await isStoreReady())) throw new AppError('not_ready', 503);
}
