import { Router } from '@koa/router';
import { ExternalIdSchema, PlaceRecordSchema, ZoneRecordSchema } from '../contract/place.ts';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findKeyOwner, putPlace, putZone, type Put } from '../flow/records.ts';
import { parseBody, parseValue } from './parse.ts';

type KeyOwner = { by: string };
const STATUS: Readonly<Record<Put, number>> = { created: 201, updated: 200, unchanged: 200 };

/** Records of other systems, by key: putting the same one again changes nothing. */
export function recordRoutes(deps: Deps): Router<KeyOwner> {
  const router = new Router<KeyOwner>({ prefix: '/api/v1/records' });

  router.use(async function requireKey(ctx, next) {
    const [, key] = /^Bearer (mq_[\w-]{43})$/.exec(ctx.get('authorization')) ?? [];
    const owner = key === undefined ? null : await findKeyOwner(deps, key);
    if (!owner) throw unauthenticated();
    ctx.state.by = `key:${owner.name}`;
    await next();
  });

  router.put('/places/:externalId', async (ctx) => {
    const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
    const record = parseBody(PlaceRecordSchema, ctx);
    const result = await putPlace(deps, externalId, { ...record, by: ctx.state.by });
    ctx.status = STATUS[result];
    ctx.body = { externalId, result };
  });

  router.put('/zones/:externalId', async (ctx) => {
    const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
    const record = parseBody(ZoneRecordSchema, ctx);
    const result = await putZone(deps, externalId, { ...record, by: ctx.state.by });
    ctx.status = STATUS[result];
    ctx.body = { externalId, result };
  });
  return router;
}
