import type { PullCounts } from '../contract/pull-source-view.ts';
import type { Pending } from './pending.ts';
import { PullSources, type PullSource, type PullSourceDoc } from './pull-source-model.ts';
import { toPlain } from './schema.ts';
import type { Replacement } from './settings.ts';

const LIVE = { deletedAt: null } as const;

export async function insertPullSource(source: PullSource, pending: readonly Pending[]): Promise<void> {
  const { id, ...fields } = source;
  await PullSources.create({ _id: id, ...fields, pending: [...pending] });
}

export async function findPullSource(id: string): Promise<PullSource | null> {
  const found = await PullSources.findOne({ _id: id, ...LIVE }).lean<PullSourceDoc>();
  return found && toSource(found);
}

/** One that cards were sent about, also when it is deleted. */
export async function findToldSource(id: string): Promise<PullSource | null> {
  const found = await PullSources.findById(id).lean<PullSourceDoc>();
  return found && toSource(found);
}

/** Oldest first. */
export async function listPullSources(): Promise<PullSource[]> {
  const found = await PullSources.find(LIVE).sort({ createdAt: 1, _id: 1 }).lean<PullSourceDoc[]>();
  return found.map(toSource);
}

type Optional =
  | 'sealedSecret'
  | 'sinceAt'
  | 'run'
  | 'last'
  | 'fault'
  | 'isAsked'
  | 'fromDay'
  | 'quiet'
  | 'lease'
  | 'voidWhen'
  | 'isWhole'
  | 'waiting'
  | 'unread';
export type PullChange = Readonly<{
  set?: Partial<Omit<PullSource, 'id' | 'version'>>;
  unset?: readonly Optional[];
  pending?: readonly Pending[];
}>;

/** One write of what somebody changes, if it still has this version; ends the work on it. false = somebody was first. */
export async function changePullSource(
  { id, version }: Pick<PullSource, 'id' | 'version'>,
  change: PullChange & Readonly<{ deletedAt?: Date }>,
): Promise<boolean> {
  const { deletedAt, ...rest } = change;
  const update = updateOf({ ...rest, unset: [...(rest.unset ?? []), 'lease'] });
  const set = { ...update.$set, version: version + 1, ...(deletedAt && { deletedAt }) };
  const done = await PullSources.updateOne({ _id: id, version, ...LIVE }, { ...update, $set: set });
  return done.modifiedCount === 1;
}

/** Takes the work on a source, unless somebody has it. */
export async function claimPullSource(
  id: string,
  lease: NonNullable<PullSource['lease']>,
  now: Date,
): Promise<PullSource | null> {
  const isFree = { $or: [{ lease: null }, { 'lease.untilAt': { $lte: now } }] };
  const found = await PullSources.findOneAndUpdate(
    { _id: id, isOn: true, ...LIVE, ...isFree },
    { $set: { lease } },
    { returnDocument: 'after' },
  ).lean<PullSourceDoc>();
  return found && toSource(found);
}

/** Writes how far the work is; false = it is no longer ours, and nothing was written. */
export async function notePull(id: string, leaseId: string, change: PullChange): Promise<boolean> {
  const done = await PullSources.updateOne({ _id: id, 'lease.id': leaseId, ...LIVE }, updateOf(change));
  return done.matchedCount === 1;
}

/** What the source brought before its rows were written down is among them by now. */
export async function markListed(id: string): Promise<void> {
  await PullSources.updateOne({ _id: id }, { $set: { isListed: true } });
}

/** The same secret under another key. */
export async function replacePullSecret(id: string, { from, to }: Replacement): Promise<void> {
  await PullSources.updateOne({ _id: id, ...LIVE, sealedSecret: from }, { $set: { sealedSecret: to } });
}

function updateOf({ set = {}, unset = [], pending = [] }: PullChange) {
  return {
    ...(Object.keys(set).length > 0 && { $set: set }),
    ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
    ...(pending.length > 0 && { $push: { pending: { $each: [...pending] } } }),
  };
}

function toSource(stored: PullSourceDoc): PullSource {
  const { pending: _pending, sent: _sent, deletedAt: _deletedAt, ...source } = toPlain(stored);
  const { run, last } = source;
  return {
    ...source,
    rowsPath: source.rowsPath ?? '',
    ...(run && { run: counted(run) }),
    ...(last && { last: counted(last) }),
  };
}

/** Pulls of before it was counted took nothing back. */
const counted = <T extends Readonly<{ counts: PullCounts }>>(one: T): T => ({
  ...one,
  counts: { ...one.counts, withdrawn: one.counts.withdrawn ?? 0 },
});
