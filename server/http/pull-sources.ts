import { Router } from '@koa/router';
import {
  PullSourceBodySchema,
  PullSourceChangeSchema,
  PullSourceIdSchema,
  PullTakeBackSchema,
  PullTrySchema,
} from '../contract/pull-source.ts';
import { type PullSourceList } from '../contract/pull-source-view.ts';
import type { Role } from '../contract/person.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import { confirmMissing } from '../flow/pull/pull-confirm.ts';
import { previewSource } from '../flow/pull/pull-preview.ts';
import {
  askSourceNow,
  changeSource,
  createPullSource,
  deleteSource,
  listMappable,
} from '../flow/pull/pull-source.ts';
import { findImport } from '../store/imports.ts';
import { findPeople } from '../store/people.ts';
import { findPullSource, listPullSources } from '../store/pull-sources.ts';
import { LanguageSchema, parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { faultsCsv } from './views/faults-csv.ts';
import { pullSourceView } from './views/pull-source-view.ts';

const EDITORS: readonly Role[] = ['admin'];

/** Other systems that are asked for records (product M19): set up without code, tried, looked at, paused, deleted. */
export function pullSourceRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/pull-sources' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = await listView(deps);
  });
  router.post('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    await createPullSource(deps, actorOf(ctx.state), parseBody(PullSourceBodySchema, ctx));
    ctx.body = await listView(deps);
    ctx.status = 201;
  });
  router.post('/try', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = await previewSource(deps, actorOf(ctx.state), parseBody(PullTrySchema, ctx));
  });
  router.put('/:id', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(PullSourceChangeSchema, ctx);
    await changeSource(deps, actorOf(ctx.state), { ...body, id: idOf(ctx.params['id']) });
    ctx.body = await listView(deps);
  });
  router.delete('/:id', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    await deleteSource(deps, actorOf(ctx.state), idOf(ctx.params['id']));
    ctx.body = await listView(deps);
  });
  router.post('/:id/pull', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    await askSourceNow(deps, actorOf(ctx.state), idOf(ctx.params['id']));
    ctx.body = await listView(deps);
  });
  router.post('/:id/take-back', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const { run } = parseBody(PullTakeBackSchema, ctx);
    await confirmMissing(deps, actorOf(ctx.state), { id: idOf(ctx.params['id']), run });
    ctx.body = await listView(deps);
  });
  router.get('/:id/faults.csv', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const source = await findPullSource(idOf(ctx.params['id']));
    const importId = source?.last?.importId ?? source?.run?.importId;
    const found = importId === undefined ? null : await findImport(importId);
    if (!found) throw notFound('report');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    ctx.body = faultsCsv(found, language, { isPulled: true });
    ctx.type = 'text/csv';
    ctx.attachment('faults.csv');
  });
  return router;
}

async function listView({ now: clock }: Deps): Promise<PullSourceList> {
  const now = clock();
  const sources = await listPullSources();
  const people = await findPeople([...new Set(sources.map(({ createdById }) => createdById))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const views = sources.map((one) =>
    pullSourceView(one, { createdBy: names.get(one.createdById) ?? one.createdById, now }),
  );
  return { sources: views, fields: listMappable() };
}

const idOf = (param: string | undefined): string => parseValue(PullSourceIdSchema, param, 'id');
const actorOf = ({ person: { id, roles } }: Session): Actor => ({ personId: id, roles });
