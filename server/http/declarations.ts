import { Router } from '@koa/router';
import { DeclarationBodySchema } from '../contract/case.ts';
import { declareSideJob } from '../flow/declare.ts';
import type { Deps } from '../flow/deps.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';
import { declarationView } from './views/declaration-view.ts';

/** A person declares a side job (M12). */
export function declarationRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/declarations' });
  router.post('/', async (ctx) => {
    const body = parseBody(DeclarationBodySchema, ctx);
    const declaration = await declareSideJob(deps, ctx.state.person, body);
    ctx.status = 201;
    ctx.body = declarationView(declaration, new Map());
  });
  return router;
}
