import type { FlexibleStatus } from '../contract/flexible.ts';
import { FlexibleShifts, toFlexible, type FlexibleDoc, type FlexibleShift } from './flexible-model.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';

export async function findFlexibleByInstance(instanceCode: string): Promise<FlexibleShift | null> {
  const found = await FlexibleShifts.findOne({ instanceCode }).lean<FlexibleDoc>();
  return found && toFlexible(found);
}

/** Requests nobody has decided, oldest first, page by page. */
export async function findWaitingFlexible({ after, limit }: PageScope): Promise<FlexibleShift[]> {
  const filter = { status: 'pending' as const, ...behind('submittedAt', after, 'rising') };
  const query = FlexibleShifts.find(filter).sort({ submittedAt: 1, _id: 1 }).limit(limit);
  return (await query.lean<FlexibleDoc[]>()).map(toFlexible);
}

/** Approved ones that hold on `fromDay` or later, newest first, page by page. */
export async function findHoldingFlexible(
  { fromDay, personIds }: Readonly<{ fromDay: string; personIds?: readonly string[] }>,
  { after, limit }: PageScope,
): Promise<FlexibleShift[]> {
  const query = FlexibleShifts.find({
    status: 'approved',
    lastDay: { $gte: fromDay },
    ...behind('submittedAt', after),
    ...(personIds && { personId: { $in: [...personIds] } }),
  });
  const sorted = query.sort({ submittedAt: -1, _id: 1 }).limit(limit);
  return (await sorted.lean<FlexibleDoc[]>()).map(toFlexible);
}

/** Notes which chat approval decides the request; false when it no longer asks for that one. */
export async function saveFlexibleInstance(
  id: string,
  requestId: string,
  instanceCode: string,
): Promise<boolean> {
  const { matchedCount } = await FlexibleShifts.updateOne(asking(id, requestId), { $set: { instanceCode } });
  return matchedCount === 1;
}

/** Notes who is asked now, after a transfer in the chat. */
export async function saveFlexibleApprovers(
  id: string,
  requestId: string,
  approverIds: readonly string[],
): Promise<void> {
  await FlexibleShifts.updateOne(asking(id, requestId), { $set: { approverIds: [...approverIds] } });
}

/** Notes an answer's due date counted anew, if it still waits for it as it did; nobody moved it, so its version stays. */
export async function saveFlexibleDue(
  { id, requestId, dueAt }: Pick<FlexibleShift, 'id' | 'requestId' | 'dueAt'>,
  is: Date,
  pending: readonly Pending[],
): Promise<void> {
  await FlexibleShifts.updateOne(
    { ...asking(id, requestId), dueAt: dueAt ?? null },
    { $set: { dueAt: is }, $push: { pending: { $each: [...pending] } } },
  );
}

/** A request that waits for this approval. */
const asking = (id: string, requestId: string) => ({ _id: id, status: 'pending' as const, requestId });

/** The digest goes as well: of so few choices of a reason it would tell which. */
const WORDLESS = {
  $unset: { reason: 1, note: 1, comment: 1, endReason: 1, 'answers.$[].comment': 1 },
  $set: { digest: '' },
} as const;

/** Takes the words off the requests of one person that are over: the hours are working time and stay. Answers how many. */
export async function dropFlexibleWords(personId: string, beforeDay: string): Promise<number> {
  const { modifiedCount } = await FlexibleShifts.updateMany(withWords(personId, beforeDay), WORDLESS);
  return modifiedCount;
}

/** How many have words that would go. */
export function countFlexibleWords(personId: string, beforeDay: string): Promise<number> {
  return FlexibleShifts.countDocuments(withWords(personId, beforeDay));
}

/** What was never agreed to is over at once, whatever days it asked for. */
const withWords = (personId: string, beforeDay: string) => ({
  personId,
  reason: { $exists: true },
  $or: [over(beforeDay), { status: { $in: NEVER } }],
});
const NEVER: FlexibleStatus[] = ['rejected', 'withdrawn', 'lapsed'];

/** Deletes the requests that were over before this day, but for some people's. */
export async function deleteOldFlexible(
  beforeDay: string,
  exceptPersonIds: readonly string[],
): Promise<number> {
  const { deletedCount } = await FlexibleShifts.deleteMany({
    ...over(beforeDay),
    personId: { $nin: [...exceptPersonIds] },
  });
  return deletedCount;
}

const over = (beforeDay: string) => ({ lastDay: { $lt: beforeDay }, status: { $ne: 'pending' as const } });

/** The requests that wait for this person's answer, with when it is due; null = it has no date. */
export async function findAskedFlexible(
  approverId: string,
): Promise<Readonly<{ id: string; dueAt: Date | null }>[]> {
  const query = FlexibleShifts.find({ status: 'pending', approverIds: approverId }, { dueAt: 1 });
  const found = await query.lean<Pick<FlexibleDoc, '_id' | 'dueAt'>[]>();
  return found.map(({ _id: id, dueAt }) => ({ id, dueAt: dueAt ?? null }));
}
