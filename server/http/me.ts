import { Router } from '@koa/router';
import type { MeView } from '../contract/views.ts';
import type { Deps } from '../flow/deps.ts';
import { findToday } from '../flow/own/today.ts';
import { confirmerOf } from '../flow/punch/punch-confirmers.ts';
import { findWaiting } from '../flow/waiting.ts';
import { findRegion } from '../store/org-mapping.ts';
import { findPlace } from '../store/places.ts';
import type { Session } from './session.ts';
import { todayView } from './views/today-view.ts';

/** Who is signed in, and what this day holds and what waits for them. */
export function meRoutes(deps: Deps, { isDemo }: { isDemo: boolean }): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/me', async (ctx) => {
    const { id, name, employeeNo, roles, staffKind, timeZone, regionId, storePlaceId } = ctx.state.person;
    const region = regionId === undefined ? null : await findRegion(regionId);
    const store = storePlaceId === undefined ? null : await findPlace(storePlaceId);
    const confirmer = await confirmerOf(ctx.state.person);
    const view: MeView = {
      personId: id,
      name,
      employeeNo,
      roles: [...roles],
      staffKind,
      timeZone,
      ...(region && { regionName: region.name }),
      ...(store && { storeName: store.name }),
      ...(confirmer && { confirmer }),
      demo: isDemo,
    };
    ctx.body = view;
  });

  router.get('/my/waiting', async (ctx) => {
    ctx.body = await findWaiting(deps, ctx.state.person);
  });

  router.get('/today', async (ctx) => {
    ctx.body = todayView(await findToday(deps, ctx.state.person));
  });
  return router;
}
