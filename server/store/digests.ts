import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions } from './schema.ts';

/** An alert as it stood in a digest; published anew, it comes anew. */
export type DigestEntry = Readonly<{ alertId: string; publishedAt: Date }>;
/** What one group chat was told at one moment; its words are made from the alerts when the card is. */
export type Digest = Readonly<{ id: string; chatId: string; at: Date; entries: readonly DigestEntry[] }>;
type DigestDoc = Omit<Digest, 'id'> & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<DigestDoc>(
  {
    _id: text,
    chatId: text,
    at: { type: Date, required: true },
    entries: [new Schema({ alertId: text, publishedAt: { type: Date, required: true } }, { _id: false })],
    ...pendingFields,
  },
  schemaOptions('digests'),
);
schema.index({ chatId: 1, at: 1 });
schema.index({ 'entries.alertId': 1 });
schema.index({ 'pending.id': 1 });
const Digests = model('Digest', schema);

export const digestIdOf = (chatId: string, at: Date): string => `${chatId}:${at.toISOString()}`;

/** Keeps a digest and queues its card; false when this moment's was kept before. */
export async function insertDigest({ id, chatId, at, entries }: Digest): Promise<boolean> {
  const pending: Pending[] = [{ id: `${id}:card`, kind: 'card', slot: 'digest' }];
  return isCreated(Digests.create({ _id: id, chatId, at, entries: [...entries], pending }));
}

export async function findDigest(id: string): Promise<Digest | null> {
  const found = await Digests.findById(id).lean<DigestDoc>();
  return found && { id, chatId: found.chatId, at: found.at, entries: found.entries };
}

/** What a chat was told since. */
export async function findEntriesSince(chatId: string, sinceAt: Date): Promise<DigestEntry[]> {
  const found = await Digests.find({ chatId, at: { $gte: sinceAt } }).lean<DigestDoc[]>();
  return found.flatMap(({ entries }) => entries);
}

/** Leaves a refresh of every digest since then that names this alert; `workId` makes it happen once. */
export async function refreshDigestsOf(
  alertId: string,
  { workId, sinceAt }: { workId: string; sinceAt: Date },
): Promise<void> {
  const id = `${workId}:digest`;
  await Digests.updateMany(
    { 'entries.alertId': alertId, at: { $gte: sinceAt }, 'pending.id': { $ne: id } },
    { $push: { pending: { id, kind: 'refresh' } } },
  );
}
