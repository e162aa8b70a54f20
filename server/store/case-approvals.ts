import { Cases, type CaseAsk, type CaseDoc, type CaseRecord } from './cases.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';
import { toPlain } from './schema.ts';

/** `unmask`: the request that opened the name. */
export async function findCaseByInstance(
  where: CaseAsk | 'unmask',
  instanceCode: string,
): Promise<CaseRecord | null> {
  const found = await Cases.findOne({ [`${where}.instanceCode`]: instanceCode }).lean<CaseDoc>();
  return found && toPlain(found);
}

/** Notes which chat approval answers a request; false when the case no longer asks for it. */
export async function saveCaseInstance(
  ask: CaseAsk,
  { id, requestId }: Readonly<{ id: string; requestId: string }>,
  instanceCode: string,
): Promise<boolean> {
  const { matchedCount } = await Cases.updateOne(
    { _id: id, [`${ask}.requestId`]: requestId, ...(ask === 'approval' && { state: 'proposed' }) },
    { $set: { [`${ask}.instanceCode`]: instanceCode } },
  );
  return matchedCount === 1;
}

/** Notes who is asked now, after a transfer in the chat. */
export async function saveCaseApprovers(
  ask: CaseAsk,
  { id, requestId }: Readonly<{ id: string; requestId: string }>,
  approverIds: readonly string[],
): Promise<void> {
  await Cases.updateOne(
    { _id: id, [`${ask}.requestId`]: requestId },
    { $set: { [`${ask}.approverIds`]: [...approverIds] } },
  );
}

/** Notes who is asked to decide an appeal now, while it is undecided, with the work that leaves. */
export async function saveAppealDeciders(
  { id, appealId }: Readonly<{ id: string; appealId: string }>,
  deciderIds: readonly string[],
  pending: readonly Pending[],
): Promise<void> {
  await Cases.updateOne(
    { _id: id, state: 'appealed', 'appeal.id': appealId },
    { $set: { 'appeal.deciderIds': [...deciderIds] }, $push: { pending: { $each: [...pending] } } },
  );
}

/** Cases in which HR waits for a second person to open the name, oldest request first, page by page. */
export async function listUnmaskAsks({ after, limit }: PageScope): Promise<CaseRecord[]> {
  const asked = { 'unmaskAsk.at': { $gt: new Date(0) }, ...behind('unmaskAsk.at', after, 'rising') };
  const query = Cases.find(asked).sort({ 'unmaskAsk.at': 1, _id: 1 });
  return (await query.limit(limit).lean<CaseDoc[]>()).map(toPlain);
}

/** Cases whose name a second person has opened, while it is open, page by page. */
export async function listOpenNames(at: Date, { after, limit }: PageScope): Promise<CaseRecord[]> {
  const open = { 'unmask.untilAt': { $gt: at }, ...behind('unmask.untilAt', after, 'rising') };
  const query = Cases.find(open).sort({ 'unmask.untilAt': 1, _id: 1 });
  return (await query.limit(limit).lean<CaseDoc[]>()).map(toPlain);
}

/** Notes once that the approval of a carried-out decision was taken back; nobody moved the case, so its version stays. */
export async function noteReverted(
  { id, decisionId }: Readonly<{ id: string; decisionId: string }>,
  at: Date,
  pending: readonly Pending[],
): Promise<void> {
  await Cases.updateOne(
    { _id: id, 'decision.id': decisionId, 'decision.revertedAt': { $exists: false } },
    { $set: { 'decision.revertedAt': at }, $push: { pending: { $each: [...pending] } } },
  );
}
