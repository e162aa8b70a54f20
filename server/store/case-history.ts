import { Cases, type CaseDoc, type CaseRecord } from './cases.ts';

/** Of every case ever, only what a list over all of them needs: whole cases would fill the memory. */
export type CaseSpan = Readonly<
  Pick<CaseRecord, 'personId' | 'state' | 'openedAt'> & {
    finding: Readonly<{ startAt: Date; endAt: Date }>;
    beside?: readonly Readonly<{ startAt: Date; endAt: Date }>[];
    /** Its last move. */
    history: readonly Readonly<{ at: Date }>[];
  }
>;
export type ExecutedCase = Pick<
  CaseRecord,
  'caseNo' | 'personId' | 'execution' | 'proposal' | 'decision' | 'appeal'
>;
export type DecidedCase = Pick<
  CaseRecord,
  'caseNo' | 'regionId' | 'decision' | 'proposal' | 'appeal' | 'outcome' | 'execution'
>;

/** The time every case rests on, of one person or of all, one after the other. */
export async function* streamCaseSpans(personId?: string): AsyncGenerator<CaseSpan> {
  const filter = { ...(personId !== undefined && { personId }) };
  const spans = { 'finding.startAt': 1, 'finding.endAt': 1, 'beside.startAt': 1, 'beside.endAt': 1 };
  const fields = { personId: 1, state: 1, openedAt: 1, ...spans };
  yield* Cases.find(filter)
    .select({ ...fields, history: { $slice: -1 } })
    .lean<CaseDoc[]>()
    .cursor();
}

/** Cases whose penalty was carried out, looked at in an appeal or taken back from `fromAt` to before `toAt`, newest first. */
export async function listExecuted(fromAt: Date, toAt: Date): Promise<ExecutedCase[]> {
  const span = { $gte: fromAt, $lt: toAt };
  const appealed = { 'execution.at': { $exists: true }, 'appeal.decision.at': span };
  return Cases.find(
    { $or: [{ 'execution.at': span }, { 'execution.revokedAt': span }, appealed] },
    { caseNo: 1, personId: 1, execution: 1, proposal: 1, decision: 1, appeal: 1 },
  )
    .sort({ openedAt: -1 })
    .lean<ExecutedCase[]>();
}

/** Cases in which a penalty of this rung was approved, newest first. */
export async function listDecided(
  rungId: string,
  { exceptId, limit }: Readonly<{ exceptId: string; limit: number }>,
): Promise<DecidedCase[]> {
  return Cases.find(
    {
      _id: { $ne: exceptId },
      'proposal.sanction.rungId': rungId,
      state: { $in: ['approved', 'executed', 'closed'] },
    },
    { caseNo: 1, regionId: 1, decision: 1, proposal: 1, appeal: 1, outcome: 1, execution: 1 },
  )
    .sort({ openedAt: -1 })
    .limit(limit)
    .lean<DecidedCase[]>();
}
