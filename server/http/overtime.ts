import { Router } from '@koa/router';
import { ClientIdSchema } from '../contract/ingest.ts';
import { ConfirmPunchBodySchema } from '../contract/views.ts';
import type { OvertimeView } from '../contract/view-store.ts';
import type { Deps } from '../flow/deps.ts';
import { decideOvertime, findMyDecisions } from '../flow/punch/overtime.ts';
import { findOvertimeOf, type OvertimeRequest } from '../store/overtime-requests.ts';
import { findPeople } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';

const LIST_DAYS = 92;

/** Overtime requests: one's own, and those that wait for the manager in charge; everyone else sees none. */
export function overtimeRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/my/overtime', async (ctx) => {
    const now = deps.now();
    const fromAt = new Date(+now - LIST_DAYS * 86_400_000);
    const own = await findOvertimeOf(ctx.state.person.id, fromAt, new Date(+now + 86_400_000));
    ctx.body = { requests: own.toReversed().map((request) => overtimeView(request)) };
  });

  router.get('/overtime/to-decide', async (ctx) => {
    const requests = await findMyDecisions(ctx.state.person);
    const people = await findPeople([...new Set(requests.map(({ personId }) => personId))]);
    const look = { readerId: ctx.state.person.id, what: 'overtime', purpose: 'confirm', at: deps.now() };
    await Promise.all(people.map(({ id: personId }) => recordRead({ ...look, personId })));
    const names = new Map(people.map(({ id, name }) => [id, name]));
    ctx.body = { requests: requests.map((request) => overtimeView(request, names.get(request.personId))) };
  });

  router.post('/overtime/:id/decide', async (ctx) => {
    const { id: personId, roles } = ctx.state.person;
    const requestId = parseValue(ClientIdSchema, ctx.params['id'], 'id');
    const { accept, note } = parseBody(ConfirmPunchBodySchema, ctx);
    const { id, status } = await decideOvertime(deps, { personId, roles }, { requestId, accept, note });
    ctx.body = { id, status };
  });
  return router;
}

function overtimeView(
  { id, startAt, endAt, reason, status, decision }: OvertimeRequest,
  personName?: string,
): OvertimeView {
  return {
    id,
    ...(personName !== undefined && { personName }),
    startAt: startAt.toISOString(),
    endAt: endAt.toISOString(),
    reason,
    status,
    ...(decision?.note !== undefined && { note: decision.note }),
  };
}
