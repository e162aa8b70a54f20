import { model, Schema } from 'mongoose';
import type { PullSourceBody } from '../contract/pull-source.ts';
import type { PullCounts, PullFault } from '../contract/pull-source-view.ts';
import type { Failing } from '../domain/pull/outage.ts';
import type { PageState } from '../domain/pull/paging.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import type { Replacement } from './settings.ts';

/** A pull under way: its import, what it asks for, and the page it goes on from. */
export type PullRun = Readonly<{
  importId: string;
  startedAt: Date;
  /** What has changed since then is asked for. */
  sinceAt: Date;
  page: PageState;
  counts: PullCounts;
}>;
/** Another system's API that is asked for records. The secret is sealed. */
export type PullSource = Readonly<
  Omit<PullSourceBody, 'secret'> & {
    id: string;
    version: number;
    isOn: boolean;
    createdAt: Date;
    createdById: string;
    sealedSecret?: string;
    /** What has changed since then is asked for next; absent = from the first day. */
    sinceAt?: Date;
    run?: PullRun;
    last?: Readonly<{ importId: string; startedAt: Date; endedAt: Date; pages: number; counts: PullCounts }>;
    fault?: Failing & Readonly<{ code: PullFault; status?: number; at: Date }>;
    /** The last time it failed so long that IT was told. */
    outage?: Readonly<{ sinceAt: Date; code: PullFault; status?: number; endedAt?: Date }>;
    nextAt: Date;
    /** Somebody asked for it now: quiet times do not count. */
    isAsked?: boolean;
    /** Who works on it, and until when nobody else may. */
    lease?: Readonly<{ id: string; untilAt: Date }>;
  }
>;
type PullSourceDoc = Stored<PullSource> & {
  pending: readonly Pending[];
  sent: readonly SentCard[];
  deletedAt?: Date;
};

const text = { type: String, required: true } as const;
const mixed = Schema.Types.Mixed;
const schema = new Schema<PullSourceDoc>(
  {
    _id: text,
    version: { type: Number, required: true },
    name: text,
    kind: text,
    url: text,
    paging: { type: mixed, required: true },
    rowsPath: String,
    auth: { type: mixed, required: true },
    fields: { type: mixed, required: true },
    voidWhen: mixed,
    since: text,
    fromDay: String,
    everyMin: { type: Number, required: true },
    quiet: mixed,
    isOn: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    createdById: text,
    sealedSecret: String,
    sinceAt: Date,
    run: mixed,
    last: mixed,
    fault: mixed,
    outage: mixed,
    nextAt: { type: Date, required: true },
    isAsked: Boolean,
    lease: mixed,
    deletedAt: Date,
    ...pendingFields,
  },
  schemaOptions('pull_sources'),
);
schema.index({ 'pending.id': 1 });
const PullSources = model('PullSource', schema);
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
  | 'voidWhen';
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
