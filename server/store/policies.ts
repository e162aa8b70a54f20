import { model, Schema } from 'mongoose';
import type { Ladder } from '../contract/ladder.ts';
import type { Consultation, PolicySection } from '../contract/policy.ts';
import { askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** One adopted version of the code of conduct; never changed afterwards. */
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

/** The version in force at `at`; before the first one, the one that comes next. */
export async function findPolicyAt(at: Date): Promise<Policy | null> {
  const inForce = await Policies.findOne({ effectiveAt: { $lte: at } })
    .sort({ effectiveAt: -1 })
    .lean<PolicyDoc>();
  return toPolicy(inForce ?? (await Policies.findOne().sort({ effectiveAt: 1 }).lean<PolicyDoc>()));
}

/** Every version, newest first. */
export async function listPolicies(): Promise<Policy[]> {
  const found = await Policies.find().sort({ effectiveAt: -1 }).lean<PolicyDoc[]>();
  return found.flatMap((one) => toPolicy(one) ?? []);
}

/** When each version came or comes into force. */
export async function listPolicyStarts(): Promise<{ version: string; effectiveAt: Date }[]> {
  const found = await Policies.find({}, { effectiveAt: 1 }).sort({ effectiveAt: 1 }).lean<PolicyDoc[]>();
  return found.map(({ _id, effectiveAt }) => ({ version: _id, effectiveAt }));
}

function toPolicy(stored: PolicyDoc | null): Policy | null {
  if (!stored) return null;
  const { _id, pending: _pending, sent: _sent, ...policy } = stored;
  return { version: _id, ...policy };
}
