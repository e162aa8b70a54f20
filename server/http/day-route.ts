import { Router } from '@koa/router';
import { ExternalIdSchema } from '../contract/place.ts';
import { RouteFromSchema, TaskMarkSchema, TravelModeSchema } from '../contract/route.ts';
import { drawRoutePicture } from '../domain/route/route-picture.ts';
import type { Deps } from '../flow/deps.ts';
import { findDayRoute } from '../flow/route/day-route.ts';
import { markTask } from '../flow/route/route-mark.ts';
import { LanguageSchema, parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';
import { routeView } from './views/route-view.ts';

const FromSchema = RouteFromSchema.default('now');
const ModeSchema = TravelModeSchema.optional();

/** The person's own route of today (M21): a help, kept nowhere. */
export function dayRouteRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/my' });
  const find = (query: Record<string, unknown>, person: Session['person']) =>
    findDayRoute(deps, person, {
      from: parseValue(FromSchema, query['from'], 'from'),
      mode: parseValue(ModeSchema, query['mode'], 'mode'),
    });

  router.get('/route', async (ctx) => {
    ctx.body = routeView(await find(ctx.query, ctx.state.person));
  });

  router.put('/route/tasks/:taskId', async (ctx) => {
    const taskId = parseValue(ExternalIdSchema, ctx.params['taskId'], 'taskId');
    const mark = parseBody(TaskMarkSchema, ctx);
    await markTask(deps, ctx.state.person, { taskId, ...mark });
    ctx.body = mark;
  });

  router.get('/route.svg', async (ctx) => {
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const found = await find(ctx.query, ctx.state.person);
    const { stops, left } = routeView(found);
    // Its style stands in the picture itself; nothing else may come from anywhere.
    ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    ctx.type = 'image/svg+xml';
    const { day, start, zones, route } = found;
    ctx.body = drawRoutePicture(
      {
        day,
        zones,
        distanceM: route.distanceM,
        ...(start && { start: start.point }),
        stops: stops.map(({ name = '', point }) => ({ name, point })),
        left: left.flatMap(({ point }) => point ?? []),
      },
      language,
    );
  });
  return router;
}
