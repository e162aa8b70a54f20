import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions } from './schema.ts';

/** What a key is good for; a key of one kind opens nothing of the other. */
export type KeyScope = 'records' | 'insurance';
/** A machine that may write records; `_id` is the HMAC of its key. */
type ApiKeyDoc = {
  _id: string;
  name: string;
  /** `records` when absent. */
  scope?: KeyScope;
  createdAt: Date;
  revokedAt?: Date;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const schema = new Schema<ApiKeyDoc>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    scope: String,
    createdAt: { type: Date, required: true },
    revokedAt: Date,
    ...pendingFields,
  },
  schemaOptions('api-keys'),
);
schema.index({ 'pending.id': 1 });
const ApiKeys = model('ApiKey', schema);

export async function insertApiKey(
  hash: string,
  key: Readonly<{ name: string; scope: KeyScope; createdAt: Date }>,
  pending: readonly Pending[],
): Promise<void> {
  await ApiKeys.create({ _id: hash, ...key, pending });
}

/** The name of a live key of this scope, null when there is none of this hash. */
export async function findApiKey(hash: string, scope: KeyScope): Promise<{ name: string } | null> {
  const found = await ApiKeys.findOne({ _id: hash, revokedAt: { $exists: false } }).lean<ApiKeyDoc>();
  return found && (found.scope ?? 'records') === scope ? { name: found.name } : null;
}

/** Ends every live key of this name. */
export async function revokeApiKeys(
  name: string,
  revokedAt: Date,
  pending: readonly Pending[],
): Promise<number> {
  const ended = await ApiKeys.updateMany(
    { name, revokedAt: { $exists: false } },
    { $set: { revokedAt }, $push: { pending: { $each: [...pending] } } },
  );
  return ended.modifiedCount;
}
