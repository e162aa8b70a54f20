import type { CertificateFields } from '../../contract/leaver.ts';
import { MOST } from '../../contract/limits.ts';
import { conflict, notFound, tooLarge } from '../../errors.ts';
import {
  findCertificate,
  insertCertificate,
  listCertificates,
  type Certificate,
} from '../../store/certificates.ts';
import type { Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';
import { auditLine } from '../non-compete/non-compete-parts.ts';
import { reencode } from '../ingest/photo.ts';
import { sha256 } from '../secret/secret.ts';

/** A scanned paper of a few pages. */
const MAX_PDF_BYTES = 5 * 1024 * 1024;

/** A paper the person hands in: sniffed; a picture is re-encoded without metadata, a PDF is kept as it is and never shown, only given out. */
export async function takeCertificate(
  deps: Deps,
  person: Person,
  upload: Readonly<{ fields: CertificateFields; bytes: Uint8Array }>,
): Promise<Certificate> {
  const { id, kind } = upload.fields;
  const sourceSha256 = sha256(upload.bytes);
  const known = await findCertificate(id);
  if (known) return sameOrConflict(known, person, sourceSha256);
  if ((await listCertificates(person.id)).length >= MOST.certificates)
    throw conflict('too_many_certificates');
  const { mime, bytes } = await readPaper(upload.bytes);
  const at = deps.now();
  const where = { collection: 'certificates', id, version: 0, personId: person.id };
  const created = await insertCertificate(
    {
      id,
      personId: person.id,
      kind,
      mime,
      sourceSha256,
      receivedAt: at,
      pending: [
        auditLine(where, { at, actorId: person.id, action: 'certificate.upload', to: sourceSha256 }),
        { id: `${id}:0:card`, kind: 'card', slot: 'uploaded' },
      ],
    },
    bytes,
  );
  const stored = await findCertificate(id);
  if (!stored) throw notFound('certificate');
  if (created) await deps.enqueue({ name: 'relay' });
  return sameOrConflict(stored, person, sourceSha256);
}

function sameOrConflict(known: Certificate, person: Person, sourceSha256: string): Certificate {
  if (known.personId === person.id && known.sourceSha256 === sourceSha256) return known;
  throw conflict('certificate_conflict');
}

async function readPaper(bytes: Uint8Array): Promise<Pick<Certificate, 'mime'> & { bytes: Uint8Array }> {
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes);
  if (type?.mime !== 'application/pdf') return { mime: 'image/jpeg', bytes: (await reencode(bytes)).jpeg };
  if (bytes.byteLength > MAX_PDF_BYTES) throw tooLarge('file', '5 MB (PDF)');
  return { mime: type.mime, bytes };
}
