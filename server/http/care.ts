import { Router } from '@koa/router';
import type { CareView } from '../contract/view-care.ts';
import { USUAL_CARE } from '../domain/care/care-settings.ts';
import type { Deps } from '../flow/deps.ts';
import { careGroupsOf } from '../flow/care.ts';
import { listCareReports } from '../store/care-reports.ts';
import { getOrgTree } from '../store/org-tree.ts';
import type { Person } from '../store/people.ts';
import { loadNames } from './names.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const MONTHS = 12;

/** How teams are doing, by month: HR sees every group, an area manager those that lie wholly in the own region. */
export function careRoutes(_deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/care' });

  router.get('/', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['hr', 'hr_lead', 'area_manager']);
    ctx.body = await careView(person);
  });
  return router;
}

async function careView(reader: Person): Promise<CareView> {
  const [reports, tree, names] = await Promise.all([listCareReports(MONTHS), getOrgTree(), loadNames([])]);
  const departmentOf = new Map(tree.map(({ id, name }) => [id, name]));
  const seesAll = reader.roles.includes('hr') || reader.roles.includes('hr_lead');
  return {
    minGroup: USUAL_CARE.minGroup,
    months: reports.map(({ month, at, groups }) => ({
      month,
      at: at.toISOString(),
      groups: (seesAll ? groups : careGroupsOf(reader, groups)).map(
        ({ regionIds, departmentIds, actions, ...figures }) => ({
          regions: regionIds.map((id) => names.region(id)),
          departments: departmentIds.map((id) => departmentOf.get(id) ?? id),
          people: figures.people,
          overtimeHours: figures.overtimeHours,
          overLimit: figures.overLimit,
          withoutRest: figures.withoutRest,
          salesBelow: figures.salesBelow,
          spread: figures.spread,
          actions: [...actions],
        }),
      ),
    })),
  };
}
