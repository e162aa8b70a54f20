import { model, Schema } from 'mongoose';
import type { Competitor } from '../domain/non-compete/match.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions } from './schema.ts';

type CompetitorDoc = Omit<Competitor, 'id'> & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const schema = new Schema<CompetitorDoc>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    creditCode: String,
    aliases: { type: [String], required: true },
    ...pendingFields,
  },
  schemaOptions('competitors'),
);
schema.index({ 'pending.id': 1 });
const Competitors = model('Competitor', schema);

/** Puts a company on the list, or replaces it. */
export async function saveCompetitor(competitor: Competitor, pending: readonly Pending[]): Promise<void> {
  const { id, creditCode, ...fields } = competitor;
  await Competitors.updateOne(
    { _id: id },
    {
      $set: { ...fields, ...(creditCode !== undefined && { creditCode }) },
      ...(creditCode === undefined && { $unset: { creditCode: 1 } }),
      $push: { pending: { $each: [...pending] } },
    },
    { upsert: true },
  );
}

/** The whole list, in the order of its ids. */
export async function listCompetitors(): Promise<Competitor[]> {
  const found = await Competitors.find().sort({ _id: 1 }).lean<CompetitorDoc[]>();
  return found.map(({ _id, name, creditCode, aliases }) => ({
    id: _id,
    name,
    aliases,
    ...(creditCode !== undefined && { creditCode }),
  }));
}
