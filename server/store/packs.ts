import { model, Schema } from 'mongoose';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

export type PackStatus = 'asked' | 'approved' | 'rejected' | 'ended';
/** One request for the evidence pack of a case (trust R8): who asked why, who decided, and what was then given out. */
export type Pack = Readonly<{
  id: string;
  caseId: string;
  personId: string;
  askedById: string;
  purpose: string;
  askedAt: Date;
  status: PackStatus;
  approverIds: readonly string[];
  instanceCode?: string;
  decidedById?: string;
  decidedAt?: Date;
  /** Why it ended, or what the second person said. */
  comment?: string;
  /** Until then it may be fetched. */
  untilAt?: Date;
  /** What was given out: the hash of the ZIP names its every byte. */
  given: readonly Readonly<{ at: Date; sha256: string; bytes: number }>[];
}>;
export type PackRecord = Pack & Readonly<{ pending: readonly Pending[]; sent: readonly SentCard[] }>;
type PackDoc = Stored<PackRecord>;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<PackDoc>(
  {
    _id: text,
    caseId: text,
    personId: text,
    askedById: text,
    purpose: text,
    askedAt: when,
    status: text,
    approverIds: { type: [String], required: true },
    instanceCode: String,
    decidedById: String,
    decidedAt: Date,
    comment: String,
    untilAt: Date,
    given: { type: [Schema.Types.Mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('packs'),
);
schema.index({ caseId: 1, askedAt: -1 });
schema.index({ personId: 1 });
schema.index({ status: 1, askedAt: 1 });
schema.index({ instanceCode: 1 });
schema.index({ 'pending.id': 1 });
export const Packs = model('Pack', schema);

export async function insertPack({ id, ...fields }: Pack, pending: readonly Pending[]): Promise<void> {
  await Packs.create({ _id: id, ...fields, pending: [...pending], sent: [] });
}

export async function findPack(id: string): Promise<PackRecord | null> {
  const found = await Packs.findById(id).lean<PackDoc>();
  return found && toPlain(found);
}

export async function findPackByInstance(instanceCode: string): Promise<PackRecord | null> {
  const found = await Packs.findOne({ instanceCode }).lean<PackDoc>();
  return found && toPlain(found);
}

/** Requests of a case, newest first. */
export async function listPacks(caseId: string): Promise<PackRecord[]> {
  return (await Packs.find({ caseId }).sort({ askedAt: -1 }).lean<PackDoc[]>()).map(toPlain);
}

/** Requests that wait for the second person, oldest first, page by page. */
export async function listAskedPacks({ after, limit }: PageScope): Promise<PackRecord[]> {
  const filter = { status: 'asked' as const, ...behind('askedAt', after, 'rising') };
  const query = Packs.find(filter).sort({ askedAt: 1, _id: 1 }).limit(limit);
  return (await query.lean<PackDoc[]>()).map(toPlain);
}

/** Requests that were approved and may still be fetched, page by page. */
export async function listOpenPacks(at: Date, { after, limit }: PageScope): Promise<PackRecord[]> {
  const open = { status: 'approved' as const, untilAt: { $gt: at } };
  const query = Packs.find({ ...open, ...behind('askedAt', after, 'rising') }).sort({ askedAt: 1, _id: 1 });
  return (await query.limit(limit).lean<PackDoc[]>()).map(toPlain);
}

/** Notes which chat approval decides the request; false when it waits no more. */
export async function savePackInstance(id: string, instanceCode: string): Promise<boolean> {
  const { matchedCount } = await Packs.updateOne({ _id: id, status: 'asked' }, { $set: { instanceCode } });
  return matchedCount === 1;
}

export async function savePackApprovers(id: string, approverIds: readonly string[]): Promise<void> {
  await Packs.updateOne({ _id: id, status: 'asked' }, { $set: { approverIds: [...approverIds] } });
}

/** Ends the waiting once; null when it had ended before. */
export async function settlePack(
  id: string,
  settled: Readonly<{
    from: PackStatus;
    status: PackStatus;
    decidedAt: Date;
    decidedById?: string;
    comment?: string;
    untilAt?: Date;
  }>,
  pending: readonly Pending[],
): Promise<PackRecord | null> {
  const { from, ...fields } = settled;
  const found = await Packs.findOneAndUpdate(
    { _id: id, status: from },
    { $set: fields, $push: { pending: { $each: [...pending] } } },
    { returnDocument: 'after' },
  ).lean<PackDoc>();
  return found && toPlain(found);
}

/** Notes that the pack was given out. */
export async function noteGiven(
  id: string,
  given: Pack['given'][number],
  pending: readonly Pending[],
): Promise<void> {
  await Packs.updateOne({ _id: id }, { $push: { given, pending: { $each: [...pending] } } });
}
