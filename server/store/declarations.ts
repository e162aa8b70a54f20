import { model, Schema } from 'mongoose';
import type { DeclarationKind, DeclarationStatus, DeclarationStep } from '../contract/declaration.ts';
import { askForRows } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

export type { DeclarationStatus } from '../contract/declaration.ts';

/** One answer to a request; `void` ones counted for nothing. */
export type DeclarationAnswer = Readonly<{
  step: DeclarationStep;
  result: 'approved' | 'rejected' | 'no_answer' | 'void';
  at: Date;
  byId: string;
  comment?: string;
  /** Why it counted for nothing. */
  why?: string;
}>;

/** A side job a person declared (M12): where, when, and what manager and HR said. */
export type Declaration = Readonly<{
  id: string;
  personId: string;
  version: number;
  /** Digest of what was declared: the same id with other content is a conflict. */
  digest: string;
  kind: DeclarationKind;
  employer?: string;
  placeId?: string;
  weekdays: number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
  note?: string;
  /** The one it continues. */
  renewsId?: string;
  status: DeclarationStatus;
  submittedAt: Date;
  isNoticeOnly: boolean;
  isAmnesty: boolean;
  /** Who has to answer, while it is pending. */
  step?: DeclarationStep;
  /** The chat approval asked for now or last, since when and of whom; nobody while nobody could be found. */
  requestId: string;
  askedAt: Date;
  approverIds: string[];
  instanceCode?: string;
  dueAt?: Date;
  escalatedAt?: Date;
  answers: readonly DeclarationAnswer[];
  decidedAt?: Date;
  decidedById?: string;
  comment?: string;
  endedAt?: Date;
  endedById?: string;
  endReason?: string;
  /** When the person was told that it ends soon. */
  expiryToldAt?: Date;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
export type DeclarationDoc = Stored<Declaration>;

const text = { type: String, required: true } as const;
const flag = { type: Boolean, default: false } as const;
const schema = new Schema<DeclarationDoc>(
  {
    _id: text,
    personId: text,
    version: { type: Number, default: 0 },
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
    renewsId: String,
    status: text,
    submittedAt: { type: Date, required: true },
    isNoticeOnly: flag,
    isAmnesty: flag,
    step: String,
    requestId: text,
    askedAt: { type: Date, required: true },
    approverIds: { type: [String], required: true },
    instanceCode: String,
    dueAt: Date,
    escalatedAt: Date,
    answers: { type: [Schema.Types.Mixed], default: [] },
    decidedAt: Date,
    decidedById: String,
    comment: String,
    endedAt: Date,
    endedById: String,
    endReason: String,
    expiryToldAt: Date,
    ...pendingFields,
  },
  schemaOptions('declarations'),
);
schema.index({ personId: 1, submittedAt: -1 });
schema.index({ instanceCode: 1 });
schema.index({ status: 1, submittedAt: -1 });
schema.index({ status: 1, toDay: 1 });
schema.index({ 'pending.id': 1 });
export const Declarations = model('Declaration', schema);

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
  return found && toDeclaration(found);
}

/** A person's declarations, newest first. */
export async function listDeclarations(personId: string): Promise<Declaration[]> {
  return (await askForDeclarations(personId)).map(toDeclaration);
}

const askForDeclarations = askForRows(
  ({ personId }: DeclarationDoc) => personId,
  (personIds) =>
    Declarations.find({ personId: { $in: personIds } })
      .sort({ submittedAt: -1 })
      .lean<DeclarationDoc[]>(),
);

/** Everybody's, or those of some people, newest first. */
export async function findDeclarations(filter: {
  status?: DeclarationStatus;
  personIds?: readonly string[];
  limit: number;
}): Promise<Declaration[]> {
  const { status, personIds, limit } = filter;
  const query = Declarations.find({
    ...(status && { status }),
    ...(personIds && { personId: { $in: [...personIds] } }),
  });
  return (await query.sort({ submittedAt: -1 }).limit(limit).lean<DeclarationDoc[]>()).map(toDeclaration);
}

/** Approved ones whose last day is from `fromDay` to `toDay` and whose person has not been told. */
export async function findExpiringDeclarations(fromDay: string, toDay: string): Promise<Declaration[]> {
  const filter = {
    status: 'approved' as const,
    toDay: { $gte: fromDay, $lte: toDay },
    expiryToldAt: { $exists: false },
  };
  return (await Declarations.find(filter).lean<DeclarationDoc[]>()).map(toDeclaration);
}

export type DeclarationChanges = Partial<
  Omit<Declaration, 'id' | 'version' | 'answers' | 'pending' | 'sent'>
>;

/** One write: the changes, an answer and the work they leave, if it still has this version. Null = somebody was first. */
export async function updateDeclaration(
  { id, version }: Pick<Declaration, 'id' | 'version'>,
  update: {
    set: DeclarationChanges;
    unset?: readonly (keyof DeclarationChanges)[];
    answer?: DeclarationAnswer;
    pending: readonly Pending[];
  },
): Promise<Declaration | null> {
  const { set, unset = [], answer, pending } = update;
  const found = await Declarations.findOneAndUpdate(
    // Declarations from before versions were counted have none.
    { _id: id, version: version === 0 ? { $in: [0, null] } : version },
    {
      $set: { ...set, version: version + 1 },
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] }, ...(answer && { answers: answer }) },
    },
    { returnDocument: 'after' },
  ).lean<DeclarationDoc>();
  return found && toDeclaration(found);
}

/** Declarations from before there were two steps lack what came with them; HR alone was asked. */
type Earlier = Partial<
  Pick<Declaration, 'version' | 'answers' | 'isNoticeOnly' | 'isAmnesty' | 'requestId' | 'askedAt'>
>;

export function toDeclaration(stored: Omit<DeclarationDoc, keyof Earlier> & Earlier): Declaration {
  const { version = 0, answers = [], isNoticeOnly = false, isAmnesty = false, ...rest } = toPlain(stored);
  const { requestId = rest.id, askedAt = rest.submittedAt } = rest;
  const step = rest.step ?? (rest.status === 'pending' ? ('hr' as const) : undefined);
  return { ...rest, requestId, askedAt, version, answers, isNoticeOnly, isAmnesty, ...(step && { step }) };
}
