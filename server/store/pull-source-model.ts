import { model, Schema } from 'mongoose';
import type { PullSourceBody } from '../contract/pull-source.ts';
import type { PullCounts, PullFault } from '../contract/pull-source-view.ts';
import type { UnreadRow } from '../domain/pull/missing.ts';
import type { Failing } from '../domain/pull/outage.ts';
import type { PageState } from '../domain/pull/paging.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, type Stored } from './schema.ts';

/** A pull under way: its import, what it asks for, and the page it goes on from. */
export type PullRun = Readonly<{
  importId: string;
  startedAt: Date;
  /** What has changed since then is asked for. */
  sinceAt: Date;
  page: PageState;
  counts: PullCounts;
  /** Its number among the pulls of the source; absent in one begun before they were numbered. */
  no?: number;
  /** Rows that named a record so far. */
  named?: number;
  /** It did not go through in one go. */
  isBroken?: boolean;
  /** Rows of it have ids nobody can read. */
  isBlind?: boolean;
  /** When it was left for others to have their turn. */
  leftAt?: Date;
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
    /** The number of the last pull that began. */
    runNo?: number;
    /** What it brought before its rows were written down stands among them. */
    isListed?: boolean;
    /** What pull `run` found to be named no more, and waits for somebody's word. */
    waiting?: Readonly<{
      run: number;
      importId: string;
      at: Date;
      count: number;
      all: number;
      isConfirmed: boolean;
      /** Pull `first` found it first; IT was told of so many. */
      told?: Readonly<{ first: number; count: number }>;
    }>;
    /** What became of the last list that waited and was told of. */
    waited?: Readonly<{ first: number; how: 'confirmed' | 'back' | 'off' }>;
    /** Its whole list was not read in one go, so that nothing was taken back. */
    unread?: UnreadRow & Readonly<{ isTold?: boolean }>;
    nextAt: Date;
    /** Somebody asked for it now: quiet times do not count. */
    isAsked?: boolean;
    /** Who works on it, and until when nobody else may. */
    lease?: Readonly<{ id: string; untilAt: Date }>;
  }
>;
export type PullSourceDoc = Stored<PullSource> & {
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
    isWhole: Boolean,
    runNo: Number,
    isListed: Boolean,
    waiting: mixed,
    waited: mixed,
    unread: mixed,
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
export const PullSources = model('PullSource', schema);
