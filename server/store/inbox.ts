import { model, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema.ts';

/** A platform event as it was received, once per event id; `handledAt` is absent while it waits. */
export type Received = Readonly<{ eventId: string; event: unknown; receivedAt: Date; handledAt?: Date }>;
type ReceivedDoc = Omit<Received, 'eventId'> & { _id: string };

const schema = new Schema<ReceivedDoc>(
  {
    _id: { type: String, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    receivedAt: { type: Date, required: true },
    handledAt: Date,
  },
  schemaOptions('inbox'),
);
schema.index({ handledAt: 1, receivedAt: 1 });
// The platform repeats an event for at most 7 h 20 min; a month leaves room for a clock that is moved.
schema.index({ receivedAt: 1 }, { expireAfterSeconds: 30 * 86_400 });
const Inbox = model('InboxEvent', schema);

/** False when this event id was received before. */
export async function insertEvent(received: Received): Promise<boolean> {
  const { eventId, ...fields } = received;
  try {
    await Inbox.create({ _id: eventId, ...fields });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

export async function findEvent(eventId: string): Promise<Received | null> {
  const found = await Inbox.findById(eventId).lean<ReceivedDoc>();
  if (!found) return null;
  const { _id, ...received } = found;
  return { eventId: _id, ...received };
}

/** Ids of events that wait, the oldest first. */
export async function findWaitingEvents(limit: number): Promise<string[]> {
  const found = await Inbox.find({ handledAt: { $exists: false } }, { _id: 1 })
    .sort({ receivedAt: 1 })
    .limit(limit)
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

export async function markEventHandled(eventId: string, handledAt: Date): Promise<void> {
  await Inbox.updateOne({ _id: eventId }, { $set: { handledAt } });
}
