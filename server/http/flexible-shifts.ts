import { Router } from '@koa/router';
import {
  FlexibleBodySchema,
  FlexibleEndBodySchema,
  FlexibleHoursBodySchema,
  FlexibleSettingsSchema,
  FlexibleStepBodySchema,
  type FlexiblePreview,
} from '../contract/flexible.ts';
import { dayOf } from '../domain/time.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { endFlexible, stopFlexible, withdrawFlexible } from '../flow/flexible/flexible-end.ts';
import { previewFlexible } from '../flow/flexible/flexible-facts.ts';
import { changeFlexibleSettings, flexibleSettings } from '../flow/flexible/flexible-parts.ts';
import { requestFlexible } from '../flow/flexible/flexible.ts';
import { listFlexible, type FlexibleShift } from '../store/flexible-shifts.ts';
import { listFlexibleRegister, readFlexible } from './flexible-reader.ts';
import { parseBody } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { flexedDayView, flexibleView, type FlexibleReader } from './views/flexible-view.ts';

/** Flexible shifts (M24): a person asks, withdraws and ends; HR and the region's managers read the list. */
export function flexibleShiftRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });
  const show = (request: FlexibleShift, { person }: Session, reader: FlexibleReader) =>
    flexibleView(request, { reader, today: dayOf(deps.now(), person.timeZone) });

  router.get('/my/flexible-shifts', async (ctx) => {
    const own = await listFlexible(ctx.state.person.id);
    ctx.body = { requests: own.map((request) => show(request, ctx.state, 'subject')) };
  });

  router.post('/flexible-shifts/preview', async (ctx) => {
    const asked = parseBody(FlexibleHoursBodySchema, ctx);
    const settings = await flexibleSettings();
    const { days, weekHours, faults } = await previewFlexible(deps, ctx.state.person, { asked, settings });
    const preview: FlexiblePreview = {
      days: days.map(flexedDayView),
      ...(weekHours && { weekHours }),
      faults: [...faults],
      longestWeeks: settings.longestWeeks,
    };
    ctx.body = preview;
  });

  router.post('/flexible-shifts', async (ctx) => {
    const request = await requestFlexible(deps, ctx.state.person, parseBody(FlexibleBodySchema, ctx));
    ctx.status = 201;
    ctx.body = show(request, ctx.state, 'subject');
  });

  router.get('/flexible-shifts', async (ctx) => {
    ctx.body = await listFlexibleRegister(deps, ctx.state.person, ctx.query['after']);
  });

  router.get('/flexible-shifts/settings', async (ctx) => {
    requireRole(ctx.state.person, ['hr', 'hr_lead']);
    ctx.body = await flexibleSettings();
  });

  router.put('/flexible-shifts/settings', async (ctx) => {
    requireRole(ctx.state.person, ['hr_lead']);
    const settings = parseBody(FlexibleSettingsSchema, ctx);
    ctx.body = await changeFlexibleSettings(deps, actorOf(ctx.state), settings);
  });

  router.get('/flexible-shifts/:id', async (ctx) => {
    ctx.body = await readFlexible(deps, ctx.params['id'] ?? '', ctx.state.person);
  });

  router.post('/flexible-shifts/:id/withdraw', async (ctx) => {
    const input = { id: ctx.params['id'] ?? '', ...parseBody(FlexibleStepBodySchema, ctx) };
    ctx.body = show(await withdrawFlexible(deps, actorOf(ctx.state), input), ctx.state, 'subject');
  });

  router.post('/flexible-shifts/:id/stop', async (ctx) => {
    const input = { id: ctx.params['id'] ?? '', ...parseBody(FlexibleStepBodySchema, ctx) };
    ctx.body = show(await stopFlexible(deps, actorOf(ctx.state), input), ctx.state, 'subject');
  });

  router.post('/flexible-shifts/:id/end', async (ctx) => {
    requireRole(ctx.state.person, ['hr', 'hr_lead']);
    const input = { id: ctx.params['id'] ?? '', ...parseBody(FlexibleEndBodySchema, ctx) };
    ctx.body = show(await endFlexible(deps, actorOf(ctx.state), input), ctx.state, 'hr');
  });
  return router;
}

const actorOf = ({ person }: Session): Actor => ({ personId: person.id, roles: person.roles });
