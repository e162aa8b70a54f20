import { model, Schema } from 'mongoose';
import { isCreated, schemaOptions } from './schema.ts';

/**
 * A platform event as it was received, once per event id. While it waits, `handledAt` is absent and nobody takes it before `notBefore`;
 * with `failure` it was given up.
 */
export type Received = Readonly<{
  eventId: string;
  event: unknown;
  receivedAt: Date;
  handledAt?: Date;
  notBefore?: Date;
  /** Starts so far, those of a process that died too. */
  attempts?: number;
  failure?: string;
  /** Taken before all others: a person who left keeps no session while thousands of punches wait. */
  isUrgent?: boolean;
}>;
type ReceivedDoc = Omit<Received, 'eventId'> & { _id: string };

const schema = new Schema<ReceivedDoc>(
  {
    _id: { type: String, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    receivedAt: { type: Date, required: true },
    handledAt: Date,
    notBefore: Date,
    attempts: Number,
    failure: String,
    isUrgent: Boolean,
  },
  schemaOptions('inbox'),
);
schema.index({ handledAt: 1, isUrgent: -1, receivedAt: 1 });
// The platform repeats an event for at most 7 h 20 min; a month leaves room for a clock that is moved.
schema.index({ receivedAt: 1 }, { expireAfterSeconds: 30 * 86_400 });
const Inbox = model('InboxEvent', schema);

/** False when this event id was received before. */
export async function insertEvent(received: Received): Promise<boolean> {
  const { eventId, ...fields } = received;
  return isCreated(Inbox.create({ _id: eventId, ...fields }));
}

/** Takes a waiting event for `leaseMs` and counts the start; null when it is unknown, handled or taken. */
export async function claimEvent(eventId: string, now: Date, leaseMs: number): Promise<Received | null> {
  const found = await Inbox.findOneAndUpdate(
    { _id: eventId, ...waiting(now) },
    { $set: { notBefore: new Date(+now + leaseMs) }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<ReceivedDoc>();
  return found && toReceived(found);
}

/** Events that may be taken now, the urgent first, then the oldest. */
export async function findWaitingEvents(now: Date, limit: number): Promise<Received[]> {
  const found = await Inbox.find(waiting(now))
    .sort({ isUrgent: -1, receivedAt: 1 })
    .limit(limit)
    .lean<ReceivedDoc[]>();
  return found.map(toReceived);
}

/** Ends an event; `failure` says that it was given up. */
export async function markEventHandled(eventId: string, handledAt: Date, failure?: string): Promise<void> {
  await Inbox.updateOne(
    { _id: eventId },
    { $set: { handledAt, ...(failure !== undefined && { failure }) }, $unset: { notBefore: 1 } },
  );
}

/** Lets a claimed event wait for another try. */
export async function postponeEvent(eventId: string, notBefore: Date): Promise<void> {
  await Inbox.updateOne({ _id: eventId }, { $set: { notBefore } });
}

function waiting(now: Date) {
  return {
    handledAt: { $exists: false },
    $or: [{ notBefore: { $exists: false } }, { notBefore: { $lte: now } }],
  };
}

function toReceived({ _id, ...received }: ReceivedDoc): Received {
  return { eventId: _id, ...received };
}

/** When the platform was heard of last; null when never. */
export async function lastReceivedAt(): Promise<Date | null> {
  const last = await Inbox.findOne({}, { receivedAt: 1 }).sort({ receivedAt: -1 }).lean<ReceivedDoc>();
  return last?.receivedAt ?? null;
}
