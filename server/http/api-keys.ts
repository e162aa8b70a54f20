import { Router } from '@koa/router';
import { ApiKeyBodySchema, ApiKeyIdSchema, type ApiKeyList } from '../contract/api-key.ts';
import { issueApiKey, listKeys, revokeApiKey } from '../flow/company/api-key.ts';
import type { Deps } from '../flow/deps.ts';
import { findPeople, type Person } from '../store/people.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

/** Keys of other systems, for the administrator: made, shown once, ended. */
export function apiKeyRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/api-keys' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, ['admin']);
    ctx.body = await listView();
  });
  router.post('/', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['admin']);
    const body = parseBody(ApiKeyBodySchema, ctx);
    ctx.status = 201;
    ctx.body = await issueApiKey(deps, actorOf(person), body);
  });
  router.delete('/:id', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['admin']);
    await revokeApiKey(deps, actorOf(person), parseValue(ApiKeyIdSchema, ctx.params['id'], 'id'));
    ctx.body = await listView();
  });
  return router;
}

async function listView(): Promise<ApiKeyList> {
  const keys = await listKeys();
  const people = await findPeople([...new Set(keys.flatMap(({ createdById }) => createdById ?? []))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    keys: keys.map(({ id, name, scope, createdAt, createdById, lastUsedAt, revokedAt }) => ({
      id,
      name,
      scope,
      createdAt: createdAt.toISOString(),
      ...(createdById !== undefined && { createdBy: names.get(createdById) ?? createdById }),
      ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
      ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    })),
  };
}

const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });
