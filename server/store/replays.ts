import { model, Schema } from 'mongoose';
import type { ReplayResult } from '../domain/tuning/replay-result.ts';
import type { Overrides } from '../domain/tuning/settings-version.ts';
import { behind, type PageScope } from './page.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** A draft that is run over the stored history: other thresholds, or a custom rule that is not in force. */
export type Replay = Readonly<{
  id: string;
  overrides: Overrides;
  /** The rule that is tried, in this version of it; thresholds are those in force then. */
  rule?: Readonly<{ id: string; version: number }>;
  /** The settings version it is compared with was the newest when it began. */
  baseVersion: number;
  /** YYYY-MM-DD, inclusive. */
  fromDay: string;
  toDay: string;
  byId: string;
  at: Date;
  status: 'waiting' | 'running' | 'done' | 'failed';
  done: number;
  of: number;
  /** When it last got on: a run that is silent for long is begun again where it stopped. */
  movedAt: Date;
  /** The run that may write (fence against one that lost its lock). */
  runId?: string;
  endedAt?: Date;
  /** Error code of a run that failed. */
  failure?: string;
  result?: ReplayResult;
}>;
type ReplayDoc = Stored<Replay> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<ReplayDoc>(
  {
    _id: text,
    overrides: { type: Schema.Types.Mixed, required: true },
    rule: Schema.Types.Mixed,
    baseVersion: count,
    fromDay: text,
    toDay: text,
    byId: text,
    at: when,
    status: text,
    done: count,
    of: count,
    movedAt: when,
    runId: String,
    endedAt: Date,
    failure: String,
    result: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('replays'),
);
schema.index({ at: -1 });
schema.index({ status: 1, movedAt: 1 });
schema.index({ 'pending.id': 1 });
const Replays = model('Replay', schema);

/** False when it is there already. */
export async function insertReplay(replay: Replay, pending: readonly Pending[]): Promise<boolean> {
  const { id, ...fields } = replay;
  return isCreated(Replays.create({ _id: id, ...fields, pending: [...pending] }));
}

export async function findReplay(id: string): Promise<Replay | null> {
  return toReplay(await Replays.findById(id).lean<ReplayDoc>());
}

/** Newest first, page by page, without results. */
export async function listReplays({ after, limit }: PageScope): Promise<Replay[]> {
  const query = Replays.find(behind('at', after), { result: 0 }).sort({ at: -1, _id: 1 });
  const found = await query.limit(limit).lean<ReplayDoc[]>();
  return found.flatMap((one) => toReplay(one) ?? []);
}

/** Replays that are not finished and have not moved since `before`. */
export async function findStuckReplays(before: Date): Promise<Replay[]> {
  const query = Replays.find({ status: { $in: ['waiting', 'running'] }, movedAt: { $lte: before } });
  return (await query.sort({ at: 1 }).lean<ReplayDoc[]>()).flatMap((one) => toReplay(one) ?? []);
}

/** Takes the right to work on it; null when it is finished. */
export async function claimReplay(id: string, runId: string, at: Date): Promise<Replay | null> {
  const found = await Replays.findOneAndUpdate(
    { _id: id, status: { $in: ['waiting', 'running'] } },
    { $set: { status: 'running', runId, movedAt: at } },
    { returnDocument: 'after' },
  ).lean<ReplayDoc>();
  return toReplay(found);
}

/** Writes how far it is, or how it ended, while the run still holds it; false when another run took over. */
export async function moveReplay(
  claimed: Pick<Replay, 'id' | 'runId'>,
  set: Partial<Pick<Replay, 'status' | 'done' | 'of' | 'movedAt' | 'endedAt' | 'failure' | 'result'>>,
): Promise<boolean> {
  const filter = { _id: claimed.id, runId: claimed.runId ?? '', status: 'running' as const };
  const { matchedCount } = await Replays.updateOne(filter, { $set: set });
  return matchedCount === 1;
}

function toReplay(stored: ReplayDoc | null): Replay | null {
  if (!stored) return null;
  const { pending: _pending, sent: _sent, ...replay } = stored;
  return toPlain(replay);
}
