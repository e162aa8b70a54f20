import type { DeclarationStatus } from '../contract/declaration.ts';
import { askForRows } from './ask-together.ts';
import {
  Declarations,
  toDeclaration,
  type Declaration,
  type RequestAnswer,
  type DeclarationDoc,
} from './declaration-model.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';
import { isDuplicateKey } from './schema.ts';

export type { DeclarationStatus } from '../contract/declaration.ts';
export type { Declaration, RequestAnswer } from './declaration-model.ts';

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

/** Everybody's, or those of some people, newest first, page by page. */
export async function findDeclarations(
  filter: Readonly<{ statuses?: readonly DeclarationStatus[]; personIds?: readonly string[] }> & PageScope,
): Promise<Declaration[]> {
  const { statuses, personIds, after, limit } = filter;
  const query = Declarations.find({
    ...(statuses && { status: { $in: [...statuses] } }),
    ...(personIds && { personId: { $in: [...personIds] } }),
    ...behind('submittedAt', after),
  });
  return (await query.sort({ submittedAt: -1, _id: 1 }).limit(limit).lean<DeclarationDoc[]>()).map(
    toDeclaration,
  );
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

/**
 * One write: the changes, an answer and the work they leave, if it still has this version and no other approval in the chat, which nobody
 * would take back. Null = somebody was first.
 */
export async function updateDeclaration(
  { id, version, instanceCode }: Pick<Declaration, 'id' | 'version' | 'instanceCode'>,
  update: {
    set: DeclarationChanges;
    unset?: readonly (keyof DeclarationChanges)[];
    answer?: RequestAnswer;
    pending: readonly Pending[];
  },
): Promise<Declaration | null> {
  const { set, unset = [], answer, pending } = update;
  const found = await Declarations.findOneAndUpdate(
    // Declarations from before versions were counted have none.
    { _id: id, version: version === 0 ? { $in: [0, null] } : version, instanceCode: instanceCode ?? null },
    {
      $set: { ...set, version: version + 1 },
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] }, ...(answer && { answers: answer }) },
    },
    { returnDocument: 'after' },
  ).lean<DeclarationDoc>();
  return found && toDeclaration(found);
}
