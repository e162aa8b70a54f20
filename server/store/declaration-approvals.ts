import { Declarations, toDeclaration, type Declaration, type DeclarationDoc } from './declaration-model.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';

export async function findDeclarationByInstance(instanceCode: string): Promise<Declaration | null> {
  const found = await Declarations.findOne({ instanceCode }).lean<DeclarationDoc>();
  return found && toDeclaration(found);
}

/** Declarations nobody has decided, oldest first, page by page. */
export async function findWaitingDeclarations({ after, limit }: PageScope): Promise<Declaration[]> {
  const filter = { status: 'pending' as const, ...behind('submittedAt', after, 'rising') };
  const query = Declarations.find(filter).sort({ submittedAt: 1, _id: 1 }).limit(limit);
  return (await query.lean<DeclarationDoc[]>()).map(toDeclaration);
}

/** Approved ones whose approval was asked in the chat and that still allow something, newest first, page by page. */
export async function findGrantedDeclarations({
  sinceAt,
  fromDay,
  after,
  limit,
}: Readonly<{ sinceAt: Date; fromDay: string }> & PageScope): Promise<Declaration[]> {
  const query = Declarations.find({
    status: 'approved',
    toDay: { $gte: fromDay },
    decidedAt: { $gte: sinceAt },
    instanceCode: { $exists: true },
    ...behind('decidedAt', after),
  });
  return (await query.sort({ decidedAt: -1, _id: 1 }).limit(limit).lean<DeclarationDoc[]>()).map(
    toDeclaration,
  );
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

/** Notes an answer's due date counted anew, if it still waits for it as it did; nobody moved it, so its version stays. */
export async function saveDeclarationDue(
  { id, requestId, dueAt }: Pick<Declaration, 'id' | 'requestId' | 'dueAt'>,
  is: Date,
  pending: readonly Pending[],
): Promise<void> {
  await Declarations.updateOne(
    { ...asking(id, requestId), dueAt: dueAt ?? null },
    { $set: { dueAt: is }, $push: { pending: { $each: [...pending] } } },
  );
}

/** A declaration that waits for this approval. */
const asking = (id: string, requestId: string) => ({ _id: id, status: 'pending' as const, requestId });

/** The declarations that wait for this person's answer, with when it is due; null = it has no date. */
export async function findAskedDeclarations(
  approverId: string,
): Promise<Readonly<{ id: string; dueAt: Date | null }>[]> {
  const query = Declarations.find({ status: 'pending', approverIds: approverId }, { dueAt: 1 });
  const found = await query.lean<Pick<DeclarationDoc, '_id' | 'dueAt'>[]>();
  return found.map(({ _id: id, dueAt }) => ({ id, dueAt: dueAt ?? null }));
}
