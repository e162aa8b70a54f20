import { model, Schema } from 'mongoose';
import { doTogether } from './ask-together.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain } from './schema.ts';

/** The kill switch of one detector; one that was never touched is on. */
export type DetectorSwitch = Readonly<{
  /** The detector's name. */
  id: string;
  version: number;
  isOn: boolean;
  changedAt: Date;
  changedById: string;
  reason: string;
}>;
type SwitchDoc = Omit<DetectorSwitch, 'id'> & {
  _id: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const schema = new Schema<SwitchDoc>(
  {
    _id: text,
    version: { type: Number, required: true },
    isOn: { type: Boolean, required: true },
    changedAt: { type: Date, required: true },
    changedById: text,
    reason: text,
    ...pendingFields,
  },
  schemaOptions('detector_switches'),
);
schema.index({ 'pending.id': 1 });
const Switches = model('DetectorSwitch', schema);

export async function listSwitches(): Promise<DetectorSwitch[]> {
  return (await askForSwitches('all')).map(toSwitch);
}

const askForSwitches = doTogether(async (askers: readonly 'all'[]) => {
  const found = await Switches.find().lean<SwitchDoc[]>();
  return askers.map(() => found);
});

/** Sets the switch if it still has the version before; false = somebody was first. */
export async function saveSwitch(
  { id, version, ...fields }: DetectorSwitch,
  pending: readonly Pending[],
): Promise<boolean> {
  const update = { $set: { ...fields, version }, $push: { pending: { $each: [...pending] } } };
  try {
    const filter = { _id: id, version: version - 1 };
    const { matchedCount, upsertedCount } = await Switches.updateOne(filter, update, {
      upsert: version === 1,
    });
    return matchedCount + upsertedCount === 1;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function toSwitch(stored: SwitchDoc): DetectorSwitch {
  const { pending: _pending, sent: _sent, ...one } = toPlain(stored);
  return one;
}
