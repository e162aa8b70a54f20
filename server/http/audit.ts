import { Router } from '@koa/router';
import { forbidden } from '../errors.ts';
import { listCheckpoints, listSigningKeys } from '../store/audit-checkpoints.ts';
import { readPage } from './page.ts';
import type { Session } from './session.ts';

const LIST_LIMIT = 1_000;

/** For whoever keeps copies of the checkpoints outside this installation: no data of any person is in them. */
export function auditRoutes(): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/audit' });
  router.get('/checkpoints', async (ctx) => {
    const { roles } = ctx.state.person;
    if (!roles.includes('auditor') && !roles.includes('admin')) throw forbidden('not_your_role');
    const { items: checkpoints, next } = await readPage(ctx.query['after'], [
      {
        limit: LIST_LIMIT,
        list: ({ after, limit }) => listCheckpoints(limit, after && Number(after.id)),
        endOf: ({ at, size }) => ({ at, id: String(size) }),
      },
    ]);
    const keys = await listSigningKeys();
    ctx.body = {
      checkpoints: checkpoints.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
      keys: keys.map(({ sinceAt, ...rest }) => ({ ...rest, sinceAt: sinceAt.toISOString() })),
      ...next,
    };
  });
  return router;
}
