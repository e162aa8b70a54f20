import { model, Schema } from 'mongoose';
import type { Signer } from '../contract/tuning.ts';
import type { Overrides } from '../domain/tuning/settings-version.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type Signature = Readonly<{
  byId: string;
  at: Date;
  /** `chat` = in the chat approval. */
  via: 'chat' | 'console';
  accept: boolean;
  comment?: string;
  /** The chat approval it was given in: it may be taken back there. */
  instanceCode?: string;
}>;
/**
 * New thresholds that wait for their two signatures. `signed` = both are there, the version is about to be written; `withdrawn` = a
 * signature was taken back.
 */
export type ChangeStatus = 'waiting' | 'signed' | 'live' | 'refused' | 'expired' | 'stale' | 'withdrawn';
export type ThresholdChange = Readonly<{
  id: string;
  /** Rises with each change of the document. */
  seq: number;
  replayId: string;
  overrides: Overrides;
  /** The settings version it was tried against: when another one is in force by then, it goes nowhere. */
  baseVersion: number;
  reason: string;
  byId: string;
  at: Date;
  status: ChangeStatus;
  signatures: Readonly<Partial<Record<Signer, Signature>>>;
  /** Who is asked now; the signers are asked one after the other. */
  asking?: Readonly<{
    requestId: string;
    as: Signer;
    at: Date;
    approverIds: readonly string[];
    instanceCode?: string;
  }>;
  /** The settings version it became. */
  version?: number;
}>;
type ChangeDoc = Stored<ThresholdChange> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const schema = new Schema<ChangeDoc>(
  {
    _id: text,
    seq: { type: Number, required: true },
    replayId: text,
    overrides: mixed,
    baseVersion: { type: Number, required: true },
    reason: text,
    byId: text,
    at: { type: Date, required: true },
    status: text,
    signatures: mixed,
    asking: Schema.Types.Mixed,
    version: Number,
    ...pendingFields,
  },
  schemaOptions('threshold_changes'),
);
schema.index({ at: -1 });
schema.index({ status: 1, at: 1 });
schema.index({ 'asking.instanceCode': 1 });
schema.index({ 'signatures.hr_lead.instanceCode': 1 });
schema.index({ 'signatures.staff_rep.instanceCode': 1 });
schema.index({ 'pending.id': 1 });
const Changes = model('ThresholdChange', schema);

/** False when it is there already. */
export async function insertChange(change: ThresholdChange, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = change;
  return isCreated(Changes.create({ _id: id, ...fields, pending: [...pending] }));
}

export async function findChange(id: string): Promise<ThresholdChange | null> {
  return toChange(await Changes.findById(id).lean<ChangeDoc>());
}

/** The change that asks in this chat approval, or that was signed in it. */
export async function findChangeByInstance(code: string): Promise<ThresholdChange | null> {
  const where = ['asking', 'signatures.hr_lead', 'signatures.staff_rep'].map((part) => ({
    [`${part}.instanceCode`]: code,
  }));
  return toChange(await Changes.findOne({ $or: where }).lean<ChangeDoc>());
}

/** Newest first, page by page. */
export async function listChanges({ after, limit }: PageScope): Promise<ThresholdChange[]> {
  const query = Changes.find(behind('at', after)).sort({ at: -1, _id: 1 });
  const found = await query.limit(limit).lean<ChangeDoc[]>();
  return found.flatMap((one) => toChange(one) ?? []);
}

export async function findChangesIn(status: ChangeStatus): Promise<ThresholdChange[]> {
  const found = await Changes.find({ status }).sort({ at: 1 }).lean<ChangeDoc[]>();
  return found.flatMap((one) => toChange(one) ?? []);
}

/**
 * One write, if nobody changed it since and no approval in the chat was begun meanwhile, which nobody would take back; without `asking`
 * nobody is asked any more. Null = somebody was first.
 */
export async function updateChange(
  before: ThresholdChange,
  set: Partial<Pick<ThresholdChange, 'status' | 'signatures' | 'version' | 'asking'>>,
  pending: readonly Pending[],
): Promise<ThresholdChange | null> {
  const found = await Changes.findOneAndUpdate(
    { _id: before.id, seq: before.seq, 'asking.instanceCode': before.asking?.instanceCode ?? null },
    {
      $set: { ...set, seq: before.seq + 1 },
      ...(set.asking === undefined && { $unset: { asking: 1 } }),
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<ChangeDoc>();
  return toChange(found);
}

type Asked = Readonly<{ id: string; requestId: string }>;

/** Notes which chat approval asks; false when the change no longer asks for it. */
export async function saveChangeInstance({ id, requestId }: Asked, instanceCode: string): Promise<boolean> {
  const { matchedCount } = await Changes.updateOne(
    { _id: id, status: 'waiting', 'asking.requestId': requestId },
    { $set: { 'asking.instanceCode': instanceCode } },
  );
  return matchedCount === 1;
}

/** Notes who is asked after a transfer in the chat. */
export async function saveChangeApprovers(
  { id, requestId }: Asked,
  approverIds: readonly string[],
): Promise<void> {
  await Changes.updateOne(
    { _id: id, 'asking.requestId': requestId },
    { $set: { 'asking.approverIds': [...approverIds] } },
  );
}

function toChange(stored: ChangeDoc | null): ThresholdChange | null {
  if (!stored) return null;
  const { pending: _pending, sent: _sent, ...change } = stored;
  return toPlain(change);
}
