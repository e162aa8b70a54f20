import { model, Schema, type Types } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';
import { openBytes, sealBytes } from './sealed.ts';
import { deleteBytes, deleteLostBytes, readBytes, saveBytes } from './stored-bytes.ts';

/** A paper a person handed in through the leaver's door; its bytes in GridFS under a name of ours. */
export type Certificate = Readonly<{
  id: string;
  personId: string;
  kind: 'insurance' | 'employment' | 'other';
  mime: 'application/pdf' | 'image/jpeg';
  /** SHA-256 of the bytes as they were sent. */
  sourceSha256: string;
  bytes: number;
  receivedAt: Date;
  fileId: Types.ObjectId;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
type CertificateDoc = Stored<Certificate>;

const text = { type: String, required: true } as const;
const schema = new Schema<CertificateDoc>(
  {
    _id: text,
    personId: text,
    kind: text,
    mime: text,
    sourceSha256: text,
    bytes: { type: Number, required: true },
    receivedAt: { type: Date, required: true },
    fileId: { type: Schema.Types.ObjectId, required: true },
    ...pendingFields,
  },
  schemaOptions('certificates'),
);
schema.index({ personId: 1, receivedAt: -1 });
schema.index({ receivedAt: 1 });
schema.index({ 'pending.id': 1 });
const Certificates = model('Certificate', schema);

const BUCKET = 'certificate-files';

/** Stores bytes, then the record that names them; false (and nothing left) when the id is taken. */
export async function insertCertificate(
  certificate: Omit<Certificate, 'fileId' | 'bytes' | 'sent'>,
  bytes: Uint8Array,
): Promise<boolean> {
  const { id, ...fields } = certificate;
  const fileId = await saveBytes(BUCKET, sealBytes(placeOf(id), bytes), { name: id });
  try {
    await Certificates.create({ _id: id, ...fields, bytes: bytes.byteLength, fileId, sent: [] });
    return true;
  } catch (error) {
    await deleteBytes(BUCKET, fileId);
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Deletes bytes that came in this time, by the machine's clock, and whose record was never written. */
export const deleteLostCertificates = (span: Readonly<{ fromAt: Date; toAt: Date }>): Promise<void> =>
  deleteLostBytes(BUCKET, span, async (ids) => {
    const query = Certificates.find({ fileId: { $in: [...ids] } }, { fileId: 1 });
    return (await query.lean<CertificateDoc[]>()).map(({ fileId }) => fileId);
  });

/** Deletes papers that were handed in before, of all but some people; the record goes last: a run that broke off finds it again. */
export async function deleteOldCertificates(
  before: Date,
  exceptPersonIds: readonly string[],
): Promise<number> {
  const old = { receivedAt: { $lt: before }, personId: { $nin: [...exceptPersonIds] } };
  const found = await Certificates.find(old, { fileId: 1 }).lean<Pick<CertificateDoc, '_id' | 'fileId'>[]>();
  for (const { _id, fileId } of found) {
    await deleteBytes(BUCKET, fileId);
    await Certificates.deleteOne({ _id });
  }
  return found.length;
}

export async function findCertificate(id: string): Promise<Certificate | null> {
  const found = await Certificates.findById(id).lean<CertificateDoc>();
  return found && toPlain(found);
}

/** Newest first. */
export async function listCertificates(personId: string): Promise<Certificate[]> {
  const found = await Certificates.find({ personId }).sort({ receivedAt: -1 }).lean<CertificateDoc[]>();
  return found.map(toPlain);
}

export async function readCertificate({ id, fileId }: Certificate): Promise<Buffer> {
  return Buffer.from(openBytes(placeOf(id), await readBytes(BUCKET, fileId)));
}

const placeOf = (id: string) => ({ in: 'certificate-files', field: 'bytes', id }) as const;
