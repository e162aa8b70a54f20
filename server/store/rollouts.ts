import { model, Schema } from 'mongoose';
import type { PilotFigures } from '../contract/rollout.ts';
import type { RolloutPeriod } from '../domain/rollout/mode.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

export type RolloutMove = Readonly<{ at: Date; byId: string; move: string; reason?: string }>;
/** How far a region was taken up; `id` is the region's, or `NO_REGION`. One without a record was live before there were any. */
export type Rollout = Readonly<{
  id: string;
  version: number;
  periods: readonly RolloutPeriod[];
  pilotById?: string;
  /** Going live waits for a second person. */
  goLive?: Readonly<{
    at: Date;
    byId: string;
    reason: string;
    signerIds: readonly string[];
    figures: PilotFigures;
  }>;
  history: readonly RolloutMove[];
}>;
type RolloutDoc = Stored<Rollout> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const mixed = Schema.Types.Mixed;
const schema = new Schema<RolloutDoc>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    periods: { type: [mixed], default: [] },
    pilotById: String,
    goLive: mixed,
    history: { type: [mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('rollouts'),
);
schema.index({ 'pending.id': 1 });
const Rollouts = model('Rollout', schema);

export async function findRollout(id: string): Promise<Rollout | null> {
  const found = await Rollouts.findById(id).lean<RolloutDoc>();
  return found && toRollout(found);
}

export async function listRollouts(): Promise<Rollout[]> {
  return (await Rollouts.find().sort({ _id: 1 }).lean<RolloutDoc[]>()).map(toRollout);
}

/** False when the region has a record already. */
export async function insertRollout(rollout: Rollout, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = rollout;
  try {
    await Rollouts.create({ _id: id, ...fields, pending: [...pending] });
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** One write of the whole record, if it still has the version before; false = somebody was first. */
export async function updateRollout(next: Rollout, pending: readonly Pending[]): Promise<boolean> {
  const { id, goLive, ...fields } = next;
  const { matchedCount } = await Rollouts.updateOne(
    { _id: id, version: next.version - 1 },
    {
      $set: { ...fields, ...(goLive && { goLive }) },
      ...(!goLive && { $unset: { goLive: 1 } }),
      $push: { pending: { $each: [...pending] } },
    },
  );
  return matchedCount === 1;
}

function toRollout(stored: RolloutDoc): Rollout {
  const { pending: _pending, sent: _sent, ...rollout } = toPlain(stored);
  return rollout;
}
