import { Router } from '@koa/router';
import { ReplayBodySchema } from '../contract/tuning.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { startReplay } from '../flow/tuning/replay-start.ts';
import { findReplay, listReplays, type Replay } from '../store/replays.ts';
import { listSettingVersions } from '../store/setting-versions.ts';
import { loadNames } from './names.ts';
import { readPage } from './page.ts';
import { parseBody } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { TUNING_AUTHORS, TUNING_READERS } from './tuning.ts';
import { replayRow, replayView } from './views/tuning-view.ts';

const LIST_LIMIT = 50;

/** Drafts run over the stored history, with how far they are and what they found. */
export function replayRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/tuning/replays' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, TUNING_READERS);
    const { items: replays, next } = await readPage(ctx.query['after'], [
      { limit: LIST_LIMIT, list: listReplays, endOf: ({ at, id }) => ({ at, id }) },
    ]);
    const names = await loadNames(replays.map(({ byId }) => byId));
    ctx.body = { replays: replays.map((replay) => replayRow(replay, names)), ...next };
  });

  router.get('/:id', async (ctx) => {
    requireRole(ctx.state.person, TUNING_READERS);
    const replay = await findReplay(ctx.params['id'] ?? '');
    if (!replay) throw notFound('replay');
    ctx.body = await viewOf(replay);
  });

  router.post('/', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, TUNING_AUTHORS);
    const actor = { personId: person.id, roles: person.roles };
    const replay = await startReplay(deps, actor, parseBody(ReplayBodySchema, ctx));
    ctx.status = 202;
    ctx.body = await viewOf(replay);
  });
  return router;
}

async function viewOf(replay: Replay) {
  const versions = await listSettingVersions();
  return replayView(replay, { versions, names: await loadNames([replay.byId]) });
}
