import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** One person is asked to read one version; the acknowledgement itself is kept apart. */
export type PolicyRequest = Readonly<{
  /** `personId:version`. */
  id: string;
  personId: string;
  version: string;
  askedAt: Date;
  reminded: number;
  doneAt?: Date;
  /** Its version was taken back. */
  withdrawnAt?: Date;
  pending: readonly Pending[];
  sent: readonly SentCard[];
}>;
type RequestDoc = Stored<PolicyRequest>;

const text = { type: String, required: true } as const;
const schema = new Schema<RequestDoc>(
  {
    _id: text,
    personId: text,
    version: text,
    askedAt: { type: Date, required: true },
    reminded: { type: Number, required: true },
    doneAt: Date,
    withdrawnAt: Date,
    ...pendingFields,
  },
  schemaOptions('policy_requests'),
);
schema.index({ personId: 1 });
schema.index({ version: 1, personId: 1 });
schema.index({ version: 1, doneAt: 1 });
schema.index({ 'pending.id': 1 });
const Requests = model('PolicyRequest', schema);

export const policyRequestId = (personId: string, version: string): string => `${personId}:${version}`;

/** False when the person was asked before. */
export async function insertPolicyRequest(request: PolicyRequest): Promise<boolean> {
  const { id, ...fields } = request;
  return isCreated(Requests.create({ _id: id, ...fields }));
}

export async function findPolicyRequest(id: string): Promise<PolicyRequest | null> {
  const found = await Requests.findById(id).lean<RequestDoc>();
  return found && toPlain(found);
}

/** Everybody who was asked about a version. */
export async function listPolicyRequests(version: string): Promise<PolicyRequest[]> {
  const query = Requests.find({ version }, { pending: 0, sent: 0 });
  const found = await query.lean<Omit<RequestDoc, 'pending' | 'sent'>[]>();
  return found.map((one) => ({ ...toPlain(one), pending: [], sent: [] }));
}

/** Counts a reminder and leaves its card; nothing when it was counted before or the person has answered. */
export async function remindPolicyRequest(
  { id, reminded }: PolicyRequest,
  next: Readonly<{ reminded: number; pending: readonly Pending[] }>,
): Promise<void> {
  await Requests.updateOne(
    { _id: id, reminded, doneAt: { $exists: false } },
    { $set: { reminded: next.reminded }, $push: { pending: { $each: [...next.pending] } } },
  );
}

/** The version gave way to another one: cards of whoever has not read it say so, once for each. */
export async function refreshPolicyRequests(version: string, by: string): Promise<void> {
  for (const { id } of await listPolicyRequests(version))
    await Requests.updateOne(
      { _id: id, doneAt: { $exists: false } },
      { $addToSet: { pending: { id: `${id}:by:${by}`, kind: 'refresh' } } },
    );
}

/** Its version was taken back: cards already sent say so, and who had acknowledged it gets one that does; once for each. */
export async function withdrawPolicyRequests(version: string, withdrawnAt: Date): Promise<void> {
  for (const { id, doneAt } of await listPolicyRequests(version)) {
    const pending: Pending[] = [
      { id: `${id}:withdrawn`, kind: 'refresh' },
      ...(doneAt ? [{ id: `${id}:card:withdrawn`, kind: 'card' as const, slot: 'withdrawn' }] : []),
    ];
    await Requests.updateOne(
      { _id: id, withdrawnAt: { $exists: false } },
      { $set: { withdrawnAt }, $push: { pending: { $each: pending } } },
    );
  }
}

/** The person has read it: cards already sent say so. */
export async function endPolicyRequest(id: string, doneAt: Date, pending: readonly Pending[]): Promise<void> {
  await Requests.updateOne(
    { _id: id, doneAt: { $exists: false } },
    { $set: { doneAt }, $push: { pending: { $each: [...pending] } } },
  );
}
