import { model, Schema } from 'mongoose';
import type { KeyScope } from '../contract/api-key.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions } from './schema.ts';

/** A machine that may write records; `_id` is the HMAC of its key. */
type ApiKeyDoc = {
  _id: string;
  name: string;
  /** `records` when absent. */
  scope?: KeyScope;
  createdAt: Date;
  /** The person who made it; absent when the server did. */
  createdById?: string;
  lastUsedAt?: Date;
  revokedAt?: Date;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};
/** A key as it is shown and named: its hash stands for it, the key itself is not kept. */
export type ApiKey = Readonly<
  Omit<ApiKeyDoc, '_id' | 'scope' | 'pending' | 'sent'> & { hash: string; scope: KeyScope }
>;

const schema = new Schema<ApiKeyDoc>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    scope: String,
    createdAt: { type: Date, required: true },
    createdById: String,
    lastUsedAt: Date,
    revokedAt: Date,
    ...pendingFields,
  },
  schemaOptions('api-keys'),
);
schema.index({ 'pending.id': 1 });
const ApiKeys = model('ApiKey', schema);

const LIVE = { revokedAt: { $exists: false } };
/** A use is noted at most once in this time: a feed writes thousands of records an hour. */
const NOTE_USE_MS = 60_000;

export async function insertApiKey(
  hash: string,
  key: Readonly<{ name: string; scope: KeyScope; createdAt: Date; createdById?: string }>,
  pending: readonly Pending[],
): Promise<void> {
  await ApiKeys.create({ _id: hash, ...key, pending });
}

/** The name of a live key of this scope, null when there is none of this hash; notes that it was used at `at`. */
export async function useApiKey(hash: string, scope: KeyScope, at: Date): Promise<{ name: string } | null> {
  const found = await ApiKeys.findOne({ _id: hash, ...LIVE }).lean<ApiKeyDoc>();
  if (!found || (found.scope ?? 'records') !== scope) return null;
  if (found.lastUsedAt === undefined || +at - +found.lastUsedAt >= NOTE_USE_MS)
    await ApiKeys.updateOne({ _id: hash }, { $set: { lastUsedAt: at } });
  return { name: found.name };
}

/** Keys, the newest first: all that are live, which somebody may have to end, then those that ended, up to `limit`. */
export async function listApiKeys(limit: number): Promise<ApiKey[]> {
  const list = (filter: object, most: number) =>
    ApiKeys.find(filter, { pending: 0, sent: 0 }).sort({ createdAt: -1 }).limit(most).lean<ApiKeyDoc[]>();
  const live = await list(LIVE, limit);
  const left = limit - live.length;
  const ended = left > 0 ? await list({ revokedAt: { $exists: true } }, left) : [];
  return [...live, ...ended].map(({ _id, scope = 'records', ...key }) => ({ ...key, hash: _id, scope }));
}

/** Keys that ended at `sinceAt` or later. */
export async function listEndedApiKeys(sinceAt: Date): Promise<{ hash: string; revokedAt: Date }[]> {
  const found = await ApiKeys.find({ revokedAt: { $gte: sinceAt } }, { revokedAt: 1 }).lean<
    { _id: string; revokedAt: Date }[]
  >();
  return found.map(({ _id: hash, revokedAt }) => ({ hash, revokedAt }));
}

/** All, or those made before a moment. */
export async function countLiveApiKeys(before?: Date): Promise<number> {
  return ApiKeys.countDocuments({ ...LIVE, ...(before && { createdAt: { $lt: before } }) });
}

/** Ends one key; false when it had ended before. */
export async function endApiKey(
  hash: string,
  revokedAt: Date,
  pending: readonly Pending[],
): Promise<boolean> {
  const update = { $set: { revokedAt }, $push: { pending: { $each: [...pending] } } };
  return (await ApiKeys.updateOne({ _id: hash, ...LIVE }, update)).modifiedCount === 1;
}
