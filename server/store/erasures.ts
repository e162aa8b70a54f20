import type { DataTopic, Erased } from '../contract/data-request.ts';
import { Requests, toRequest, type DataRequest, type DataRequestDoc } from './data-requests.ts';
import type { Pending } from './pending.ts';

/** Granted deletions of these topics that were not carried out yet. */
export async function listUnerased(topics: readonly DataTopic[]): Promise<DataRequest[]> {
  const granted = { status: 'done', kind: 'delete', topic: { $in: [...topics] }, erased: null } as const;
  return (await Requests.find(granted).sort({ dueAt: 1, _id: 1 }).lean<DataRequestDoc[]>()).map(toRequest);
}

/** Granted deletions of these topics that were carried out, answered from `fromAt` to before `toAt`, and not settled yet. */
export async function listUnsettled(
  topics: readonly DataTopic[],
  { fromAt, toAt }: Readonly<{ fromAt: Date; toAt: Date }>,
): Promise<DataRequest[]> {
  const granted = { status: 'done', kind: 'delete', topic: { $in: [...topics] } } as const;
  const late = { erased: { $ne: null }, settledAt: null, 'answer.at': { $gte: fromAt, $lt: toAt } };
  return (await Requests.find({ ...granted, ...late }).lean<DataRequestDoc[]>()).map(toRequest);
}

/** Nothing more of what was under way can come. */
export async function settleErasure(id: string, settledAt: Date, pending: readonly Pending[]): Promise<void> {
  await Requests.updateOne(
    { _id: id, settledAt: null },
    { $set: { settledAt }, $unset: { erasingLate: 1 }, $push: { pending: { $each: [...pending] } } },
  );
}

/** Deletions of these topics, of anybody, that were granted at `sinceAt` or later. */
export async function listGrantedSince(topics: readonly DataTopic[], sinceAt: Date): Promise<DataRequest[]> {
  const granted = { status: 'done', kind: 'delete', topic: { $in: [...topics] } } as const;
  const found = Requests.find({ ...granted, 'answer.at': { $gte: sinceAt } });
  return (await found.lean<DataRequestDoc[]>()).map(toRequest);
}

/** A person's granted deletions of these topics. */
export async function listGranted(personId: string, topics: readonly DataTopic[]): Promise<DataRequest[]> {
  const granted = { status: 'done', kind: 'delete', topic: { $in: [...topics] } } as const;
  return (await Requests.find({ personId, ...granted }).lean<DataRequestDoc[]>()).map(toRequest);
}

/** Enters what a deletion is about to take; answers what the first that began it has entered. */
export async function noteErasing(id: string, erasing: Erased): Promise<Erased> {
  await Requests.updateOne({ _id: id, erasing: null }, { $set: { erasing } });
  return (await Requests.findById(id).lean<DataRequestDoc>())?.erasing ?? erasing;
}

/** The same of what had been under way. */
export async function noteErasingLate(id: string, erasingLate: Erased): Promise<Erased> {
  await Requests.updateOne({ _id: id, erasingLate: null }, { $set: { erasingLate } });
  return (await Requests.findById(id).lean<DataRequestDoc>())?.erasingLate ?? erasingLate;
}

/** Enters once what a deletion took. */
export async function finishErasure(id: string, erased: Erased, pending: readonly Pending[]): Promise<void> {
  await Requests.updateOne(
    { _id: id, erased: null },
    { $set: { erased }, $unset: { erasing: 1 }, $push: { pending: { $each: [...pending] } } },
  );
}
