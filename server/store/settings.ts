import { model, Schema } from 'mongoose';
import { askTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

type SettingDoc = { _id: string; value: unknown; pending: readonly Pending[]; sent: readonly SentCard[] };
const schema = new Schema<SettingDoc>(
  { _id: { type: String, required: true }, value: Schema.Types.Mixed, ...pendingFields },
  schemaOptions('settings'),
);
schema.index({ 'pending.id': 1 });
const Setting = model('Setting', schema);

/** The stored value of a setting, or undefined; the reader parses it. */
export async function getSetting(key: string): Promise<unknown> {
  return (await askForSetting(key))?.value;
}

const askForSetting = askTogether(async (keys) => {
  const found = await Setting.find({ _id: { $in: keys } }).lean<SettingDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function saveSetting(
  key: string,
  value: unknown,
  pending: readonly Pending[] = [],
): Promise<void> {
  const update = { $set: { value }, $push: { pending: { $each: [...pending] } } };
  await Setting.updateOne({ _id: key }, update, { upsert: true });
}

/** Writes a setting that is not there yet; what somebody else wrote first stays. */
export async function saveNewSetting(key: string, value: unknown): Promise<void> {
  await isCreated(Setting.create({ _id: key, value }));
}

/** What a field says is put in the place of what it said, where it still does: what was saved meanwhile stays. */
export type Replacement = Readonly<{ from: string; to: string }>;

export async function replaceSettingField(
  key: string,
  field: string,
  { from, to }: Replacement,
): Promise<void> {
  await Setting.updateOne({ _id: key, [`value.${field}`]: from }, { $set: { [`value.${field}`]: to } });
}

/** Writes one field of a setting that is an object; others may write its other fields meanwhile. */
export async function saveSettingField(
  key: string,
  field: string,
  value: unknown,
  pending: readonly Pending[] = [],
): Promise<void> {
  const update = { $set: { [`value.${field}`]: value }, $push: { pending: { $each: [...pending] } } };
  await Setting.updateOne({ _id: key }, update, { upsert: true });
}
