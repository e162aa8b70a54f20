import { model, Schema } from 'mongoose';
import { isDuplicateKey, schemaOptions } from './schema.ts';

type UsageDoc = { _id: string; used: number };
const schema = new Schema<UsageDoc>(
  { _id: { type: String, required: true }, used: { type: Number, required: true } },
  schemaOptions('map_usage'),
);
const Usage = model('MapUsage', schema);

/** Counts one more request of a day, and forgets the days before; false when the day has had its most. */
export async function takeMapRequest(day: string, most: number): Promise<boolean> {
  const filter = { _id: day, used: { $lt: most } };
  const oneMore = { $inc: { used: 1 } };
  try {
    const { upsertedCount } = await Usage.updateOne(filter, oneMore, { upsert: true });
    if (upsertedCount > 0) await Usage.deleteMany({ _id: { $lt: day } });
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    // The day is there: it has had its most, or another process has begun it at the same moment.
    return (await Usage.updateOne(filter, oneMore)).modifiedCount > 0;
  }
}

export async function countMapRequests(day: string): Promise<number> {
  return (await Usage.findById(day).lean<UsageDoc>())?.used ?? 0;
}
