import { Router } from '@koa/router';
import { z } from 'zod';
import type { Role } from '../contract/person.ts';
import { PlaceDeskBodySchema, PlaceMoveBodySchema, PlaceStateSchema } from '../contract/place-desk.ts';
import { ExternalIdSchema, PlaceRoleSchema } from '../contract/place.ts';
import { dayOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { putPlaceByHand, restorePlace, withdrawPlace } from '../flow/place/place-desk.ts';
import { countPlaceUses } from '../store/place-uses.ts';
import { parseBody, parseValue } from './parse.ts';
import { listPlacesFor, readPlace, readWords } from './place-reader.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const READERS: readonly Role[] = ['hr', 'hr_lead', 'admin', 'area_manager'];
const EDITORS: readonly Role[] = ['hr', 'hr_lead', 'admin'];
const RegionSchema = z.string().min(1).max(64).optional();

/** The company's places: HR and IT look at and change all of them, an area manager looks at those of the own region. */
export function placeRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/places' });
  const idOf = (params: Readonly<Record<string, string | undefined>>): string =>
    parseValue(ExternalIdSchema, params['id'], 'id');

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const { region, kind, q, state, after } = ctx.query;
    ctx.body = await listPlacesFor(ctx.state.person, {
      region: parseValue(RegionSchema, region, 'region'),
      kind: parseValue(PlaceRoleSchema.optional(), kind, 'kind'),
      words: readWords(q),
      state: parseValue(PlaceStateSchema.default('standing'), state, 'state'),
      after: parseValue(ExternalIdSchema.optional(), after, 'after'),
    });
  });

  router.get('/:id', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await readPlace(ctx.state.person, idOf(ctx.params));
  });

  router.get('/:id/uses', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, EDITORS);
    const at = deps.now();
    ctx.body = await countPlaceUses(idOf(ctx.params), { at, today: dayOf(at, person.timeZone) });
  });

  router.put('/:id', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(PlaceDeskBodySchema, ctx);
    const id = idOf(ctx.params);
    await putPlaceByHand(deps, ctx.state.person, { id, body });
    // Not the place as it is now: the map would be read anew for each of many.
    ctx.body = { id };
  });

  router.post('/:id/withdraw', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(PlaceMoveBodySchema, ctx);
    const id = idOf(ctx.params);
    await withdrawPlace(deps, ctx.state.person, { id, body });
    ctx.body = { id };
  });

  router.post('/:id/restore', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(PlaceMoveBodySchema, ctx);
    const id = idOf(ctx.params);
    await restorePlace(deps, ctx.state.person, { id, body });
    ctx.body = { id };
  });
  return router;
}
