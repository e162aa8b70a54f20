import { model, Schema } from 'mongoose';
import type { Ladder } from '../contract/ladder.ts';
import type { Consultation, PolicySection } from '../contract/policy.ts';
import { inForceAt, standing } from '../domain/policy/replaced.ts';
import { askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** One adopted version of the code of conduct; never changed afterwards, but it may be withdrawn before its first day. */
export type Policy = Readonly<{
  version: string;
  title: string;
  body: string;
  /** SHA-256 of title, body and ladder, hex. */
  hash: string;
  /** The parts its body was made from. */
  sections?: readonly PolicySection[];
  /** Its rungs as data; in the body as words. */
  ladder?: Ladder;
  /** A courtesy translation of the body; the Chinese text decides. */
  english?: string;
  effectiveAt: Date;
  adoptedAt: Date;
  /** How staff or their representatives were consulted (Labour Contract Law art. 4). */
  consultation: string;
  consultationRecord?: Consultation;
  adoptedById?: string;
  withdrawn?: PolicyWithdrawal;
}>;
export type PolicyWithdrawal = Readonly<{
  at: Date;
  byId: string;
  why: string;
  /** When everybody who had been asked to read it was told. */
  toldAt?: Date;
}>;
type PolicyDoc = Omit<Policy, 'version'> & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<PolicyDoc>(
  {
    _id: text,
    title: text,
    body: text,
    hash: text,
    effectiveAt: when,
    adoptedAt: when,
    consultation: text,
    consultationRecord: Schema.Types.Mixed,
    sections: { type: Schema.Types.Mixed },
    ladder: Schema.Types.Mixed,
    english: String,
    adoptedById: String,
    withdrawn: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('policies'),
);
schema.index({ effectiveAt: -1 });
schema.index({ 'pending.id': 1 });
const Policies = model('Policy', schema);

/** False when this version exists already. */
export async function insertPolicy(policy: Policy, pending: readonly Pending[]): Promise<boolean> {
  const { version, ...fields } = policy;
  return isCreated(Policies.create({ _id: version, ...fields, pending }));
}

export async function findPolicy(version: string): Promise<Policy | null> {
  return toPolicy((await askForPolicy(version)) ?? null);
}

const askForPolicy = askTogether(async (versions) => {
  const found = await Policies.find({ _id: { $in: versions } }).lean<PolicyDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

/** The version in force at `at`: of those that have begun, the one adopted last; before the first one, the one that comes next. */
export async function findPolicyAt(at: Date): Promise<Policy | null> {
  const inForce = await Policies.findOne({ effectiveAt: { $lte: at } })
    .sort({ adoptedAt: -1, effectiveAt: -1 })
    .lean<PolicyDoc>();
  const found =
    inForce ?? (await Policies.findOne().sort({ effectiveAt: 1, adoptedAt: -1 }).lean<PolicyDoc>());
  if (found?.withdrawn === undefined) return toPolicy(found);
  const other = inForceAt(await listPolicies(), at);
  return other ?? null;
}

/** Every version, newest first, those that another one replaced before their first day too. */
export async function listPolicies(): Promise<Policy[]> {
  const found = await Policies.find().sort({ effectiveAt: -1, adoptedAt: -1 }).lean<PolicyDoc[]>();
  return found.flatMap((one) => toPolicy(one) ?? []);
}

/** The versions that were, are or will be in force, newest first. */
export const listStandingPolicies = async (): Promise<Policy[]> => standing(await listPolicies());

/** When each version came or comes into force. */
export async function listPolicyStarts(): Promise<{ version: string; effectiveAt: Date }[]> {
  const found = await Policies.find({}, { effectiveAt: 1, adoptedAt: 1, withdrawn: 1 })
    .sort({ effectiveAt: 1 })
    .lean<Pick<PolicyDoc, '_id' | 'effectiveAt' | 'adoptedAt' | 'withdrawn'>[]>();
  return standing(found.map(({ _id, ...one }) => ({ version: _id, ...one })));
}

/** Takes a version back before its first day; false when that has come, or it was taken back before. */
export async function withdrawPolicy(
  version: string,
  withdrawn: PolicyWithdrawal,
  pending: readonly Pending[],
): Promise<boolean> {
  const { modifiedCount } = await Policies.updateOne(
    { _id: version, effectiveAt: { $gt: withdrawn.at }, withdrawn: { $exists: false } },
    { $set: { withdrawn }, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount === 1;
}

export async function markWithdrawalTold(version: string, toldAt: Date): Promise<void> {
  await Policies.updateOne(
    { _id: version, withdrawn: { $exists: true } },
    { $set: { 'withdrawn.toldAt': toldAt } },
  );
}

function toPolicy(stored: PolicyDoc | null): Policy | null {
  if (!stored) return null;
  const { _id, pending: _pending, sent: _sent, ...policy } = stored;
  return { version: _id, ...policy };
}
