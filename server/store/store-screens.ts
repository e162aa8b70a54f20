import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

/** A screen in a store that shows the rotating code. Its key opens nothing else; only the key's hash is kept, as the id. */
export type StoreScreen = Readonly<{
  id: string;
  placeId: string;
  createdById: string;
  createdAt: Date;
  seenAt?: Date;
}>;
type ScreenDoc = Stored<StoreScreen> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const schema = new Schema<ScreenDoc>(
  {
    _id: text,
    placeId: text,
    createdById: text,
    createdAt: { type: Date, required: true },
    seenAt: Date,
    ...pendingFields,
  },
  schemaOptions('store_screens'),
);
schema.index({ placeId: 1 });
schema.index({ 'pending.id': 1 });
const Screens = model('StoreScreen', schema);

/** A store has one screen: a new one ends the one before. */
export async function replaceScreen(screen: StoreScreen, pending: readonly Pending[]): Promise<void> {
  const { id, ...fields } = screen;
  await Screens.create({ _id: id, ...fields, pending });
  await Screens.deleteMany({ placeId: screen.placeId, _id: { $ne: id } });
}

/** The screens of a store, of which there is one but for a moment. */
export async function listScreensOf(placeId: string): Promise<StoreScreen[]> {
  return (await Screens.find({ placeId }).lean<ScreenDoc[]>()).map(toScreen);
}

/** False where there is none of this id. */
export async function deleteScreen(id: string): Promise<boolean> {
  return (await Screens.deleteOne({ _id: id })).deletedCount === 1;
}

export async function findScreen(id: string): Promise<StoreScreen | null> {
  const found = await Screens.findById(id).lean<ScreenDoc>();
  return found && toScreen(found);
}

export async function findScreenOf(placeId: string): Promise<StoreScreen | null> {
  const found = await Screens.findOne({ placeId }).sort({ createdAt: -1 }).lean<ScreenDoc>();
  return found && toScreen(found);
}

export async function countScreens(before: Date): Promise<number> {
  return Screens.countDocuments({ createdAt: { $lt: before } });
}

export async function noteScreenSeen(id: string, seenAt: Date): Promise<void> {
  await Screens.updateOne({ _id: id }, { $max: { seenAt } });
}

const toScreen = ({ pending: _pending, sent: _sent, ...screen }: ScreenDoc): StoreScreen => toPlain(screen);
