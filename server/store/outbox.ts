import mongoose, { type PipelineStage } from 'mongoose';
import type { Pending, SentCard } from './pending.ts';

/** A document that still has work to do, wherever it is stored. */
export type Unfinished = Readonly<{
  collection: string;
  id: string;
  pending: readonly PendingWork[];
  sent: readonly SentCard[];
}>;
/** Pending work as the relay sees it: how often it failed, and not before when it is tried again. */
export type PendingWork = Pending &
  Readonly<{
    attempts?: number;
    notBefore?: Date;
    failure?: string;
    /** When it was first tried in earnest, as far as nobody knows that nothing came of it. */
    firstTriedAt?: Date;
  }>;
/** Work that is ready now (`oldestAt` = of what carries a time), put off until its hour, or failed and tried again. */
export type Backlog = Readonly<{ ready: number; putOff: number; failing: number; oldestAt?: Date }>;
type OutboxDoc = { _id: string; pending: PendingWork[]; sent: SentCard[] };
type FrontStage = PipelineStage.Match | PipelineStage.Limit | PipelineStage.Project;

/**
 * Documents with work that may be tried now, at most `limit` of every collection that carries any; the longest waiting first within each.
 * One command for all of them: there are some forty, nearly always without work, and each minute and each change asks.
 */
export async function findUnfinished(now: Date, limit: number): Promise<Unfinished[]> {
  const [first, ...others] = outboxCollections();
  if (first === undefined) return [];
  const workOf = (name: string): FrontStage[] => [
    { $match: { ...HAS_WORK, pending: { $elemMatch: ready(now) } } },
    { $limit: limit },
    { $project: { pending: 1, sent: 1, from: { $literal: name } } },
  ];
  const unions = others.map((coll) => ({ $unionWith: { coll, pipeline: workOf(coll) } }));
  const found = collectionOf(first).aggregate<OutboxDoc & { from: string }>([...workOf(first), ...unions]);
  return (await found.toArray()).map((doc) => toUnfinished(doc.from, doc));
}

/** How much of it there is, in every collection. */
export async function countUnfinished(now: Date): Promise<Backlog> {
  const [first, ...others] = outboxCollections();
  if (first === undefined) return { ready: 0, putOff: 0, failing: 0 };
  const works = [
    { $match: HAS_WORK },
    { $unwind: '$pending' },
    { $project: { work: '$pending', _id: 0 } },
  ] satisfies PipelineStage[];
  const unions = others.map((coll) => ({ $unionWith: { coll, pipeline: works } }));
  const [found] = await collectionOf(first)
    .aggregate<Backlog & { oldestAt: Date | null }>([
      ...works,
      ...unions,
      { $project: { isFailing: { $gt: ['$work.attempts', 0] }, isDue: dueAt(now), at: sinceOf } },
      {
        $group: {
          _id: null,
          failing: { $sum: { $cond: ['$isFailing', 1, 0] } },
          ready: { $sum: { $cond: [{ $and: ['$isDue', { $not: '$isFailing' }] }, 1, 0] } },
          putOff: { $sum: { $cond: [{ $or: ['$isDue', '$isFailing'] }, 0, 1] } },
          oldestAt: { $min: { $cond: ['$isDue', '$at', null] } },
        },
      },
    ])
    .toArray();
  const { ready: due = 0, putOff = 0, failing = 0, oldestAt = null } = found ?? {};
  return { ready: due, putOff, failing, ...(oldestAt && { oldestAt }) };
}

const dueAt = (now: Date) => ({ $lte: [{ $ifNull: ['$work.notBefore', now] }, now] });
const sinceOf = { $ifNull: ['$work.notBefore', '$work.entry.at'] };

export async function findUnfinishedOne(collection: string, id: string): Promise<Unfinished | null> {
  const found = await collectionOf(collection).findOne({ _id: id }, { projection: { pending: 1, sent: 1 } });
  return found && toUnfinished(collection, found);
}

/**
 * Takes one piece of work for `leaseMs`; false when another relay has it, or it is done, or not to be tried yet. Notes when it was first
 * tried where this is the first time.
 */
export async function claimWork(
  where: Where & Readonly<{ pendingId: string; isFirst?: boolean }>,
  now: Date,
  leaseMs: number,
): Promise<boolean> {
  const { matchedCount } = await collectionOf(where.collection).updateOne(
    { _id: where.id, pending: { $elemMatch: { id: where.pendingId, ...ready(now) } } },
    {
      $set: {
        'pending.$[work].notBefore': new Date(+now + leaseMs),
        ...(where.isFirst === true && { 'pending.$[work].firstTriedAt': now }),
      },
    },
    { arrayFilters: [{ 'work.id': where.pendingId }] },
  );
  return matchedCount === 1;
}

type Where = Readonly<{ collection: string; id: string }>;

/** Ends one piece of work. */
export async function finishWork(where: Where & Readonly<{ pendingId: string }>): Promise<void> {
  const update = { $pull: { pending: { id: where.pendingId } } };
  await collectionOf(where.collection).updateOne({ _id: where.id }, update);
}

/** Ends pieces of work of many documents of one collection. */
export async function finishAll(
  collection: string,
  finished: readonly Readonly<{ id: string; pendingIds: readonly string[] }>[],
): Promise<void> {
  const pendingIds = finished.flatMap((one) => one.pendingIds);
  await collectionOf(collection).updateMany(
    { _id: { $in: finished.map(({ id }) => id) } },
    { $pull: { pending: { id: { $in: pendingIds } } } },
  );
}

/** Notes a card as soon as it is sent, once per message. */
export async function noteSent(where: Where, card: SentCard): Promise<void> {
  const filter = { _id: where.id, 'sent.messageId': { $ne: card.messageId } };
  await collectionOf(where.collection).updateOne(filter, { $push: { sent: card } });
}

/** Notes that a card was made urgent. */
export async function noteUrged(where: Where, messageId: string, urgedAt: Date): Promise<void> {
  await collectionOf(where.collection).updateOne(
    { _id: where.id },
    { $set: { 'sent.$[card].urgedAt': urgedAt } },
    { arrayFilters: [{ 'card.messageId': messageId }] },
  );
}

/** Puts one piece of work off; a `failure` code counts the attempt, and one that `isUntried` is as if nobody had begun. */
export async function postponeWork(
  where: Where & Readonly<{ pendingId: string }>,
  until: Readonly<{ notBefore: Date; failure?: string; isUntried?: boolean }>,
): Promise<void> {
  const { notBefore, failure, isUntried = false } = until;
  await collectionOf(where.collection).updateOne(
    { _id: where.id },
    {
      $set: {
        'pending.$[work].notBefore': notBefore,
        ...(failure !== undefined && { 'pending.$[work].failure': failure }),
      },
      ...(isUntried && { $unset: { 'pending.$[work].firstTriedAt': 1 } }),
      ...(failure !== undefined && { $inc: { 'pending.$[work].attempts': 1 } }),
    },
    { arrayFilters: [{ 'work.id': where.pendingId }] },
  );
}

/** A card too old to change was sent anew: its message id moves on. */
export async function replaceSent(where: Where, oldMessageId: string, card: SentCard): Promise<void> {
  await collectionOf(where.collection).updateOne(
    { _id: where.id },
    { $set: { 'sent.$[card]': card } },
    { arrayFilters: [{ 'card.messageId': oldMessageId }] },
  );
}

/** A range over the index on `pending.id`, so that finished documents are not looked at. */
const HAS_WORK = { 'pending.id': { $gte: '' } };

function ready(now: Date) {
  return { $or: [{ notBefore: { $exists: false } }, { notBefore: { $lte: now } }] };
}

function outboxCollections(): string[] {
  return Object.values(mongoose.models)
    .filter((model) => model.schema.path('pending') !== undefined)
    .map((model) => model.collection.name);
}

function collectionOf(name: string) {
  return mongoose.connection.collection<OutboxDoc>(name);
}

function toUnfinished(collection: string, doc: OutboxDoc): Unfinished {
  return { collection, id: doc._id, pending: doc.pending ?? [], sent: doc.sent ?? [] };
}
