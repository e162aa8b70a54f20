import { model, Schema } from 'mongoose';
import type { RuleBody } from '../contract/custom-rule.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** A rule the company wrote itself. `version` rises with each edit: what was tested is not what was edited since. */
export type StoredRule = Readonly<
  RuleBody & {
    id: string;
    /** Rises with each write. */
    seq: number;
    status: 'draft' | 'enabled' | 'disabled';
    byId: string;
    at: Date;
    /** The replay that tried it, and which version of it. */
    test?: Readonly<{ replayId: string; version: number }>;
    enabledById?: string;
    /** First day it judges: nothing before it was in force (R17). */
    fromDay?: string;
  }
>;
type RuleDoc = Stored<StoredRule> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;
const schema = new Schema<RuleDoc>(
  {
    _id: text,
    version: count,
    seq: count,
    title: mixed,
    message: mixed,
    severity: text,
    staffKinds: { type: [String], required: true },
    conditions: mixed,
    piaId: text,
    status: text,
    byId: text,
    at: { type: Date, required: true },
    test: Schema.Types.Mixed,
    enabledById: String,
    fromDay: String,
    ...pendingFields,
  },
  schemaOptions('custom_rules'),
);
schema.index({ status: 1 });
schema.index({ 'pending.id': 1 });
const Rules = model('CustomRule', schema);

/** Creates the rule; false when its id is taken. */
export async function insertRule(rule: StoredRule, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = rule;
  return isCreated(Rules.create({ _id: id, ...fields, pending: [...pending] }));
}

/** One write, if nobody changed it since; null = somebody was first. */
export async function updateRule(
  before: StoredRule,
  set: Partial<Omit<StoredRule, 'id' | 'seq'>>,
  pending: readonly Pending[],
): Promise<StoredRule | null> {
  const found = await Rules.findOneAndUpdate(
    { _id: before.id, seq: before.seq },
    { $set: { ...set, seq: before.seq + 1 }, $push: { pending: { $each: [...pending] } } },
    { returnDocument: 'after' },
  ).lean<RuleDoc>();
  return toRule(found);
}

export async function findRule(id: string): Promise<StoredRule | null> {
  return toRule(await Rules.findById(id).lean<RuleDoc>());
}

/** By title, those in force first. */
export async function listRules(): Promise<StoredRule[]> {
  const found = await Rules.find().sort({ status: -1, 'title.zh': 1 }).lean<RuleDoc[]>();
  return found.flatMap((one) => toRule(one) ?? []);
}

export async function listEnabledRules(): Promise<StoredRule[]> {
  const found = await Rules.find({ status: 'enabled' }).sort({ _id: 1 }).lean<RuleDoc[]>();
  return found.flatMap((one) => toRule(one) ?? []);
}

function toRule(stored: RuleDoc | null): StoredRule | null {
  if (!stored) return null;
  const { pending: _pending, sent: _sent, ...rule } = stored;
  return toPlain(rule);
}
