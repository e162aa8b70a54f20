import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';
import { openBytes, sealBytes, type SealedBytes } from './sealed.ts';

/** A file the person or HR added to a case; small enough to live in its document. */
export type CaseFile = Readonly<{
  id: string;
  caseId: string;
  /** Whose case it is. */
  personId: string;
  /** HR who added it; absent where the person did. */
  byId?: string;
  /** As it was named; never part of a path. */
  name: string;
  type: 'image/jpeg' | 'application/pdf';
  size: number;
  /** SHA-256 of what was sent. */
  sourceSha256: string;
  at: Date;
}>;
type CaseFileDoc = Stored<CaseFile> & {
  content: SealedBytes;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<CaseFileDoc>(
  {
    _id: text,
    caseId: text,
    personId: text,
    byId: String,
    name: text,
    type: text,
    size: { type: Number, required: true },
    sourceSha256: text,
    at: { type: Date, required: true },
    content: { type: Buffer, required: true },
    ...pendingFields,
  },
  schemaOptions('case_files'),
);
schema.index({ caseId: 1, at: 1 });
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
export const Files = model('CaseFile', schema);
const WITHOUT_CONTENT = { content: 0, pending: 0, sent: 0 } as const;

/** False when the id is taken. */
export async function insertCaseFile(
  file: CaseFile,
  content: Uint8Array,
  pending: readonly Pending[],
): Promise<boolean> {
  const { id, ...fields } = file;
  return isCreated(Files.create({ _id: id, ...fields, content: sealBytes(placeOf(id), content), pending }));
}

/** The files of a case, the first one first, without their bytes. */
export async function listCaseFiles(caseId: string): Promise<CaseFile[]> {
  const query = Files.find({ caseId }, WITHOUT_CONTENT).sort({ at: 1, _id: 1 });
  return (await query.lean<Stored<CaseFile>[]>()).map(toPlain);
}

export async function findCaseFile(id: string): Promise<CaseFile | null> {
  const found = await Files.findById(id, WITHOUT_CONTENT).lean<Stored<CaseFile>>();
  return found && toPlain(found);
}

export async function readCaseFile(id: string): Promise<Buffer | null> {
  const found = await Files.findById(id, { content: 1 }).lean<{ content: SealedBytes }>();
  return found && Buffer.from(openBytes(placeOf(id), found.content));
}

const placeOf = (id: string) => ({ in: 'case_files', field: 'content', id }) as const;

export async function deleteCaseFile(id: string): Promise<void> {
  await Files.deleteOne({ _id: id });
}
