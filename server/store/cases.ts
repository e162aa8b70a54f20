import { model, Schema } from 'mongoose';
import type { CaseState } from '../contract/case.ts';
import type { Case } from '../domain/case/case.ts';
import { conflict } from '../errors.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type CaseRecord = Case & Readonly<{ pending: readonly Pending[]; sent: readonly SentCard[] }>;
export type CaseDoc = Stored<CaseRecord>;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const mixed = Schema.Types.Mixed;
const schema = new Schema<CaseDoc>(
  {
    _id: text,
    caseNo: text,
    version: { type: Number, required: true },
    state: text,
    lane: text,
    outcome: String,
    alertId: text,
    lead: mixed,
    personId: text,
    pseudonym: text,
    regionId: String,
    isTalkOnly: Boolean,
    engagement: text,
    timeZone: text,
    finding: { type: mixed, required: true },
    beside: { type: [mixed], default: undefined },
    openedAt: when,
    publishAt: when,
    publishedAt: Date,
    duty: mixed,
    clock: mixed,
    waits: { type: [mixed], default: undefined },
    messages: { type: [mixed], default: undefined },
    contact: mixed,
    explanationDueAt: Date,
    explanationEndedAt: Date,
    explanation: mixed,
    unmaskAsk: mixed,
    unmask: mixed,
    verification: mixed,
    extension: mixed,
    proposal: mixed,
    approval: mixed,
    decision: mixed,
    appealUntilAt: Date,
    appeal: mixed,
    execution: mixed,
    revocation: mixed,
    history: { type: [mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('cases'),
);
schema.index({ personId: 1, openedAt: -1 });
schema.index({ openedAt: -1 });
schema.index({ alertId: 1 });
schema.index({ state: 1, openedAt: -1 });
schema.index({ state: 1, _id: 1 });
schema.index({ 'approval.instanceCode': 1 });
schema.index({ 'unmaskAsk.instanceCode': 1 });
schema.index({ 'unmask.instanceCode': 1 });
schema.index({ 'unmaskAsk.at': 1 });
schema.index({ 'unmask.untilAt': 1 });
schema.index({ 'clock.dueAt': 1 });
schema.index({ 'execution.at': 1 }, { sparse: true });
schema.index({ 'execution.revokedAt': 1 }, { sparse: true });
schema.index({ 'appeal.decision.at': 1 }, { sparse: true });
schema.index({ 'proposal.sanction.rungId': 1, openedAt: -1 }, { sparse: true });
schema.index({ 'pending.id': 1 });
export const Cases = model('Case', schema);

/** Creates the case; false when it exists already. */
export async function insertCase(record: Case, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = record;
  return isCreated(Cases.create({ _id: id, ...fields, pending: [...pending], sent: [] }));
}

/** What a case may ask of a second person in the chat: to decide its proposal, or to open the name. */
export type CaseAsk = 'approval' | 'unmaskAsk';

/**
 * Replaces the case by `next` if it still has the version of `before`, with the work the move leaves: one write. A question that is
 * `dropped` has no other approval in the chat than it had before, or nobody would take that back.
 */
export async function saveMove(
  before: Case,
  next: Case,
  { pending, dropped }: Readonly<{ pending: readonly Pending[]; dropped: readonly CaseAsk[] }>,
): Promise<CaseRecord | null> {
  assertSigned(next);
  const { id, history } = next;
  const { set, unset } = changesOf(plainCase(before), plainCase(next));
  const found = await Cases.findOneAndUpdate(
    { _id: id, version: before.version, ...Object.fromEntries(dropped.map((ask) => asItWas(ask, before))) },
    {
      $set: Object.fromEntries(set),
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: {
        history: { $each: history.slice(before.history.length) },
        pending: { $each: [...pending] },
      },
    },
    { returnDocument: 'after' },
  ).lean<CaseDoc>();
  return found && toPlain(found);
}

export async function findCase(id: string): Promise<CaseRecord | null> {
  const found = await Cases.findById(id).lean<CaseDoc>();
  return found && toPlain(found);
}

/** Newest first, page by page; `personId` and `states` narrow the list. */
export async function listCases(
  scope: Readonly<{ personId?: string; states?: readonly CaseState[] }> & PageScope,
): Promise<CaseRecord[]> {
  const { personId, states, after, limit } = scope;
  const query = Cases.find({
    ...(personId !== undefined && { personId }),
    ...(states !== undefined && { state: { $in: [...states] } }),
    ...behind('openedAt', after),
  });
  return (await query.sort({ openedAt: -1, _id: 1 }).limit(limit).lean<CaseDoc[]>()).map(toPlain);
}

/** Cases of one state in the order of their ids: `after` is the last id of the page before. */
export async function listCasesIn(state: CaseState, after: string, limit: number): Promise<CaseRecord[]> {
  const query = Cases.find({ state, _id: { $gt: after } });
  return (await query.sort({ _id: 1 }).limit(limit).lean<CaseDoc[]>()).map(toPlain);
}

const asItWas = (ask: CaseAsk, before: Case) =>
  [`${ask}.instanceCode`, before[ask]?.instanceCode ?? null] as const;

/** Only what the move changed is written: an approval's instance may be noted while somebody moves the case. */
function changesOf(before: Case, next: Case): { set: [string, unknown][]; unset: string[] } {
  const { id: _id, history: _history, ...fields } = next;
  const old = new Map<string, unknown>(Object.entries(before));
  const set = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && old.get(name) !== value,
  );
  const present = new Set(
    Object.entries(next).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  );
  return { set, unset: [...old.keys()].filter((name) => !present.has(name)) };
}

/** R5: a penalty is never written without the decision a human signed for this case. */
function assertSigned({ execution, decision }: Case): void {
  if (!execution) return;
  const signed = decision?.result === 'approved' && decision.byId !== 'system' && decision.byId !== '';
  if (!signed || execution.decisionId !== decision.id) throw conflict('decision_missing');
}

function plainCase(record: Case & { pending?: unknown; sent?: unknown }): Case {
  const { pending: _pending, sent: _sent, ...plain } = record;
  return plain;
}
