import { Router } from '@koa/router';
import {
  SettingGroupBodySchema,
  SettingGroupSchema,
  type SettingsView,
} from '../contract/company-settings.ts';
import { CompanyProfileSchema, type CompanyProfileView } from '../contract/sanction.ts';
import { getCompanyProfile, saveCompanyProfile } from '../flow/company/company-profile.ts';
import { readSettingGroups, saveSettingGroup } from '../flow/company/company-settings.ts';
import type { Deps } from '../flow/deps.ts';
import { findPeople, type Person } from '../store/people.ts';
import { getOrgMapping } from '../store/org-mapping.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';

const READERS = ['hr', 'hr_lead', 'legal', 'admin'] as const;

/** Who the company is, and what it sets about its procedure; the HR lead writes, every change is on record. */
export function companySettingRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/company-profile', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    const { regions } = await getOrgMapping();
    const view: CompanyProfileView = {
      profile: await getCompanyProfile(),
      regions: regions.map(({ id, name }) => ({ id, name })),
      mayEdit: ctx.state.person.roles.includes('hr_lead'),
    };
    ctx.body = view;
  });
  router.put('/company-profile', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['hr_lead']);
    const profile = parseBody(CompanyProfileSchema, ctx);
    ctx.body = await saveCompanyProfile(deps, actorOf(person), profile);
  });

  router.get('/settings', async (ctx) => {
    requireRole(ctx.state.person, READERS);
    ctx.body = await settingsView(deps, ctx.state.person);
  });
  router.put('/settings/:group', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['hr_lead']);
    const group = parseValue(SettingGroupSchema, ctx.params['group'], 'group');
    await saveSettingGroup(deps, actorOf(person), { group, body: parseBody(SettingGroupBodySchema, ctx) });
    ctx.body = await settingsView(deps, person);
  });
  return router;
}

async function settingsView(deps: Deps, { roles }: Person): Promise<SettingsView> {
  const groups = await readSettingGroups(deps);
  const people = await findPeople([
    ...new Set(groups.flatMap(({ changes }) => changes.map(({ byId }) => byId))),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    mayEdit: roles.includes('hr_lead'),
    groups: groups.map(({ group, fields, changes, saysLonger = [] }) => ({
      group,
      fields: [...fields],
      ...(saysLonger.length > 0 && { saysLonger: [...saysLonger] }),
      changes: changes.map(({ at, byId, ...change }) => ({
        at: at.toISOString(),
        by: names.get(byId) ?? byId,
        ...change,
      })),
    })),
  };
}

const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });
