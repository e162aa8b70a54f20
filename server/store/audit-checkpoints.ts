import { model, Schema } from 'mongoose';
import type { SignedCheckpoint } from '../domain/audit/checkpoint.ts';
import { isDuplicateKey, schemaOptions } from './schema.ts';

type CheckpointDoc = Omit<SignedCheckpoint, 'size'> & { _id: number };
/** The root over one whole block of links; block 0 holds the links 1 to `AUDIT_BLOCK`. */
type BlockDoc = { _id: number; root: string };
/** A public key this installation has signed with. */
export type SigningKey = Readonly<{ keyId: string; publicKeyPem: string; sinceAt: Date }>;
type KeyDoc = Omit<SigningKey, 'keyId'> & { _id: string };

/** Links of one block: a power of two, so that a block's root is a node of the tree. */
export const AUDIT_BLOCK = 1024;

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const when = { type: Date, required: true } as const;
const Checkpoints = model(
  'AuditCheckpoint',
  new Schema<CheckpointDoc>(
    { _id: number, root: text, lastHash: text, at: when, keyId: text, signature: text },
    schemaOptions('audit_checkpoints'),
  ),
);
const Blocks = model(
  'AuditBlock',
  new Schema<BlockDoc>({ _id: number, root: text }, schemaOptions('audit_blocks')),
);
const Keys = model(
  'SigningKey',
  new Schema<KeyDoc>({ _id: text, publicKeyPem: text, sinceAt: when }, schemaOptions('signing_keys')),
);

/** Keeps a checkpoint; the first one of a size stays. */
export async function insertCheckpoint({ size, ...fields }: SignedCheckpoint): Promise<void> {
  await Checkpoints.create({ _id: size, ...fields }).catch(ignoreTaken);
}

/** Newest first; `below` is the smallest size of the page before. */
export async function listCheckpoints(limit: number, below?: number): Promise<SignedCheckpoint[]> {
  const query = Checkpoints.find(below === undefined ? {} : { _id: { $lt: below } }).sort({ _id: -1 });
  return (await query.limit(limit).lean<CheckpointDoc[]>()).map(toCheckpoint);
}

/** The oldest checkpoint that covers the link `seq`, or null. */
export async function findCheckpointOver(seq: number): Promise<SignedCheckpoint | null> {
  const found = await Checkpoints.findOne({ _id: { $gte: seq } })
    .sort({ _id: 1 })
    .lean<CheckpointDoc>();
  return found && toCheckpoint(found);
}

/** Roots of the blocks from the first on, as far as they are kept without a gap. */
export async function listBlockRoots(): Promise<string[]> {
  const found = await Blocks.find().sort({ _id: 1 }).lean<BlockDoc[]>();
  const gap = found.findIndex(({ _id }, at) => _id !== at);
  return (gap < 0 ? found : found.slice(0, gap)).map(({ root }) => root);
}

export async function insertBlockRoot(index: number, root: string): Promise<void> {
  await Blocks.create({ _id: index, root }).catch(ignoreTaken);
}

/** Keeps a public key; it is kept for as long as anything is that it signed. */
export async function insertSigningKey({ keyId, ...fields }: SigningKey): Promise<void> {
  await Keys.updateOne({ _id: keyId }, { $setOnInsert: fields }, { upsert: true });
}

export async function listSigningKeys(): Promise<SigningKey[]> {
  const found = await Keys.find().sort({ sinceAt: 1 }).lean<KeyDoc[]>();
  return found.map(({ _id, ...fields }) => ({ keyId: _id, ...fields }));
}

function ignoreTaken(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

function toCheckpoint({ _id, ...fields }: CheckpointDoc): SignedCheckpoint {
  return { size: _id, ...fields };
}
