import { MOST } from '../../contract/limits.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { isEnded } from '../../domain/case/case.ts';
import { refuseRemoval } from '../../domain/case/file-removal.ts';
import { badField, conflict, forbidden, notFound, tooLarge } from '../../errors.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  deleteCaseFile,
  findCaseFile,
  insertCaseFile,
  listCaseFiles,
  type CaseFile,
} from '../../store/case-files.ts';
import type { CaseRecord } from '../../store/cases.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import { loadCase } from './case-step.ts';
import type { Actor, Deps } from '../deps.ts';
import { reencode } from '../ingest/photo.ts';
import { sha256 } from '../secret/secret.ts';

/** A scanned paper of a few pages; a whole document store is not what a case needs. */
const MAX_PDF_BYTES = 5 * 1024 * 1024;
const HR = ['hr', 'hr_lead'];

type Upload = Readonly<{ caseId: string; id: string; name: string; bytes: Uint8Array }>;

/** The person adds to the own case. */
export async function addOwnFile(deps: Deps, person: Person, upload: Upload): Promise<CaseFile> {
  return addCaseFile(deps, await ownCase(person, upload.caseId), upload);
}

/** HR adds what it found; the person sees it like everything else the decision may rest on (R9), and nobody takes it back. */
export async function addHrFile(deps: Deps, actor: Actor, upload: Upload): Promise<CaseFile> {
  const record = await loadCase(upload.caseId);
  if (actor.personId === record.personId) throw forbidden('is_subject');
  if (!HR.some((role) => actor.roles.includes(role))) throw forbidden('not_your_role');
  return addCaseFile(deps, record, { ...upload, byId: actor.personId });
}

/** Takes a file while the case runs: pictures are re-encoded without metadata, PDFs kept as they are; once by its id. */
async function addCaseFile(
  deps: Deps,
  record: CaseRecord,
  upload: Upload & { byId?: string },
): Promise<CaseFile> {
  const { byId } = upload;
  const sourceSha256 = sha256(upload.bytes);
  const known = await findCaseFile(upload.id);
  if (known) return sameFile(known, { caseId: record.id, sourceSha256 });
  if (isEnded(record.state)) throw conflict('case_ended');
  const ofSide = (await listCaseFiles(record.id)).filter((file) => isByHr(file) === (byId !== undefined));
  if (ofSide.length >= MOST.caseFiles) throw conflict('too_many_files');
  const { type, content } = await storedForm(upload.bytes);
  const file: CaseFile = {
    id: upload.id,
    caseId: record.id,
    personId: record.personId,
    ...(byId !== undefined && { byId }),
    name: upload.name,
    type,
    size: content.byteLength,
    sourceSha256,
    at: deps.now(),
  };
  if (!(await insertCaseFile(file, content, workOf(file, record)))) {
    const first = await findCaseFile(upload.id);
    if (first) return sameFile(first, { caseId: record.id, sourceSha256 });
  }
  await deps.enqueue({ name: 'relay' });
  return file;
}

/** The person takes a file back, as long as nothing rests on it. */
export async function removeCaseFile(
  deps: Deps,
  person: Person,
  { caseId, id }: Readonly<{ caseId: string; id: string }>,
): Promise<void> {
  const record = await ownCase(person, caseId);
  const file = await findCaseFile(id);
  if (file?.caseId !== record.id || isByHr(file)) throw notFound('file');
  const refused = refuseRemoval(record, file);
  if (refused) throw conflict(refused);
  const subject = `case_files:${id}`;
  const entry = {
    at: deps.now(),
    actorId: person.id,
    action: 'case_file.remove',
    subject,
    personId: person.id,
  };
  await appendAudit(`${subject}:remove`, entry);
  await deleteCaseFile(id);
}

/** Whether HR added the file, not the person. */
export const isByHr = ({ byId }: Pick<CaseFile, 'byId'>): boolean => byId !== undefined;

async function ownCase(person: Person, caseId: string): Promise<CaseRecord> {
  const record = await loadCase(caseId);
  if (record.personId !== person.id || record.state === 'open') throw notFound('case');
  return record;
}

function sameFile(known: CaseFile, sent: Readonly<{ caseId: string; sourceSha256: string }>): CaseFile {
  if (known.caseId === sent.caseId && known.sourceSha256 === sent.sourceSha256) return known;
  throw conflict('id_taken');
}

async function storedForm(
  bytes: Uint8Array,
): Promise<Readonly<{ type: CaseFile['type']; content: Uint8Array }>> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes);
  if (found?.mime === 'application/pdf') {
    if (bytes.byteLength > MAX_PDF_BYTES) throw tooLarge('file', '5 MB (PDF)');
    return { type: 'application/pdf', content: bytes };
  }
  if (!found?.mime.startsWith('image/')) throw badField('file', rule.pictureOrPdf);
  return { type: 'image/jpeg', content: (await reencode(bytes)).jpeg };
}

/** The person is told of what HR adds; what was there before the facts came is read with them. */
function workOf(file: CaseFile, { state }: CaseRecord): Pending[] {
  const card: Pending = { id: `case_files:${file.id}:card`, kind: 'card', slot: 'added' };
  return [auditOf(file), ...(isByHr(file) && state !== 'open' ? [card] : [])];
}

function auditOf({ id, personId, byId = personId, at, sourceSha256 }: CaseFile): Pending {
  const subject = `case_files:${id}`;
  const entry = { at, actorId: byId, action: 'case_file.add', subject, personId, to: sourceSha256 };
  return { id: `${subject}:add`, kind: 'audit', entry };
}
