import { Router } from '@koa/router';
import type { DayPlanBoard } from '../contract/day-plan.ts';
import { findDayPlans } from '../flow/route/day-plans.ts';
import type { Deps } from '../flow/deps.ts';
import { findRegionScope } from './region-scope.ts';
import { isHr, noteLooks } from './register.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { dayPlanView } from './views/day-plan-view.ts';

/** The day of a region's people (M21): its manager and HR; each look is in the ledger of everybody it shows (R16). */
export function dayPlanRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/day-plans' });

  router.get('/', async (ctx) => {
    const reader = ctx.state.person;
    requireRole(reader, ['hr', 'hr_lead', 'area_manager']);
    const scope = await findRegionScope(reader, { asked: ctx.query['region'], seesAll: isHr(reader) });
    const { regions, region, staff } = scope;
    const found = await findDayPlans(deps, { regionId: region.id, staff, timeZone: reader.timeZone });
    const view = dayPlanView(found);
    const shown = [...view.people, ...view.free].map(({ personId }) => personId);
    await noteLooks(deps, reader, { what: 'day_plan', personIds: shown });
    const board: DayPlanBoard = { regions, region, ...view };
    ctx.body = board;
  });
  return router;
}
