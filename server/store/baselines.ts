import { model, Schema } from 'mongoose';
import type { Baseline } from '../domain/baseline/baseline.ts';
import { askTogether } from './ask-together.ts';
import { schemaOptions } from './schema.ts';
import { openValue, sealValue, type Sealed } from './sealed.ts';

type BaselineDoc = { _id: string; baseline: Sealed<Baseline>; sinceAt: Date; settings: string };
const schema = new Schema<BaselineDoc>(
  {
    _id: { type: String, required: true },
    baseline: { type: Schema.Types.Mixed, required: true },
    sinceAt: { type: Date, required: true },
    settings: { type: String, required: true },
  },
  schemaOptions('baselines'),
);
const Baselines = model('Baseline', schema);

/** What a stored baseline was learned under; under anything else it is learned anew. */
export type LearnedUnder = Readonly<{ sinceAt: Date; settings: string }>;

/** The baseline of a person as far as it was learned under the same conditions, or null. */
export async function findBaseline(personId: string, under: LearnedUnder): Promise<Baseline | null> {
  const found = await askForBaseline(personId);
  if (!found || found.settings !== under.settings || +found.sinceAt !== +under.sinceAt) return null;
  return openValue(placeOf(personId), found.baseline);
}

const askForBaseline = askTogether(async (personIds) => {
  const found = await Baselines.find({ _id: { $in: personIds } }).lean<BaselineDoc[]>();
  return new Map(found.map((one) => [one._id, one]));
});

export async function saveBaseline(personId: string, baseline: Baseline, under: LearnedUnder): Promise<void> {
  const sealed = sealValue(placeOf(personId), baseline);
  await Baselines.updateOne({ _id: personId }, { $set: { baseline: sealed, ...under } }, { upsert: true });
}

export async function deleteBaseline(personId: string): Promise<void> {
  await Baselines.deleteOne({ _id: personId });
}

const placeOf = (id: string) => ({ in: 'baselines', field: 'baseline', id }) as const;
