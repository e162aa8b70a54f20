import { model, Schema } from 'mongoose';
import { askForRows } from './ask-together.ts';
import { schemaOptions, type Stored } from './schema.ts';

/** A waybill task its person ticked off in the day's route: whoever plans the region's day sees how many, and it is gone when the day is. */
type RouteMark = Readonly<{ id: string; personId: string; taskId: string; doneAt: Date }>;

/** A day and the night after it, wherever the person is. */
const KEPT_S = 2 * 86_400;
const text = { type: String, required: true } as const;
const schema = new Schema<Stored<RouteMark>>(
  { _id: text, personId: text, taskId: text, doneAt: { type: Date, required: true } },
  schemaOptions('route_marks'),
);
schema.index({ personId: 1 });
schema.index({ doneAt: 1 }, { expireAfterSeconds: KEPT_S });
const Marks = model('RouteMark', schema);

type Whose = Readonly<{ personId: string; taskId: string }>;
const idOf = ({ personId, taskId }: Whose): string => `${personId}:${taskId}`;

/** The first time counts. */
export async function saveRouteMark(whose: Whose, doneAt: Date): Promise<void> {
  await Marks.updateOne({ _id: idOf(whose) }, { $setOnInsert: { ...whose, doneAt } }, { upsert: true });
}

export async function removeRouteMark(whose: Whose): Promise<void> {
  await Marks.deleteOne({ _id: idOf(whose) });
}

/** External ids of tasks the person ticked off. */
export async function findMarkedTasks(personId: string): Promise<ReadonlySet<string>> {
  return new Set((await askForMarks(personId)).map(({ taskId }) => taskId));
}

const askForMarks = askForRows(
  ({ personId }: Whose) => personId,
  (personIds) => Marks.find({ personId: { $in: personIds } }, { personId: 1, taskId: 1 }).lean<Whose[]>(),
);
