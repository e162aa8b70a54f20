import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** One 在岗确认: planned at a chance moment, asked then or dropped, answered or not. Not answering is no evidence. */
export type PresencePrompt = Readonly<{
  /** `person:day:n`. */
  id: string;
  personId: string;
  /** YYYY-MM-DD in the person's zone. */
  day: string;
  sendAt: Date;
  answerBy: Date;
  state: 'planned' | 'open' | 'answered' | 'unanswered' | 'dropped';
  answeredAt?: Date;
}>;
type PromptDoc = Stored<PresencePrompt> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<PromptDoc>(
  {
    _id: text,
    personId: text,
    day: text,
    sendAt: when,
    answerBy: when,
    state: text,
    answeredAt: Date,
    ...pendingFields,
  },
  schemaOptions('presence_prompts'),
);
schema.index({ state: 1, sendAt: 1 });
schema.index({ personId: 1, day: 1 });
schema.index({ 'pending.id': 1 });
// Trust R13: what is kept of a day lives a year.
schema.index({ sendAt: 1 }, { expireAfterSeconds: 365 * 86_400 });
const Prompts = model('PresencePrompt', schema);

/** Plans each once, however often it is called. */
export async function planPrompts(prompts: readonly PresencePrompt[]): Promise<void> {
  if (prompts.length === 0) return;
  await Prompts.bulkWrite(
    prompts.map(({ id, ...fields }) => ({
      updateOne: {
        filter: { _id: id },
        update: { $setOnInsert: { ...fields, pending: [], sent: [] } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** Planned ones whose moment has come, and open ones whose time is over. */
export async function findDuePrompts(now: Date, limit: number): Promise<PresencePrompt[]> {
  const found = await Prompts.find({
    $or: [
      { state: 'planned', sendAt: { $lte: now } },
      { state: 'open', answerBy: { $lte: now } },
    ],
  })
    .sort({ sendAt: 1 })
    .limit(limit)
    .lean<PromptDoc[]>();
  return found.map(toPrompt);
}

/** Moves one on from the state it was read in; false when somebody else did. */
export async function movePrompt(
  { id, state }: Pick<PresencePrompt, 'id' | 'state'>,
  to: Pick<PresencePrompt, 'state'> & Partial<Pick<PresencePrompt, 'answeredAt'>>,
  pending: readonly Pending[] = [],
): Promise<boolean> {
  const { modifiedCount } = await Prompts.updateOne(
    { _id: id, state },
    { $set: to, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount > 0;
}

export async function findPrompt(id: string): Promise<PresencePrompt | null> {
  const found = await Prompts.findById(id).lean<PromptDoc>();
  return found && toPrompt(found);
}

/** Prompts of a person on the days, by time. */
export async function findPromptsOf(personId: string, days: readonly string[]): Promise<PresencePrompt[]> {
  const query = Prompts.find({ personId, day: { $in: [...days] } }).sort({ sendAt: 1 });
  return (await query.lean<PromptDoc[]>()).map(toPrompt);
}

const toPrompt = ({ pending: _pending, sent: _sent, ...prompt }: PromptDoc): PresencePrompt =>
  toPlain(prompt);
