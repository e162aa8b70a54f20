import { model, Schema } from 'mongoose';
import type { LegalPath } from '../contract/ladder.ts';
import type { Sanction } from '../domain/sanction/sanction.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

export type SanctionRecord = Sanction & Readonly<{ pending: readonly Pending[]; sent: readonly SentCard[] }>;
type SanctionDoc = Stored<SanctionRecord>;

const text = { type: String, required: true } as const;
const mixed = Schema.Types.Mixed;
const schema = new Schema<SanctionDoc>(
  {
    _id: text,
    caseId: text,
    personId: text,
    path: text,
    state: text,
    version: { type: Number, required: true },
    rule: mixed,
    evidence: { type: [mixed], default: undefined },
    hearing: mixed,
    milder: mixed,
    effect: mixed,
    demand: mixed,
    delivery: mixed,
    reply: mixed,
    refusal: mixed,
    compliance: mixed,
    unionNotice: mixed,
    unionReply: mixed,
    unionAnswer: mixed,
    history: { type: [mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('sanctions'),
);
schema.index({ caseId: 1 });
schema.index({ personId: 1 });
schema.index({ 'pending.id': 1 });
export const Sanctions = model('Sanction', schema);

export async function findSanction(caseId: string, path: LegalPath): Promise<Sanction | null> {
  return findSanctionById(`${caseId}:${path}`);
}

export async function findSanctionById(id: string): Promise<Sanction | null> {
  const found = await Sanctions.findById(id).lean<SanctionDoc>();
  if (!found) return null;
  const { pending: _pending, sent: _sent, ...sanction } = toPlain(found);
  return sanction;
}

/** Replaces the path by `next` if it still has the version of `before`, with the work its steps leave: one write. */
export async function saveSteps(
  before: Sanction,
  next: Sanction,
  pending: readonly Pending[],
): Promise<boolean> {
  const { id, history, ...fields } = next;
  const update = {
    $set: fields,
    $push: {
      history: { $each: history.slice(before.history.length) },
      pending: { $each: [...pending] },
    },
  };
  try {
    const { matchedCount, upsertedCount } = await Sanctions.updateOne(
      { _id: id, version: before.version },
      update,
      { upsert: before.version === 0 },
    );
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
