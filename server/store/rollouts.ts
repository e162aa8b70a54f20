import { model, Schema } from 'mongoose';
import type { PilotFigures } from '../contract/rollout.ts';
import type { RolloutPeriod } from '../domain/rollout/mode.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** The chat approval in which somebody let a region go live: it may be taken back there. */
export type GivenGoLive = Readonly<{
  requestId: string;
  instanceCode: string;
  askedAt: Date;
  applicantId: string;
  approverIds: readonly string[];
}>;
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
    /** The question in the chat; absent where the tenant has no approval for it. */
    asking?: Readonly<{ requestId: string; approverIds: readonly string[]; instanceCode?: string }>;
  }>;
  given?: GivenGoLive;
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
    given: mixed,
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
  return isCreated(Rollouts.create({ _id: id, ...fields, pending: [...pending] }));
}

/**
 * One write of the whole record, if it is still as it was before; false = somebody was first, or the chat was asked meanwhile, and that
 * approval has to be taken back.
 */
export async function updateRollout(
  before: Rollout,
  next: Rollout,
  pending: readonly Pending[],
): Promise<boolean> {
  const { id, goLive, given, ...fields } = next;
  const { matchedCount } = await Rollouts.updateOne(
    {
      _id: id,
      version: before.version,
      'goLive.asking.instanceCode': before.goLive?.asking?.instanceCode ?? null,
    },
    {
      $set: { ...fields, ...(goLive && { goLive }), ...(given && { given }) },
      ...((!goLive || !given) && { $unset: { ...(!goLive && { goLive: 1 }), ...(!given && { given: 1 }) } }),
      $push: { pending: { $each: [...pending] } },
    },
  );
  return matchedCount === 1;
}

/** Notes which chat approval decides the question; false when it waits no more. */
export async function saveGoLiveInstance(
  { id, requestId }: Readonly<{ id: string; requestId: string }>,
  instanceCode: string,
): Promise<boolean> {
  const asked = { _id: id, 'goLive.asking.requestId': requestId };
  const { matchedCount } = await Rollouts.updateOne(asked, {
    $set: { 'goLive.asking.instanceCode': instanceCode },
  });
  return matchedCount === 1;
}

/** Who is asked in the chat now. */
export async function saveGoLiveApprovers(
  { id, requestId }: Readonly<{ id: string; requestId: string }>,
  approverIds: readonly string[],
): Promise<void> {
  const asked = { _id: id, 'goLive.asking.requestId': requestId };
  await Rollouts.updateOne(asked, { $set: { 'goLive.asking.approverIds': [...approverIds] } });
}

function toRollout(stored: RolloutDoc): Rollout {
  const { pending: _pending, sent: _sent, ...rollout } = toPlain(stored);
  return rollout;
}
