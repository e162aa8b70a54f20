import { Router } from '@koa/router';
import { MessageTestBodySchema, SetupTestSchema, type SetupView } from '../contract/setup.ts';
import type { Role } from '../contract/person.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { mayTestSetup, runSetupTest } from '../flow/company/setup-test.ts';
import { listSetup } from '../flow/company/setup.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const READERS: readonly Role[] = ['admin', 'hr', 'hr_lead'];

/** What is connected and what is missing, with real tests (product M25). */
export function setupRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/setup' });
  const view = async (actor: Actor): Promise<SetupView> => ({
    checks: await listSetup(deps),
    mayTest: mayTestSetup(actor),
  });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await view(actorOf(ctx.state));
  });
  router.post('/tests/:test', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const test = parseValue(SetupTestSchema, ctx.params['test'], 'test');
    const message = test === 'message' ? { message: parseBody(MessageTestBodySchema, ctx) } : {};
    await runSetupTest(deps, actorOf(ctx.state), { test, ...message });
    ctx.body = await view(actorOf(ctx.state));
  });
  return router;
}

const actorOf = ({ person: { id, roles } }: Session): Actor => ({ personId: id, roles });
