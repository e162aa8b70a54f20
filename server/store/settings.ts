import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

const schema = new Schema<{ _id: string; value: unknown }>(
  { _id: { type: String, required: true }, value: Schema.Types.Mixed },
  schemaOptions('settings'),
);
const Setting = model('Setting', schema);

/** The stored value of a setting, or undefined; the reader parses it. */
export async function getSetting(key: string): Promise<unknown> {
  const setting = await Setting.findById(key).lean();
  return setting?.value;
}

export async function saveSetting(key: string, value: unknown): Promise<void> {
  await Setting.updateOne({ _id: key }, { $set: { value } }, { upsert: true });
}
