import { model, Schema } from 'mongoose';
import type { AlertFeedback } from '../contract/tuning.ts';
import { doTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** What people said of one alert afterwards; `id` is the alert's. */
export type AlertWords = Readonly<{
  id: string;
  hr?: Readonly<{ isWorthAsking: boolean; byId: string; at: Date; note?: string }>;
  feedback?: Readonly<{ feedback: AlertFeedback; at: Date; note?: string }>;
}>;
type WordsDoc = Stored<AlertWords> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const schema = new Schema<WordsDoc>(
  {
    _id: { type: String, required: true },
    hr: Schema.Types.Mixed,
    feedback: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('alert_labels'),
);
schema.index({ 'pending.id': 1 });
const Words = model('AlertLabel', schema);

/** Keeps what was said last, by HR or by the person. */
export async function saveAlertWords(
  alertId: string,
  words: Partial<Omit<AlertWords, 'id'>>,
  pending: readonly Pending[],
): Promise<void> {
  const update = { $set: words, $push: { pending: { $each: [...pending] } } };
  await save({ updateOne: { filter: { _id: alertId }, update, upsert: true } });
}

type Save = Parameters<typeof Words.bulkWrite>[0][number];

const save = doTogether(async (saves: readonly Save[]) => {
  await Words.bulkWrite([...saves]);
  return saves;
});

export async function findAlertWords(alertIds: readonly string[]): Promise<Map<string, AlertWords>> {
  const found = await Words.find({ _id: { $in: [...alertIds] } }).lean<WordsDoc[]>();
  return new Map(found.map(({ pending: _pending, sent: _sent, ...words }) => [words._id, toPlain(words)]));
}

/** Leaves the judgements, which only count; `nobody` stands for who gave them. */
export async function forgetAlertWords(alertId: string, nobody: string): Promise<void> {
  const forgotten = { $unset: { 'hr.note': 1, 'feedback.note': 1 }, $set: { pending: [], sent: [] } };
  await Words.updateOne({ _id: alertId }, forgotten);
  await Words.updateOne({ _id: alertId, hr: { $exists: true } }, { $set: { 'hr.byId': nobody } });
}
