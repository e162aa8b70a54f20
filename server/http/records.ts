import { Router } from '@koa/router';
import { ClientIdSchema } from '../contract/ingest.ts';
import { ExternalIdSchema } from '../contract/place.ts';
import { RecordKindSchema } from '../contract/records.ts';
import type { Language } from '../contract/texts/sentence.ts';
import { invalidInput, notFound } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { importRecords } from '../flow/records/import-records.ts';
import { readRecord } from '../flow/records/record-checks.ts';
import { createKnown } from '../flow/records/record-references.ts';
import { type Put } from '../flow/records/records.ts';
import { putRecord, withdrawRecord } from '../flow/records/work-records.ts';
import { findImport, type Import } from '../store/imports.ts';
import { importBytes } from './import-bytes.ts';
import { keyOwnerOf } from './key-owner.ts';
import { languageOf, sayFaults } from './language.ts';
import { bodyOf, LanguageSchema, parseValue } from './parse.ts';
import { faultsCsv } from './views/faults-csv.ts';
import { importView } from './views/import-view.ts';

type KeyOwner = { by: string };
const STATUS: Readonly<Record<Put, number>> = { created: 201, updated: 200, unchanged: 200 };

/** Records of other systems, by key: putting the same one again changes nothing. */
export function recordRoutes(deps: Deps): Router<KeyOwner> {
  const router = new Router<KeyOwner>({ prefix: '/api/v1/records' });

  router.use(async function requireKey(ctx, next) {
    ctx.state.by = await keyOwnerOf(deps, ctx, 'records');
    await next();
  });

  router.put('/imports/:importId', async (ctx) => {
    const importId = parseValue(ClientIdSchema, ctx.params['importId'], 'importId');
    const kind = parseValue(RecordKindSchema, ctx.query['kind'], 'kind');
    const language = parseValue(LanguageSchema, ctx.query['language'], 'language');
    const bytes = importBytes(ctx);
    const known = await findImport(importId);
    if (known && known.by !== ctx.state.by) throw notFound('import');
    const ended = await importRecords(deps, { importId, kind, by: ctx.state.by, language, bytes });
    ctx.body = importView(ended, language, deps.now());
  });

  router.get('/imports/:importId', async (ctx) => {
    const found = await ownImport(ctx.params['importId'], ctx.state.by);
    ctx.body = importView(found, importLanguage(ctx.query, found), deps.now());
  });

  router.get('/imports/:importId/faults.csv', async (ctx) => {
    const found = await ownImport(ctx.params['importId'], ctx.state.by);
    ctx.body = faultsCsv(found, importLanguage(ctx.query, found));
    ctx.type = 'text/csv';
  });

  for (const kind of RecordKindSchema.options)
    router.put(`/${kind}/:externalId`, async (ctx) => {
      const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
      const known = createKnown();
      const parsed = await readRecord(deps, { kind, externalId, record: bodyOf(ctx.request) }, known);
      if ('faults' in parsed) throw invalidInput(parsed.faults);
      const put = await putRecord(deps, parsed.put, { by: ctx.state.by, known });
      const { result } = put;
      const notices = sayFaults(put.notices, languageOf(ctx));
      ctx.status = STATUS[result];
      ctx.body = { externalId, result, ...(notices.length > 0 && { notices }) };
    });
  for (const kind of RecordKindSchema.options)
    router.delete(`/${kind}/:externalId`, async (ctx) => {
      const externalId = parseValue(ExternalIdSchema, ctx.params['externalId'], 'externalId');
      const result = await withdrawRecord(deps, { kind, externalId, by: ctx.state.by });
      ctx.body = { externalId, result };
    });
  return router;
}

/** The language asked for; else that of who sent the file. */
const importLanguage = ({ language }: { language?: unknown }, found: Import): Language =>
  language === undefined ? found.language : parseValue(LanguageSchema, language, 'language');

/** The import, if the same key began it. */
async function ownImport(id: string | undefined, by: string): Promise<Import> {
  const found = await findImport(parseValue(ClientIdSchema, id, 'importId'));
  if (found?.by !== by) throw notFound('import');
  return found;
}
