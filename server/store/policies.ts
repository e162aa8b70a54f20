import { model, Schema } from 'mongoose';
import type { Ladder } from '../contract/ladder.ts';
import type { Consultation, PolicySection } from '../contract/policy.ts';
import { standing } from '../domain/policy/replaced.ts';
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

/** The version in force at `at`: of those that have begun, the one adopted last; before the first one, the one that comes next. */
export async function findPolicyAt(at: Date): Promise<Policy | null> {
  const inForce = await Policies.findOne({ effectiveAt: { $lte: at } })
    .sort({ adoptedAt: -1, effectiveAt: -1 })
    .lean<PolicyDoc>();
  return toPolicy(
    inForce ?? (await Policies.findOne().sort({ effectiveAt: 1, adoptedAt: -1 }).lean<PolicyDoc>()),
  );
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
  const found = await Policies.find({}, { effectiveAt: 1, adoptedAt: 1 })
    .sort({ effectiveAt: 1 })
    .lean<PolicyDoc[]>();
  return standing(found.map(({ _id, effectiveAt, adoptedAt }) => ({ version: _id, effectiveAt, adoptedAt })));
}

function toPolicy(stored: PolicyDoc | null): Policy | null {
  if (!stored) return null;
  const { _id, pending: _pending, sent: _sent, ...policy } = stored;
  return { version: _id, ...policy };
}
