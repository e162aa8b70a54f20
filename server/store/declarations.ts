import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

export type DeclarationStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn';
/** A side job a person declared (M12): where, when, and what HR said. */
export type Declaration = Readonly<{
  id: string;
  personId: string;
  /** Digest of what was declared: the same id with other content is a conflict. */
  digest: string;
  kind: 'employed' | 'platform_gig' | 'self_employed' | 'family_help';
  employer?: string;
  placeId?: string;
  weekdays: number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
  note?: string;
  status: DeclarationStatus;
  submittedAt: Date;
  /** The chat approval asked for now. */
  requestId: string;
  askedAt: Date;
  approverIds: string[];
  instanceCode?: string;
  decidedAt?: Date;
  decidedById?: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
type DeclarationDoc = Stored<Declaration>;

const text = { type: String, required: true } as const;
const schema = new Schema<DeclarationDoc>(
  {
    _id: text,
    personId: text,
    digest: text,
    kind: text,
    employer: String,
    placeId: String,
    weekdays: { type: [Number], required: true },
    startTime: text,
    endTime: text,
    fromDay: text,
    toDay: text,
    note: String,
    status: text,
    submittedAt: { type: Date, required: true },
    requestId: text,
    askedAt: { type: Date, required: true },
    approverIds: { type: [String], required: true },
    instanceCode: String,
    decidedAt: Date,
    decidedById: String,
    ...pendingFields,
  },
  schemaOptions('declarations'),
);
schema.index({ personId: 1, submittedAt: -1 });
schema.index({ instanceCode: 1 });
schema.index({ 'pending.id': 1 });
const Declarations = model('Declaration', schema);

/** Creates the declaration, or answers the one that has its id already. */
export async function insertDeclaration(
  declaration: Declaration,
): Promise<{ created: boolean; declaration: Declaration }> {
  const { id, ...fields } = declaration;
  try {
    await Declarations.create({ _id: id, ...fields });
    return { created: true, declaration };
  } catch (error) {
    const existing = isDuplicateKey(error) ? await findDeclaration(id) : null;
    if (!existing) throw error;
    return { created: false, declaration: existing };
  }
}

export async function findDeclaration(id: string): Promise<Declaration | null> {
  const found = await Declarations.findById(id).lean<DeclarationDoc>();
  return found && toPlain(found);
}

export async function findDeclarationByInstance(instanceCode: string): Promise<Declaration | null> {
  const found = await Declarations.findOne({ instanceCode }).lean<DeclarationDoc>();
  return found && toPlain(found);
}

/** A person's declarations, newest first. */
export async function listDeclarations(personId: string): Promise<Declaration[]> {
  const query = Declarations.find({ personId }).sort({ submittedAt: -1 });
  return (await query.lean<DeclarationDoc[]>()).map(toPlain);
}

/** Declarations HR has not decided, oldest first. */
export async function findWaitingDeclarations(limit: number): Promise<Declaration[]> {
  const query = Declarations.find({ status: 'pending' }).sort({ submittedAt: 1 }).limit(limit);
  return (await query.lean<DeclarationDoc[]>()).map(toPlain);
}

/** Notes which chat approval decides the declaration; false when it no longer asks for that one. */
export async function saveDeclarationInstance(
  id: string,
  requestId: string,
  instanceCode: string,
): Promise<boolean> {
  const { matchedCount } = await Declarations.updateOne(asking(id, requestId), { $set: { instanceCode } });
  return matchedCount === 1;
}

/** Notes who is asked now, after a transfer in the chat. */
export async function saveDeclarationApprovers(
  id: string,
  requestId: string,
  approverIds: readonly string[],
): Promise<void> {
  await Declarations.updateOne(asking(id, requestId), { $set: { approverIds: [...approverIds] } });
}

/** Asks anew, once; the approval asked for before counts no more. */
export async function askAgain(
  id: string,
  before: string,
  next: Readonly<{ requestId: string; askedAt: Date; approverIds: readonly string[] }>,
  pending: readonly Pending[],
): Promise<void> {
  await Declarations.updateOne(asking(id, before), {
    $set: { ...next, approverIds: [...next.approverIds] },
    $unset: { instanceCode: 1 },
    $push: { pending: { $each: [...pending] } },
  });
}

/** A declaration that waits for this approval. */
const asking = (id: string, requestId: string) => ({ _id: id, status: 'pending' as const, requestId });

/** Writes the decision once, with the work it leaves; null when it is no longer `from`. */
export async function decideDeclaration(
  id: string,
  decision: Readonly<{
    from: 'pending' | 'approved';
    status: 'approved' | 'rejected' | 'withdrawn';
    byId: string;
    at: Date;
  }>,
  pending: readonly Pending[],
): Promise<Declaration | null> {
  const found = await Declarations.findOneAndUpdate(
    { _id: id, status: decision.from },
    {
      $set: { status: decision.status, decidedById: decision.byId, decidedAt: decision.at },
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<DeclarationDoc>();
  return found && toPlain(found);
}
