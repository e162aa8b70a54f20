import pino from 'pino';
import { z } from 'zod';
import { createApp, type AppOptions } from '../../server/app.ts';
import type { Deps } from '../../server/flow/deps.ts';

const LayerSchema = z.object({ path: z.string(), methods: z.array(z.string()) });
const MountedSchema = z.object({ router: z.object({ stack: z.array(LayerSchema) }) });

/** `METHOD /path` of everything the app has mounted, as the routers themselves tell it. */
export function registeredRoutes(deps: Deps, webhooks: NonNullable<AppOptions['webhooks']>): string[] {
  const logger = pino({ level: 'silent' });
  const { middleware } = createApp(deps, {
    miniappDir: '/nowhere',
    frameAncestors: [],
    secureCookies: false,
    webhooks,
    logger,
  });
  return middleware.flatMap((one) => {
    const mounted = MountedSchema.safeParse('router' in one ? { router: one.router } : {});
    const layers = mounted.success ? mounted.data.router.stack : [];
    return layers.flatMap(({ path, methods }) =>
      methods.filter((method) => method !== 'HEAD').map((method) => `${method} ${path}`),
    );
  });
}
