import { Router } from '@koa/router';
import { FeedbackBodySchema, LabelBodySchema } from '../contract/tuning.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { giveFeedback, labelAlert } from '../flow/tuning/tuning-label.ts';
import { findAlert, type Alert } from '../store/alerts.ts';
import type { Person } from '../store/people.ts';
import { alertRelation, type Relation } from './access.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';

/** What is said of an alert afterwards: HR labels it, the person says what it was like to be asked. */
export function alertWordRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/alerts' });

  router.post('/:id/label', async (ctx) => {
    const reader = ctx.state.person;
    const alert = await loadFor(ctx.params['id'] ?? '', reader, 'hr');
    const body = parseBody(LabelBodySchema, ctx);
    await labelAlert(deps, { personId: reader.id, roles: reader.roles }, { alert, body });
    ctx.status = 204;
  });

  router.post('/:id/feedback', async (ctx) => {
    const reader = ctx.state.person;
    const alert = await loadFor(ctx.params['id'] ?? '', reader, 'subject');
    const body = parseBody(FeedbackBodySchema, ctx);
    await giveFeedback(deps, { personId: reader.id, roles: reader.roles }, { alert, body });
    ctx.status = 204;
  });
  return router;
}

async function loadFor(id: string, reader: Person, wanted: Relation): Promise<Alert> {
  const alert = await findAlert(id);
  const relation = alert && alertRelation(alert, reader);
  if (!alert || !relation) throw notFound('alert');
  if (relation !== wanted) throw forbidden('not_your_role');
  return alert;
}
