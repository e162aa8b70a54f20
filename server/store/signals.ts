import { model, Schema } from 'mongoose';
import type { GapCause, SignalKind } from '../contract/signal.ts';
import { askForRows } from './ask-together.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/**
 * One taken signal of a phone. Anchors (`qr`, `wifi`, `prompt`) name the place they prove, never a position; a wrong code is kept as
 * `isOk: false` so that guessing can be counted.
 */
export type SignalRecord = Readonly<{
  id: string;
  personId: string;
  kind: SignalKind;
  /** Corrected time; the device's own wall clock; when the server got it. */
  at: Date;
  capturedAt: Date;
  receivedAt: Date;
  installId: string;
  digest: string;
  /** Different content that came under the same id: the first one counts, the digest of each other is kept. */
  conflicts: readonly Readonly<{ digest: string; receivedAt: Date }>[];
  isOk: boolean;
  placeId?: string;
  punchId?: string;
  promptId?: string;
  /** Start of a gap. */
  startAt?: Date;
  cause?: GapCause;
}>;
type SignalDoc = Stored<SignalRecord>;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<SignalDoc>(
  {
    _id: text,
    personId: text,
    kind: text,
    at: when,
    capturedAt: when,
    receivedAt: when,
    installId: text,
    digest: text,
    conflicts: { type: [Schema.Types.Mixed], default: [] },
    isOk: { type: Boolean, required: true },
    placeId: String,
    punchId: String,
    promptId: String,
    startAt: Date,
    cause: String,
  },
  schemaOptions('signals'),
);
schema.index({ personId: 1, at: 1 });
schema.index({ punchId: 1 }, { sparse: true });
// Trust R13: what is kept of a day lives a year.
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400 });
const Signals = model('Signal', schema);

/** False when the id is taken. */
export async function insertSignal({ id, ...fields }: SignalRecord): Promise<boolean> {
  return isCreated(Signals.create({ _id: id, ...fields }));
}

export async function findSignal(id: string): Promise<SignalRecord | null> {
  const found = await Signals.findById(id).lean<SignalDoc>();
  return found && toPlain(found);
}

export async function keepSignalConflict(id: string, digest: string, receivedAt: Date): Promise<void> {
  await Signals.updateOne(
    { _id: id, 'conflicts.digest': { $ne: digest } },
    { $push: { conflicts: { digest, receivedAt } } },
  );
}

/** Signals of a person with `fromAt <= at < toAt`, by time. */
export async function findSignals(personId: string, fromAt: Date, toAt: Date): Promise<SignalRecord[]> {
  return (await askForSignals(personId, fromAt, toAt)).map(toPlain);
}

const askForSignals = askForRows(
  ({ personId }: SignalDoc) => personId,
  (personIds, fromAt: Date, toAt: Date) =>
    Signals.find({ personId: { $in: personIds }, at: { $gte: fromAt, $lt: toAt } })
      .sort({ at: 1, _id: 1 })
      .lean<SignalDoc[]>(),
);

/** What proves presence for a punch, right ones only. */
export async function findAnchorsOf(punchId: string): Promise<SignalRecord[]> {
  return (await Signals.find({ punchId, isOk: true }).lean<SignalDoc[]>()).map(toPlain);
}

/** How many wrong codes came from a person since `fromAt`, by the time they were received. */
export async function countWrongCodes(personId: string, fromAt: Date): Promise<number> {
  return Signals.countDocuments({ personId, kind: 'qr', isOk: false, receivedAt: { $gte: fromAt } });
}
