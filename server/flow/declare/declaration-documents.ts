import { MAX_DOCUMENT_BYTES } from '../../contract/declaration.ts';
import { MOST } from '../../contract/limits.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { badField, conflict, notFound, tooLarge } from '../../errors.ts';
import {
  findDeclarationDocument,
  insertDeclarationDocument,
  listDeclarationDocuments,
  type DeclarationDocument,
} from '../../store/declaration-documents.ts';
import { findDeclaration } from '../../store/declarations.ts';
import type { Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';

const PICTURES = ['image/jpeg', 'image/png', 'image/webp'];
const MAX_PIXELS = 40_000_000;
/** Readable for a contract on A4. */
const SIDE_PX = 2400;
const QUALITY = 80;

/** The person attaches a paper (offer, contract, employer's letter) to an own declaration; pictures lose their metadata (R22). */
export async function attachDocument(
  deps: Deps,
  person: Person,
  input: { declarationId: string; id: string; name: string; content: Uint8Array },
): Promise<DeclarationDocument> {
  const { declarationId, id, name, content } = input;
  const declaration = await findDeclaration(declarationId);
  if (declaration?.personId !== person.id) throw notFound('declaration');
  if (declaration.status !== 'pending' && declaration.status !== 'approved')
    throw conflict('illegal_transition');
  const sourceSha256 = sha256(content);
  const known = await findDeclarationDocument(id);
  if (known) return sameAs(known, { declarationId, sourceSha256 });
  if ((await listDeclarationDocuments([declarationId])).length >= MOST.documents)
    throw conflict('too_many_documents');
  const { mime, kept } = await clean(content);
  const at = deps.now();
  const document = {
    id,
    declarationId,
    personId: person.id,
    name,
    mime,
    sourceSha256,
    bytes: kept.byteLength,
    at,
  };
  const subject = `declarations:${declarationId}`;
  const entry = { at, actorId: person.id, action: 'declaration.attach', subject, personId: person.id };
  const pending = [{ id: `${id}:audit`, kind: 'audit', entry: { ...entry, to: sourceSha256 } }] as const;
  if (await insertDeclarationDocument(document, { content: kept, pending })) {
    await deps.enqueue({ name: 'relay' });
    return document;
  }
  const first = await findDeclarationDocument(id);
  if (!first) throw conflict('document_conflict');
  return sameAs(first, { declarationId, sourceSha256 });
}

function sameAs(
  known: DeclarationDocument,
  sent: Pick<DeclarationDocument, 'declarationId' | 'sourceSha256'>,
): DeclarationDocument {
  if (known.declarationId === sent.declarationId && known.sourceSha256 === sent.sourceSha256) return known;
  throw conflict('document_conflict');
}

async function clean(content: Uint8Array): Promise<{ mime: string; kept: Uint8Array }> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(content);
  if (type?.mime === 'application/pdf') return { mime: type.mime, kept: content };
  if (!type || !PICTURES.includes(type.mime)) throw badFile();
  const { default: sharp } = await import('sharp');
  const kept = await sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: SIDE_PX, height: SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY, mozjpeg: true })
    .toBuffer()
    .catch(() => {
      throw badFile();
    });
  if (kept.byteLength > MAX_DOCUMENT_BYTES) throw tooLarge('file', '5 MB');
  return { mime: 'image/jpeg', kept };
}

const badFile = () => badField('file', rule.pdfOrPicture);
