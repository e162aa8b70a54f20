import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** One try at the questions of a policy version; only whether it was passed ever counts, and it blocks nothing. */
export type QuizAttempt = Readonly<{
  id: string;
  personId: string;
  version: string;
  at: Date;
  correct: number;
  of: number;
  passed: boolean;
  /** Questions that were not right; told of in figures alone. Unknown of tries from before it was kept. */
  wrong?: readonly string[];
}>;
type QuizAttemptDoc = Stored<QuizAttempt> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const schema = new Schema<QuizAttemptDoc>(
  {
    _id: text,
    personId: text,
    version: text,
    at: { type: Date, required: true },
    correct: number,
    of: number,
    passed: { type: Boolean, required: true },
    wrong: { type: [String], default: undefined },
    ...pendingFields,
  },
  schemaOptions('quiz_attempts'),
);
schema.index({ personId: 1, version: 1, at: 1 });
schema.index({ version: 1 });
schema.index({ 'pending.id': 1 });
const Attempts = model('QuizAttempt', schema);

/** Whether it is new; the same id again changes nothing. */
export async function insertQuizAttempt(attempt: QuizAttempt, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = attempt;
  return isCreated(Attempts.create({ _id: id, ...fields, pending }));
}

export async function findQuizAttempt(id: string): Promise<QuizAttempt | null> {
  const found = await Attempts.findById(id, { pending: 0, sent: 0 }).lean<Stored<QuizAttempt>>();
  return found && toPlain(found);
}

/** The first passed try at this version. */
export async function findPassedQuiz(personId: string, version: string): Promise<QuizAttempt | null> {
  const query = Attempts.findOne({ personId, version, passed: true }, { pending: 0, sent: 0 });
  const found = await query.sort({ at: 1 }).lean<Stored<QuizAttempt>>();
  return found && toPlain(found);
}

/** Every try at this version, without what figures do not need. */
export async function listQuizTries(
  version: string,
): Promise<Pick<QuizAttempt, 'personId' | 'at' | 'passed' | 'wrong'>[]> {
  const fields = { _id: 0, personId: 1, at: 1, passed: 1, wrong: 1 };
  return Attempts.find({ version }, fields).lean<QuizAttempt[]>();
}
