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
  try {
    const filter = { _id: day, used: { $lt: most } };
    const { upsertedCount } = await Usage.updateOne(filter, { $inc: { used: 1 } }, { upsert: true });
    if (upsertedCount > 0) await Usage.deleteMany({ _id: { $lt: day } });
    return true;
  } catch (error) {
    // The day is there, and has had its most.
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

export async function countMapRequests(day: string): Promise<number> {
  return (await Usage.findById(day).lean<UsageDoc>())?.used ?? 0;
}
