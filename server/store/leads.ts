import { model, Schema } from 'mongoose';
import type { LeadState } from '../contract/lead.ts';
import type { Lead } from '../domain/lead/lead.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type LeadRecord = Lead & Readonly<{ pending: readonly Pending[]; sent: readonly SentCard[] }>;
/**
 * What is kept of who sent it: sealed, found again only by the HMAC of the own person id or of the receipt, and read by no query but
 * `findReporter`. Nothing at all of an anonymous sender but the receipt's HMAC.
 */
export type SealedReporter = Readonly<{ receiptHash?: string; reporterHash?: string; sealed?: string }>;
type LeadDoc = Stored<LeadRecord> & { reporter: SealedReporter; digest: string };

const text = { type: String, required: true } as const;
const schema = new Schema<LeadDoc>(
  {
    _id: text,
    leadNo: text,
    version: { type: Number, required: true },
    source: text,
    state: text,
    kind: text,
    day: text,
    place: String,
    who: String,
    text,
    receivedAt: { type: Date, required: true },
    subjectId: String,
    caseId: String,
    history: { type: [Schema.Types.Mixed], default: [] },
    digest: text,
    reporter: {
      type: new Schema({ receiptHash: String, reporterHash: String, sealed: String }, { _id: false }),
      required: true,
    },
    ...pendingFields,
  },
  schemaOptions('leads'),
);
schema.index({ state: 1, receivedAt: -1 });
schema.index({ receivedAt: -1 });
schema.index({ subjectId: 1 });
schema.index({ 'reporter.receiptHash': 1 });
schema.index({ 'reporter.reporterHash': 1, receivedAt: -1 });
schema.index({ 'pending.id': 1 });
export const Leads = model('Lead', schema);

const WITHOUT_REPORTER = { reporter: 0, digest: 0 } as const;

/** False when the id is taken. */
export async function insertLead(
  lead: Lead,
  apart: Readonly<{ reporter: SealedReporter; digest: string; pending: readonly Pending[] }>,
): Promise<boolean> {
  const { id, ...fields } = lead;
  return isCreated(Leads.create({ _id: id, ...fields, ...apart, sent: [] }));
}

export async function findLead(id: string): Promise<LeadRecord | null> {
  const found = await Leads.findById(id, WITHOUT_REPORTER).lean<LeadDoc>();
  return found && toPlain(found);
}

/** What was sent under an id: the same again is the same lead. */
export async function findLeadDigest(id: string): Promise<string | null> {
  const found = await Leads.findById(id, { digest: 1 }).lean<Pick<LeadDoc, 'digest'>>();
  return found?.digest ?? null;
}

export async function findReporter(id: string): Promise<SealedReporter | null> {
  const found = await Leads.findById(id, { reporter: 1 }).lean<Pick<LeadDoc, 'reporter'>>();
  return found?.reporter ?? null;
}

export type KeptReporter = Readonly<{ id: string; reporter: SealedReporter & Readonly<{ sealed: string }> }>;

/** Leads whose sender is sealed, in the order of their ids behind `after`. */
export async function listSealedReporters(after: string, limit: number): Promise<KeptReporter[]> {
  const query = Leads.find({ _id: { $gt: after }, 'reporter.sealed': { $exists: true } }, { reporter: 1 });
  const found = await query
    .sort({ _id: 1 })
    .limit(limit)
    .lean<{ _id: string; reporter: KeptReporter['reporter'] }[]>();
  return found.map(({ _id: id, reporter }) => ({ id, reporter }));
}

/** The same sender sealed anew, if it still is as it was read. */
export async function replaceReporter(
  { id, reporter }: KeptReporter,
  next: KeptReporter['reporter'],
): Promise<void> {
  await Leads.updateOne({ _id: id, 'reporter.sealed': reporter.sealed }, { $set: { reporter: next } });
}

/** Leads of before that can be looked up by a receipt. */
export async function countReceipts(before: Date): Promise<number> {
  return Leads.countDocuments({ receivedAt: { $lt: before }, 'reporter.receiptHash': { $exists: true } });
}

export async function findLeadByReceipt(receiptHash: string): Promise<LeadRecord | null> {
  const found = await Leads.findOne(
    { 'reporter.receiptHash': receiptHash },
    WITHOUT_REPORTER,
  ).lean<LeadDoc>();
  return found && toPlain(found);
}

/** Newest first, page by page; without those about `exceptSubjectId`. */
export async function listLeads(
  scope: Readonly<{ states?: readonly LeadState[]; exceptSubjectId?: string }> & PageScope,
): Promise<LeadRecord[]> {
  const { states, exceptSubjectId, after, limit } = scope;
  const filter = {
    ...(states && { state: { $in: [...states] } }),
    ...(exceptSubjectId !== undefined && { subjectId: { $ne: exceptSubjectId } }),
    ...behind('receivedAt', after),
  };
  const query = Leads.find(filter, WITHOUT_REPORTER).sort({ receivedAt: -1, _id: 1 }).limit(limit);
  return (await query.lean<LeadDoc[]>()).map(toPlain);
}

/** What one sender has sent, newest first. */
export async function listLeadsOf(reporterHashes: readonly string[], limit: number): Promise<LeadRecord[]> {
  const query = Leads.find({ 'reporter.reporterHash': { $in: [...reporterHashes] } }, WITHOUT_REPORTER);
  return (await query.sort({ receivedAt: -1 }).limit(limit).lean<LeadDoc[]>()).map(toPlain);
}

/** How many came since then: from one sender, or from everybody without an account. */
export async function countLeads(
  since: Date,
  from: Readonly<{ reporterHashes: readonly string[] }> | 'public',
): Promise<number> {
  if (from !== 'public')
    return Leads.countDocuments({
      receivedAt: { $gt: since },
      'reporter.reporterHash': { $in: [...from.reporterHashes] },
    });
  return Leads.countDocuments({ receivedAt: { $gt: since }, source: { $in: ['customer', 'anonymous'] } });
}

/** Replaces the lead if it still has the version of `before`, with the work the move leaves: one write. */
export async function saveLeadMove(
  before: Lead,
  next: Lead & { pending?: unknown; sent?: unknown },
  pending: readonly Pending[],
): Promise<LeadRecord | null> {
  const { id, history, pending: _pending, sent: _sent, ...fields } = next;
  const rows = history.slice(before.history.length);
  const found = await Leads.findOneAndUpdate(
    { _id: id, version: before.version },
    { $set: fields, $push: { history: { $each: rows }, pending: { $each: [...pending] } } },
    { returnDocument: 'after', projection: WITHOUT_REPORTER },
  ).lean<LeadDoc>();
  return found && toPlain(found);
}

/** Deletes leads that led to no case and were ended before, with who sent them; answers how many. */
export async function deleteEndedLeads(before: Date): Promise<number> {
  const { deletedCount } = await Leads.deleteMany({
    state: { $in: ['dismissed', 'malicious'] },
    caseId: { $exists: false },
    receivedAt: { $lt: before },
    history: { $not: { $elemMatch: { at: { $gte: before } } } },
  });
  return deletedCount;
}

/** How many nobody has decided; without those about `exceptSubjectId`. */
export async function countNewLeads(exceptSubjectId: string): Promise<number> {
  return Leads.countDocuments({ state: 'new', subjectId: { $ne: exceptSubjectId } });
}
