import { Router } from '@koa/router';
import { DaySchema } from '../contract/calendar.ts';
import { CalendarDayBodySchema, DutyBodySchema, DutyIdSchema } from '../contract/duty.ts';
import { forbidden } from '../errors.ts';
import { ownDays, setOwnDay, yearsOf } from '../flow/company/calendar.ts';
import type { Deps } from '../flow/deps.ts';
import { listDuty, removeDuty, saveDuty } from '../flow/case/duty.ts';
import { findPeopleWithRole, type Person } from '../store/people.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';

/** Who of HR is on duty, and which days the company works: what the clocks of cases rest on. */
export function dutyRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/duty', async (ctx) => {
    requireRole(ctx.state.person, ['hr', 'hr_lead']);
    const people = (await findPeopleWithRole('hr')).map(({ id, name }) => ({ id, name }));
    const names = new Map(people.map((person) => [person.id, person]));
    const named = (id: string) => names.get(id) ?? { id, name: id };
    const entries = (await listDuty()).map(({ hrId, deputyIds, ...entry }) => ({
      ...entry,
      hr: named(hrId),
      deputies: deputyIds.map(named),
    }));
    ctx.body = { entries, people, mayEdit: ctx.state.person.roles.includes('hr_lead') };
  });
  router.put('/duty/:id', async (ctx) => {
    const id = parseValue(DutyIdSchema, ctx.params['id'], 'id');
    await saveDuty(deps, actorOf(ctx.state.person), { id, body: parseBody(DutyBodySchema, ctx) });
    ctx.body = { id };
  });
  router.delete('/duty/:id', async (ctx) => {
    const id = parseValue(DutyIdSchema, ctx.params['id'], 'id');
    await removeDuty(deps, actorOf(ctx.state.person), id);
    ctx.body = { id };
  });

  router.get('/calendar', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, ['hr', 'hr_lead', 'admin']);
    const days = Object.entries(await ownDays()).map(([day, kind]) => ({ day, kind }));
    const mayEdit = person.roles.includes('hr_lead') || person.roles.includes('admin');
    ctx.body = {
      days: days.toSorted((a, b) => a.day.localeCompare(b.day)),
      years: yearsOf(deps, person.timeZone),
      mayEdit,
    };
  });
  router.put('/calendar/:day', async (ctx) => {
    const day = parseValue(DaySchema, ctx.params['day'], 'day');
    const { kind } = parseBody(CalendarDayBodySchema, ctx);
    await setOwnDay(deps, actorOf(ctx.state.person), { day, kind });
    ctx.body = { day, kind };
  });
  return router;
}

const actorOf = ({ id, roles }: Person) => ({ personId: id, roles });

function requireRole({ roles }: Person, allowed: readonly Person['roles'][number][]): void {
  if (!allowed.some((role) => roles.includes(role))) throw forbidden('not_your_role');
}
