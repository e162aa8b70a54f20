import { Router } from '@koa/router';
import {
  GeocodeBodySchema,
  MapSettingsBodySchema,
  RivalBodySchema,
  type MapSettingsView,
} from '../contract/map-service.ts';
import type { Role } from '../contract/person.ts';
import type { Deps } from '../flow/deps.ts';
import { dropMapSettings, findMapSettings, mapDay, saveMapSettings } from '../flow/place/map-settings.ts';
import { findAddress, searchRivals } from '../flow/place/rival-search.ts';
import { countMapRequests } from '../store/map-usage.ts';
import { findPerson, type Person } from '../store/people.ts';
import { parseBody } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const READERS: readonly Role[] = ['hr', 'hr_lead', 'admin'];
const EDITORS: readonly Role[] = ['admin'];

/** A map company's service (M19): IT connects it; HR and IT ask it where an address is, and which rivals are around the own stores. */
export function mapServiceRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/map-service' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await view(deps, ctx.state.person);
  });
  router.put('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    await saveMapSettings(deps, ctx.state.person, parseBody(MapSettingsBodySchema, ctx));
    ctx.body = await view(deps, ctx.state.person);
  });
  router.delete('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    await dropMapSettings(deps, ctx.state.person);
    ctx.body = await view(deps, ctx.state.person);
  });
  router.post('/geocode', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await findAddress(deps, parseBody(GeocodeBodySchema, ctx));
  });
  router.post('/rivals', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await searchRivals(deps, parseBody(RivalBodySchema, ctx));
  });
  return router;
}

async function view(deps: Deps, reader: Person): Promise<MapSettingsView> {
  const [found, usedToday] = await Promise.all([findMapSettings(), mapDay(deps).then(countMapRequests)]);
  const mayEdit = reader.roles.some((role) => EDITORS.includes(role));
  if (!found) return { usedToday, mayEdit };
  const { service, address, perDay, changedAt, changedById } = found;
  const changedBy = (await findPerson(changedById))?.name ?? '';
  return {
    settings: { service, address, perDay, changedAt: changedAt.toISOString(), changedBy },
    usedToday,
    mayEdit,
  };
}
