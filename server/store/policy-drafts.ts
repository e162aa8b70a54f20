import { model, Schema } from 'mongoose';
import type { PolicyDraftBody } from '../contract/policy.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions } from './schema.ts';

/** The next version while it is written; there is one at a time. */
export type PolicyDraft = Readonly<{
  revision: number;
  body: Omit<PolicyDraftBody, 'revision'>;
  editedAt: Date;
  editedById: string;
}>;
type DraftDoc = PolicyDraft & { _id: string; pending: readonly Pending[]; sent: readonly SentCard[] };

const KEY = 'next';
const schema = new Schema<DraftDoc>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, required: true },
    body: { type: Schema.Types.Mixed, required: true },
    editedAt: { type: Date, required: true },
    editedById: { type: String, required: true },
    ...pendingFields,
  },
  schemaOptions('policy_drafts'),
);
schema.index({ 'pending.id': 1 });
const Drafts = model('PolicyDraft', schema);

export async function findPolicyDraft(): Promise<PolicyDraft | null> {
  const found = await Drafts.findById(KEY).lean<DraftDoc>();
  if (!found) return null;
  const { revision, body, editedAt, editedById } = found;
  return { revision, body, editedAt, editedById };
}

/** Saves the draft if the one before it still stands; false = somebody else edited it. */
export async function savePolicyDraft(draft: PolicyDraft, pending: readonly Pending[]): Promise<boolean> {
  const { revision, ...fields } = draft;
  const update = { $set: { ...fields, revision }, $push: { pending: { $each: [...pending] } } };
  try {
    const filter = { _id: KEY, revision: revision - 1 };
    const { matchedCount, upsertedCount } = await Drafts.updateOne(filter, update, {
      upsert: revision === 1,
    });
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
