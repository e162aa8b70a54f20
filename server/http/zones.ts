import { Router } from '@koa/router';
import { z } from 'zod';
import { ClientIdSchema } from '../contract/ingest.ts';
import type { Role } from '../contract/person.ts';
import { ExternalIdSchema } from '../contract/place.ts';
import { ZoneAssignBodySchema, ZoneEndBodySchema, ZoneWithdrawBodySchema } from '../contract/zones.ts';
import { NARROW, WIDE } from '../domain/report/picture-frame.ts';
import { drawZonePicture } from '../domain/zone/zone-picture.ts';
import type { Deps } from '../flow/deps.ts';
import { assignZone, endZone } from '../flow/zone/zone-assign.ts';
import { withdrawZoneByHand } from '../flow/zone/zone-withdraw.ts';
import { LanguageSchema, parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { readZoneBoard, readZoneShapes } from './zone-reader.ts';

const READERS: readonly Role[] = ['hr', 'hr_lead', 'admin', 'area_manager'];
const WITHDRAWERS: readonly Role[] = ['hr', 'hr_lead', 'admin'];
const SizeSchema = z.enum(['wide', 'narrow']).default('wide');

/** Zones and who works in them (M21): HR and IT for every region, an area manager for the own one. */
export function zoneRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/zones' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await readZoneBoard(deps, ctx.state.person, ctx.query['region']);
  });

  router.get('/picture.svg', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const size = parseValue(SizeSchema, ctx.query['size'], 'size');
    const drawing = await readZoneShapes(deps, ctx.state.person, ctx.query['region']);
    // Its style stands in the picture itself; nothing else may come from anywhere.
    ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    ctx.type = 'image/svg+xml';
    ctx.body = drawZonePicture(drawing, language, size === 'narrow' ? NARROW : WIDE);
  });

  router.post('/assignments', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const { id } = await assignZone(deps, ctx.state.person, parseBody(ZoneAssignBodySchema, ctx));
    ctx.status = 201;
    ctx.body = { id };
  });

  router.post('/assignments/:id/end', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const id = parseValue(ClientIdSchema, ctx.params['id'], 'id');
    await endZone(deps, ctx.state.person, { id, ...parseBody(ZoneEndBodySchema, ctx) });
    ctx.body = { id };
  });

  router.post('/:id/withdraw', async (ctx) => {
    requireRole(ctx.state.person, WITHDRAWERS);
    const id = parseValue(ExternalIdSchema, ctx.params['id'], 'id');
    await withdrawZoneByHand(deps, ctx.state.person, { id, ...parseBody(ZoneWithdrawBodySchema, ctx) });
    ctx.body = { id };
  });
  return router;
}
