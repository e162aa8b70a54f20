import { Router } from '@koa/router';
import { z } from 'zod';
import { ClientIdSchema } from '../contract/ingest.ts';
import type { Role } from '../contract/person.ts';
import { RecordKindSchema, type ImportList } from '../contract/records.ts';
import { notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { importRecords } from '../flow/records/import-records.ts';
import { findImport, listImports, type Import } from '../store/imports.ts';
import { findPeople } from '../store/people.ts';
import { importBytes } from './import-bytes.ts';
import { LanguageSchema, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { faultsCsv } from './views/faults-csv.ts';
import { importLine, importView } from './views/import-view.ts';

const EDITORS: readonly Role[] = ['admin'];
const SHOWN = 30;
/** Of one that a source made too, which gives ids of its own. */
const AnyImportIdSchema = z.uuid();

/** Files of records that IT puts in by hand, and how every import of late went, whoever made it. */
export function importRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/imports' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = await listView(deps.now());
  });
  router.put('/:importId', async (ctx) => {
    const { person } = ctx.state;
    requireRole(person, EDITORS);
    const importId = parseValue(ClientIdSchema, ctx.params['importId'], 'importId');
    const kind = parseValue(RecordKindSchema, ctx.query['kind'], 'kind');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const bytes = importBytes(ctx);
    const known = await findImport(importId);
    if (known && known.by !== person.id) throw notFound('import');
    const ended = await importRecords(deps, {
      importId,
      kind,
      by: person.id,
      language,
      bytes,
    });
    ctx.body = importView(ended, language, deps.now());
  });
  router.get('/:importId', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const found = await load(ctx.params['importId']);
    ctx.body = importView(found, parseValue(LanguageSchema, ctx.query['language'], 'language'), deps.now());
  });
  router.get('/:importId/faults.csv', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const found = await load(ctx.params['importId']);
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    ctx.body = faultsCsv(found, language, { isPulled: found.by.startsWith('source:') });
    ctx.type = 'text/csv';
    ctx.attachment('faults.csv');
  });
  return router;
}

async function listView(now: Date): Promise<ImportList> {
  const found = await listImports(SHOWN);
  const people = await findPeople([...new Set(found.map(({ by }) => by))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return { imports: found.map((one) => importLine(one, { nameOf: (id) => names.get(id) ?? id, now })) };
}

async function load(id: string | undefined): Promise<Import> {
  const found = await findImport(parseValue(AnyImportIdSchema, id, 'importId'));
  if (!found) throw notFound('import');
  return found;
}
