import { Router } from '@koa/router';
import { CaseFileFieldsSchema, type CaseFileList } from '../contract/case-file.ts';
import { ClientIdSchema } from '../contract/ingest.ts';
import * as rule from '../contract/texts/request-rules.ts';
import { refuseRemoval } from '../domain/case/file-removal.ts';
import { badField, notFound } from '../errors.ts';
import { addHrFile, addOwnFile, isByHr, removeCaseFile } from '../flow/case/case-file.ts';
import type { Deps } from '../flow/deps.ts';
import { findCaseFile, listCaseFiles, readCaseFile, type CaseFile } from '../store/case-files.ts';
import { findCase, type CaseRecord } from '../store/cases.ts';
import type { Person } from '../store/people.ts';
import { recordRead } from '../store/reads.ts';
import { caseRelation } from './access.ts';
import { mayReadName } from './case-reader.ts';
import { sendFile } from './send-file.ts';
import { oneFile, textFields } from './one-file.ts';
import { parseBody, parseValue } from './parse.ts';
import type { Session } from './session.ts';

/** What the person and HR add to a case: both sides and the approvers read it, and every look is in the person's ledger (R16). */
export function caseFileRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1' });

  router.post('/my/cases/:id/files', oneFile('file'), async (ctx) => {
    ctx.body = fileView(await addOwnFile(deps, ctx.state.person, uploadOf(ctx)));
  });
  router.post('/cases/:id/files', oneFile('file'), async (ctx) => {
    const { person } = ctx.state;
    await loadVisible(ctx.params['id'] ?? '', person, deps.now());
    const actor = { personId: person.id, roles: person.roles };
    ctx.body = fileView(await addHrFile(deps, actor, uploadOf(ctx)));
  });

  router.delete('/my/cases/:id/files/:fileId', async (ctx) => {
    const id = parseValue(ClientIdSchema, ctx.params['fileId'], 'fileId');
    await removeCaseFile(deps, ctx.state.person, { caseId: ctx.params['id'] ?? '', id });
    ctx.body = { id };
  });

  router.get('/cases/:id/files', async (ctx) => {
    const reader = ctx.state.person;
    const record = await loadVisible(ctx.params['id'] ?? '', reader, deps.now());
    const files = (await listCaseFiles(record.id)).filter(isShown(record, reader, deps.now()));
    const mayRemove = (file: CaseFile): boolean =>
      reader.id === record.personId && !isByHr(file) && refuseRemoval(record, file) === null;
    const list: CaseFileList = {
      files: files.map((file) => ({ ...fileView(file), ...(mayRemove(file) && { mayRemove: true }) })),
    };
    ctx.body = list;
  });

  router.get('/cases/:id/files/:fileId', async (ctx) => {
    const reader = ctx.state.person;
    const record = await loadVisible(ctx.params['id'] ?? '', reader, deps.now());
    const file = await findCaseFile(parseValue(ClientIdSchema, ctx.params['fileId'], 'fileId'));
    const isTheirs = file?.caseId === record.id && isShown(record, reader, deps.now())(file);
    const content = isTheirs ? await readCaseFile(file.id) : null;
    if (!file || !content) throw notFound('file');
    await recordRead({
      personId: record.personId,
      readerId: reader.id,
      what: 'case_file',
      purpose: `case ${record.caseNo}`,
      at: deps.now(),
    });
    sendFile(ctx, {
      type: file.type,
      content,
      name: `${file.id}.${file.type === 'image/jpeg' ? 'jpg' : 'pdf'}`,
    });
  });
  return router;
}

/** What the person added names the person: others read it where they may read the name (R12). */
function isShown(record: CaseRecord, reader: Person, at: Date): (file: CaseFile) => boolean {
  const mayName = mayReadName(record, reader, at);
  return (file) => mayName || isByHr(file);
}

type FileContext = Parameters<typeof textFields>[0] &
  Readonly<{ params: Readonly<Record<string, string>>; file?: { buffer?: Buffer } }>;
function uploadOf(ctx: FileContext) {
  const fields = parseBody(CaseFileFieldsSchema, textFields(ctx));
  const { file } = ctx;
  if (!file?.buffer) throw badField('file', rule.onePictureOrPdf);
  return { caseId: ctx.params['id'] ?? '', ...fields, bytes: file.buffer };
}

function fileView(file: CaseFile): CaseFileList['files'][number] {
  const { id, name, type, size, at } = file;
  return { id, from: isByHr(file) ? 'hr' : 'subject', name, type, bytes: size, at: at.toISOString() };
}

async function loadVisible(id: string, reader: Person, at: Date): Promise<CaseRecord> {
  const record = await findCase(id);
  if (!record || caseRelation(record, reader, at) === null) throw notFound('case');
  return record;
}
