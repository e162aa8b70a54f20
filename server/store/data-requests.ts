import { model, Schema } from 'mongoose';
import type { DataRequestKind, DataRequestStatus, DataTopic, Erased } from '../contract/data-request.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** A punch, visit or photo as it was when it was asked about. */
export type AskedRecord = Readonly<{ id: string; at: Date; direction?: 'in' | 'out'; placeName?: string }>;
/** A person asks about the own data, with the day by which HR has to answer. */
export type DataRequest = Readonly<{
  id: string;
  personId: string;
  kind: DataRequestKind;
  topic: DataTopic;
  day?: string;
  /** The one record of that day it is about. */
  record?: AskedRecord;
  text: string;
  /** SHA-256 of what was asked: the same id with other content is a conflict. */
  digest: string;
  status: DataRequestStatus;
  submittedAt: Date;
  dueAt: Date;
  answer?: Readonly<{ byId: string; at: Date; reason: string }>;
  /** What a granted deletion took; absent until it was carried out. */
  erased?: Erased;
  /** What it takes, while it is being carried out. */
  erasing?: Erased;
  /** The same of what had been under way to the server. */
  erasingLate?: Erased;
  /** It was looked once more for what was under way to the server when it was carried out. */
  settledAt?: Date;
}>;
export type DataRequestDoc = Stored<DataRequest> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<DataRequestDoc>(
  {
    _id: text,
    personId: text,
    kind: text,
    topic: text,
    day: String,
    record: Schema.Types.Mixed,
    text,
    digest: text,
    status: text,
    submittedAt: when,
    dueAt: when,
    answer: Schema.Types.Mixed,
    erased: Schema.Types.Mixed,
    erasing: Schema.Types.Mixed,
    erasingLate: Schema.Types.Mixed,
    settledAt: Date,
    ...pendingFields,
  },
  schemaOptions('data_requests'),
);
schema.index({ personId: 1, submittedAt: -1 });
schema.index({ status: 1, dueAt: 1 });
schema.index({ 'pending.id': 1 });
export const Requests = model('DataRequest', schema);

/** False when the id is taken. */
export async function insertDataRequest(request: DataRequest, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = request;
  return isCreated(Requests.create({ _id: id, ...fields, pending }));
}

export async function findDataRequest(id: string): Promise<DataRequest | null> {
  const found = await Requests.findById(id).lean<DataRequestDoc>();
  return found && toRequest(found);
}

/** A person's requests, the newest first. */
export async function listMyDataRequests(
  personId: string,
  { after, limit }: PageScope,
): Promise<DataRequest[]> {
  const filter = { personId, ...behind('submittedAt', after) };
  const query = Requests.find(filter).sort({ submittedAt: -1, _id: 1 }).limit(limit);
  return (await query.lean<DataRequestDoc[]>()).map(toRequest);
}

/** What waits for HR's answer, the first deadline first; a copy is taken at once and waits for nobody. */
export async function listOpenRequests({ after, limit }: PageScope): Promise<DataRequest[]> {
  const filter = { status: 'open' as const, kind: { $ne: 'copy' as const } };
  const query = Requests.find({ ...filter, ...behind('dueAt', after, 'rising') }).sort({ dueAt: 1, _id: 1 });
  return (await query.limit(limit).lean<DataRequestDoc[]>()).map(toRequest);
}

/** How many of a person's requests wait for HR's answer. */
export const countOpenRequests = (personId: string): Promise<number> =>
  Requests.countDocuments({ personId, status: 'open' });

/** When each request that waits for HR's answer is due; without those of `exceptPersonId`. */
export async function listOpenDues(exceptPersonId: string): Promise<Date[]> {
  const filter = {
    status: 'open' as const,
    kind: { $ne: 'copy' as const },
    personId: { $ne: exceptPersonId },
  };
  return (await Requests.find(filter, { dueAt: 1 }).lean<Pick<DataRequestDoc, 'dueAt'>[]>()).map(
    ({ dueAt }) => dueAt,
  );
}

/** What HR has answered, the latest deadline first. */
export async function listAnsweredRequests({ after, limit }: PageScope): Promise<DataRequest[]> {
  const filter = { status: { $in: ['done' as const, 'refused' as const] }, kind: { $ne: 'copy' as const } };
  const query = Requests.find({ ...filter, ...behind('dueAt', after) });
  return (await query.sort({ dueAt: -1, _id: 1 }).limit(limit).lean<DataRequestDoc[]>()).map(toRequest);
}

/** Ends an open request once; null when it was ended before. */
export async function endDataRequest(
  id: string,
  end: Readonly<{ status: 'done' | 'refused' | 'withdrawn'; answer?: DataRequest['answer'] }>,
  pending: readonly Pending[],
): Promise<DataRequest | null> {
  const found = await Requests.findOneAndUpdate(
    { _id: id, status: 'open' },
    {
      $set: { status: end.status, ...(end.answer && { answer: end.answer }) },
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<DataRequestDoc>();
  return found && toRequest(found);
}

/** Notes the due date counted anew of a request that is still open as it was. */
export async function saveDataRequestDue(
  { id, dueAt }: Pick<DataRequest, 'id' | 'dueAt'>,
  is: Date,
  pending: readonly Pending[],
): Promise<void> {
  await Requests.updateOne(
    { _id: id, status: 'open', dueAt },
    { $set: { dueAt: is }, $push: { pending: { $each: [...pending] } } },
  );
}

export function toRequest(stored: DataRequestDoc): DataRequest {
  const { pending: _pending, sent: _sent, ...request } = stored;
  return toPlain(request);
}

/** How many requests of these people about a topic came since. */
export async function countRequests(
  personIds: readonly string[],
  { topic, sinceAt }: Readonly<{ topic: DataTopic; sinceAt: Date }>,
): Promise<number> {
  return Requests.countDocuments({
    topic,
    personId: { $in: [...personIds] },
    submittedAt: { $gte: sinceAt },
  });
}
