import { model, Schema } from 'mongoose';
import type { OwnTime } from '../domain/own-time.ts';
import { askForRows } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

type OwnTimeDoc = Stored<OwnTime> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const when = { type: Date, required: true } as const;
const text = { type: String, required: true } as const;
const schema = new Schema<OwnTimeDoc>(
  {
    _id: text,
    kind: text,
    personId: text,
    day: text,
    timeZone: text,
    startAt: when,
    endAt: when,
    endedAt: Date,
    ...pendingFields,
  },
  schemaOptions('own_times'),
);
schema.index({ personId: 1, day: 1 });
schema.index({ 'pending.id': 1 });
const OwnTimes = model('OwnTime', schema);

/** False when the id is taken. */
export async function insertOwnTime(own: OwnTime, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = own;
  return isCreated(OwnTimes.create({ _id: id, ...fields, pending }));
}

/** Ends one that still runs; false when it was ended before. */
export async function endOwnTime(id: string, endedAt: Date, pending: readonly Pending[]): Promise<boolean> {
  const { modifiedCount } = await OwnTimes.updateOne(
    { _id: id, endedAt: { $exists: false } },
    { $set: { endAt: endedAt, endedAt }, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount > 0;
}

/** Days are YYYY-MM-DD, inclusive; by time. */
export async function findOwnTimes(personId: string, fromDay: string, toDay: string): Promise<OwnTime[]> {
  const found = await askForOwnTimes(personId, fromDay, toDay);
  return found.map(({ pending: _pending, sent: _sent, ...own }) => toPlain(own));
}

const askForOwnTimes = askForRows(
  ({ personId }: OwnTimeDoc) => personId,
  (personIds, fromDay: string, toDay: string) =>
    OwnTimes.find({ personId: { $in: personIds }, day: { $gte: fromDay, $lte: toDay } })
      .sort({ startAt: 1 })
      .lean<OwnTimeDoc[]>(),
);
