import { Router } from '@koa/router';
import { PackRequestBodySchema, type PackView } from '../contract/evidence-pack.ts';
import { forbidden, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { askPack, givePack } from '../flow/pack/pack.ts';
import { findCase, type CaseRecord } from '../store/cases.ts';
import { listPacks, type Pack } from '../store/packs.ts';
import { findPeople, type Person } from '../store/people.ts';
import { caseRelation } from './access.ts';
import { parseBody } from './parse.ts';
import type { Session } from './session.ts';

/** Evidence packs: asked for by HR, consented to in the chat, fetched by the one who asked. */
export function packRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.get('/cases/:id/packs', async (ctx) => {
    const { id } = await loadForHr(ctx.params['id'] ?? '', ctx.state.person, deps.now());
    ctx.body = { packs: await viewsOf(await listPacks(id), ctx.state.person) };
  });

  router.post('/cases/:id/packs', async (ctx) => {
    const { person } = ctx.state;
    const { id: caseId } = await loadForHr(ctx.params['id'] ?? '', person, deps.now());
    const { purpose } = parseBody(PackRequestBodySchema, ctx);
    await askPack(deps, { personId: person.id, roles: person.roles }, { caseId, purpose });
    ctx.body = { packs: await viewsOf(await listPacks(caseId), person) };
  });

  router.get('/packs/:packId/file', async (ctx) => {
    const { id, roles } = ctx.state.person;
    const { fileName, zip } = await givePack(deps, { personId: id, roles }, ctx.params['packId'] ?? '');
    ctx.attachment(fileName);
    ctx.type = 'application/zip';
    ctx.body = Buffer.from(zip);
  });
  return router;
}

async function loadForHr(id: string, reader: Person, at: Date): Promise<CaseRecord> {
  const record = await findCase(id);
  const relation = record && caseRelation(record, reader, at);
  if (!record || !relation) throw notFound('case');
  if (relation !== 'hr') throw forbidden('not_your_role');
  return record;
}

async function viewsOf(packs: readonly Pack[], reader: Person): Promise<PackView[]> {
  const ids = packs.flatMap(({ askedById, decidedById }) => [askedById, decidedById ?? []].flat());
  const names = new Map((await findPeople(ids)).map((person) => [person.id, person.name]));
  return packs.map(({ id, askedById, purpose, askedAt, status, decidedById, comment, untilAt, given }) => ({
    id,
    askedBy: names.get(askedById) ?? askedById,
    own: askedById === reader.id,
    purpose,
    askedAt: askedAt.toISOString(),
    status,
    ...(decidedById !== undefined && { decidedBy: names.get(decidedById) ?? decidedById }),
    ...(comment !== undefined && { comment }),
    ...(untilAt && { untilAt: untilAt.toISOString() }),
    given: given.map(({ at, sha256, bytes }) => ({ at: at.toISOString(), sha256, bytes })),
  }));
}
