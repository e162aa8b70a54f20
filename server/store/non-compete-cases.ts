import { model, Schema } from 'mongoose';
import type { NonCompeteCase, NonCompeteMove } from '../domain/non-compete/procedure.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type NonCompeteCaseRecord = NonCompeteCase &
  Readonly<{ pending: readonly Pending[]; sent: readonly SentCard[] }>;
type CaseDoc = Stored<NonCompeteCaseRecord>;

const text = { type: String, required: true } as const;
const mixed = Schema.Types.Mixed;
const schema = new Schema<CaseDoc>(
  {
    _id: text,
    caseNo: text,
    version: { type: Number, required: true },
    state: text,
    outcome: String,
    agreementId: text,
    personId: text,
    recordId: text,
    competitorId: text,
    month: text,
    openedAt: { type: Date, required: true },
    answerDueAt: Date,
    counted: mixed,
    explanation: mixed,
    objection: mixed,
    verification: mixed,
    demand: mixed,
    history: { type: [mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('non_compete_cases'),
);
schema.index({ agreementId: 1, openedAt: -1 });
schema.index({ personId: 1 });
schema.index({ state: 1, openedAt: -1 });
schema.index({ 'pending.id': 1 });
export const Cases = model('NonCompeteCase', schema);

/** False when the case exists already. */
export async function insertNonCompeteCase(
  record: NonCompeteCase,
  pending: readonly Pending[],
): Promise<boolean> {
  const { id, ...fields } = record;
  return isCreated(Cases.create({ _id: id, ...fields, pending: [...pending], sent: [] }));
}

/** Replaces the case if it still has the version of `before`, with the work the move leaves: one write. */
export async function saveNonCompeteMove(
  before: NonCompeteCase,
  next: NonCompeteCase & { pending?: unknown; sent?: unknown },
  pending: readonly Pending[],
): Promise<NonCompeteCaseRecord | null> {
  const { id, history, pending: _pending, sent: _sent, ...fields } = next;
  const rows = history.slice(before.history.length);
  const found = await Cases.findOneAndUpdate(
    { _id: id, version: before.version },
    { $set: fields, $push: { history: { $each: rows }, pending: { $each: [...pending] } } },
    { returnDocument: 'after' },
  ).lean<CaseDoc>();
  return found && toPlain(found);
}

export async function findNonCompeteCase(id: string): Promise<NonCompeteCaseRecord | null> {
  const found = await Cases.findById(id).lean<CaseDoc>();
  return found && toPlain(found);
}

/** Those whose person was told until when to answer and has not. */
export async function listNonCompeteToldToAnswer(): Promise<NonCompeteCaseRecord[]> {
  const filter = { state: 'notified' as const, answerDueAt: { $ne: null }, explanation: null };
  return (await Cases.find(filter).sort({ openedAt: -1 }).lean<CaseDoc[]>()).map(toPlain);
}

/** Notes the day to answer by counted anew, if the case still is as it was; nobody moved it, so its version stays. */
export async function saveNonCompeteDue(
  { id, version, answerDueAt }: Pick<NonCompeteCase, 'id' | 'version' | 'answerDueAt'>,
  { dueAt, row, pending }: Readonly<{ dueAt: Date; row: NonCompeteMove; pending: readonly Pending[] }>,
): Promise<void> {
  await Cases.updateOne(
    { _id: id, version, answerDueAt: answerDueAt ?? null },
    { $set: { answerDueAt: dueAt }, $push: { history: row, pending: { $each: [...pending] } } },
  );
}

/** How many cases of each of these agreements are under way. */
export async function countOpenOf(agreementIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const open = await Cases.find(
    { agreementId: { $in: [...agreementIds] }, state: { $nin: ['closed' as const, 'withdrawn' as const] } },
    { agreementId: 1 },
  ).lean<Pick<CaseDoc, 'agreementId'>[]>();
  const counts = new Map<string, number>();
  for (const { agreementId } of open) counts.set(agreementId, (counts.get(agreementId) ?? 0) + 1);
  return counts;
}

/** Newest first; of one agreement or person when it is named. */
export async function listNonCompeteCases(
  scope: Readonly<{ agreementId?: string; personId?: string }>,
): Promise<NonCompeteCaseRecord[]> {
  const { agreementId, personId } = scope;
  const query = Cases.find({
    ...(agreementId !== undefined && { agreementId }),
    ...(personId !== undefined && { personId }),
  });
  return (await query.sort({ openedAt: -1 }).lean<CaseDoc[]>()).map(toPlain);
}
