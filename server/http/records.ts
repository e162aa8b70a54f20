import { Router } from '@koa/router';
import { ExternalIdSchema, PlaceRecordSchema, ZoneRecordSchema } from '../contract/place.ts';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findKeyOwner, putPlace, putZone, type Put } from '../flow/records.ts';
import { parseBody, parseValue } from './parse.ts';

const STATUS: Readonly<Record<Put, number>> = { created: 201, updated: 200, unchanged: 200 };

/** Records of other systems, by key: putting the same one again changes nothing. */
export function recordRoutes(deps: Deps): Router {
  const router = new Router({ prefix: '/api/v1/records' });

  router.use(async function requireKey(ctx, next) {
    const [, key] = /^Bearer (mq_[\w-]{43})$/.exec(ctx.get('authorization')) ?? [];
    if (key === undefined || !(await findKeyOwner(deps, key))) throw unauthenticated();
    await next();
  });

  router.put('/places/:externalId', async (ctx) => {
    const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
    const result = await putPlace(deps, externalId, parseBody(PlaceRecordSchema, ctx));
    ctx.status = STATUS[result];
    ctx.body = { externalId, result };
  });

  router.put('/zones/:externalId', async (ctx) => {
    const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
    const result = await putZone(deps, externalId, parseBody(ZoneRecordSchema, ctx));
    ctx.status = STATUS[result];
    ctx.body = { externalId, result };
  });
  return router;
}
