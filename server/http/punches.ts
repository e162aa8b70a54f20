import { Router } from '@koa/router';
import { ConfirmPunchBodySchema } from '../contract/views.ts';
import { ClientIdSchema } from '../contract/ingest.ts';
import type { Deps } from '../flow/deps.ts';
import { confirmPunch } from '../flow/punch/punch.ts';
import { findMyPunchesToConfirm } from '../flow/punch/punch-confirmers.ts';
import { lookAtPunchPhoto } from '../flow/punch/punch-photo.ts';
import { findPeople } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { parseBody, parseValue } from './parse.ts';
import { sendFile } from './send-file.ts';
import type { Session } from './session.ts';
import { punchToConfirmView } from './views/punch-view.ts';

/** Punches that wait for the manager of their store or region; everyone else sees none. */
export function punchRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/punches' });

  router.get('/to-confirm', async (ctx) => {
    const { id } = ctx.state.person;
    const punches = await findMyPunchesToConfirm(ctx.state.person);
    const people = await findPeople([...new Set(punches.map(({ personId }) => personId))]);
    const look = { readerId: id, what: 'punch', purpose: 'confirm', at: deps.now() };
    await Promise.all(people.map((person) => recordRead({ ...look, personId: person.id })));
    const names = new Map(people.map((person) => [person.id, person.name]));
    ctx.body = {
      punches: punches.map((punch) => punchToConfirmView(punch, names.get(punch.personId) ?? '')),
    };
  });

  router.get('/:id/photo', async (ctx) => {
    const { id: personId, roles } = ctx.state.person;
    const punchId = parseValue(ClientIdSchema, ctx.params['id'], 'id');
    const { photo, jpeg } = await lookAtPunchPhoto(deps, { personId, roles }, punchId);
    sendFile(ctx, { type: 'image/jpeg', content: jpeg, name: `${photo.id}.jpg` });
  });

  router.post('/:id/confirm', async (ctx) => {
    const { id: personId, roles } = ctx.state.person;
    const punchId = parseValue(ClientIdSchema, ctx.params['id'], 'id');
    const { accept, note } = parseBody(ConfirmPunchBodySchema, ctx);
    const punch = await confirmPunch(deps, { personId, roles }, { punchId, accept, note });
    ctx.body = { id: punch.id, status: punch.status };
  });
  return router;
}
