import { Router } from '@koa/router';
import { createWebhookGuard, type WebhookGuardOptions } from '../feishu/guard.ts';
import type { Deps } from '../flow/deps.ts';
import { platformDoor } from '../flow/platform-door.ts';

/** Secrets and logger of the platform's webhooks. */
export type WebhookOptions = Omit<WebhookGuardOptions, 'now' | 'onEvent' | 'onCardAction'>;

/**
 * The two doors of the chat platform; mount before any body parser. An event is only stored here and handled by the queue, a press is
 * answered at once.
 */
export function webhookRoutes(deps: Deps, options: WebhookOptions): Router {
  const guard = createWebhookGuard({ ...options, now: deps.now, ...platformDoor(deps) });
  const router = new Router({ prefix: '/feishu' });
  router.post('/events', guard.events);
  router.post('/callbacks', guard.callbacks);
  return router;
}
