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

const LIVE: readonly DeclarationStatus[] = ['pending', 'approved'];

/** Creates the declaration, or answers the one that has its id already; null when a live one takes the same. */
export async function insertDeclaration(
  declaration: Declaration,
): Promise<{ created: boolean; declaration: Declaration } | null> {
  const { id, ...fields } = declaration;
  try {
    await Declarations.create({ _id: id, ...fields });
    return { created: true, declaration };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const existing = await findDeclaration(id);
    return existing && { created: false, declaration: existing };
  }
}

export async function findDeclaration(id: string): Promise<Declaration | null> {
  const found = await Declarations.findById(id).lean<DeclarationDoc>();
  return found && toDeclaration(found);
}

/** How many a person has sent since then. */
export const countDeclarations = (personId: string, sinceAt: Date): Promise<number> =>
  Declarations.countDocuments({ personId, submittedAt: { $gte: sinceAt } });

/** What the live renewal of a declaration takes. */
export const renewalOf = (id: string): string => `renews:${id}`;

/** The live renewals of these declarations, by the one they continue. */
export async function findRenewals(ids: readonly string[]): Promise<Map<string, string>> {
  const found = await Declarations.find({ takes: { $in: ids.map(renewalOf) } }, { renewsId: 1 }).lean<
    Pick<DeclarationDoc, '_id' | 'renewsId'>[]
  >();
  return new Map(found.flatMap(({ _id, renewsId }) => (renewsId === undefined ? [] : [[renewsId, _id]])));
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
  const { set, answer, pending } = update;
  const isOver = set.status !== undefined && !LIVE.includes(set.status);
  const unset = [...(update.unset ?? []), ...(isOver ? ['takes'] : [])];
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
