import { model, Schema } from 'mongoose';
import { Declarations } from './declaration-model.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain } from './schema.ts';
import { openBytes, sealBytes, type SealedBytes } from './sealed.ts';

/** A paper the person attached to a declaration; it fits into one document of the database. */
export type DeclarationDocument = Readonly<{
  id: string;
  declarationId: string;
  personId: string;
  name: string;
  mime: string;
  /** Of the bytes as they were sent. */
  sourceSha256: string;
  bytes: number;
  at: Date;
}>;
type DocumentDoc = Omit<DeclarationDocument, 'id'> & {
  _id: string;
  content: SealedBytes;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<DocumentDoc>(
  {
    _id: text,
    declarationId: text,
    personId: text,
    name: text,
    mime: text,
    sourceSha256: text,
    bytes: { type: Number, required: true },
    at: { type: Date, required: true },
    content: { type: Buffer, required: true },
    ...pendingFields,
  },
  schemaOptions('declaration_documents'),
);
schema.index({ declarationId: 1, at: 1 });
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
const Documents = model('DeclarationDocument', schema);
const WITHOUT_CONTENT = { content: 0, pending: 0, sent: 0 } as const;

/** False when its id is taken. */
export async function insertDeclarationDocument(
  document: DeclarationDocument,
  { content, pending }: { content: Uint8Array; pending: readonly Pending[] },
): Promise<boolean> {
  const { id, ...fields } = document;
  return isCreated(
    Documents.create({ _id: id, ...fields, content: sealBytes(placeOf(id), content), pending }),
  );
}

export async function findDeclarationDocument(id: string): Promise<DeclarationDocument | null> {
  const found = await Documents.findById(id, WITHOUT_CONTENT).lean<Omit<DocumentDoc, 'content'>>();
  return found && toPlain(found);
}

/** What is attached to some declarations, by time. */
export async function listDeclarationDocuments(
  declarationIds: readonly string[],
): Promise<DeclarationDocument[]> {
  const query = Documents.find({ declarationId: { $in: [...declarationIds] } }, WITHOUT_CONTENT);
  return (await query.sort({ at: 1 }).lean<Omit<DocumentDoc, 'content'>[]>()).map(toPlain);
}

export async function readDeclarationDocument(id: string): Promise<Buffer | null> {
  const found = await Documents.findById(id, { content: 1 }).lean<{ content: SealedBytes }>();
  return found && Buffer.from(openBytes(placeOf(id), found.content));
}

const placeOf = (id: string) => ({ in: 'declaration_documents', field: 'content', id }) as const;

/** Side jobs whose last day was before `beforeDay` and on which nobody waits, with their papers, of all but some people; answers how many. */
export async function deleteOldDeclarations(
  beforeDay: string,
  exceptPersonIds: readonly string[],
): Promise<number> {
  const old = await Declarations.find(
    { toDay: { $lt: beforeDay }, status: { $ne: 'pending' }, personId: { $nin: [...exceptPersonIds] } },
    { _id: 1 },
  ).lean<{ _id: string }[]>();
  const ids = old.map(({ _id }) => _id);
  await Documents.deleteMany({ declarationId: { $in: ids } });
  return (await Declarations.deleteMany({ _id: { $in: ids } })).deletedCount;
}
