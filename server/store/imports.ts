import { model, Schema } from 'mongoose';
import type { ImportFault, RecordKind } from '../contract/records.ts';
import type { Language } from '../contract/texts/sentence.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';

export type ImportCounts = Readonly<{
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Taken, but with a reference to something nobody has put yet. */
  noticed: number;
  /** Records that were taken back. */
  withdrawn: number;
}>;
/** What is noted of a row: the name of a sentence and what it names, or the sentence itself; `position` = place in a list from 1. */
export type KeptFault = Readonly<
  Pick<ImportFault, 'row' | 'field'> & {
    /** Of a row that was pulled: where its number says nothing. */
    externalId?: string;
    /** The file has no column for it: `field` is our own name. */
    isOurs?: true;
    position?: number;
    fault?: string;
    named?: Readonly<Record<string, string | number>>;
    reason?: string;
    zh?: string;
    /** What else is wrong with the row: a row is refused once. */
    more?: readonly Omit<KeptFault, 'row' | 'externalId' | 'more'>[];
  }
>;
/** One file of records: how far it is, and the rows that were refused. */
export type Import = Readonly<
  ImportCounts & {
    id: string;
    kind: RecordKind;
    by: string;
    /** Which sending of a file under this id is counted: the last one begun. A source, which is held by a lease, has none. */
    turnId?: string;
    status: 'running' | 'finished' | 'failed';
    startedAt: Date;
    endedAt?: Date;
    /** When rows of it were noted last. */
    notedAt?: Date;
    why?: string;
    /** Of who sent it. */
    language: Language;
    faults: readonly KeptFault[];
    notices: readonly KeptFault[];
    /** Of what was taken back: by which row, or that none names it. */
    takenBack: readonly KeptFault[];
    /** Of what is named no more and waits for somebody's word. */
    waiting: readonly KeptFault[];
  }
>;
export type ImportRows = Pick<Import, 'faults' | 'notices' | 'takenBack'>;
export type ImportLists = keyof ImportRows | 'waiting';
export type ImportDoc = Stored<Import> & { pending: readonly Pending[]; sent: readonly SentCard[] };

/** Refused rows, and notices, kept by name; beyond that only their number. */
export const MAX_FAULTS = 20_000;
/** Days an import can be asked about. */
const KEPT_DAYS = 30;

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const schema = new Schema<ImportDoc>(
  {
    _id: text,
    kind: text,
    by: text,
    turnId: String,
    status: text,
    startedAt: { type: Date, required: true },
    endedAt: Date,
    notedAt: Date,
    rows: count,
    created: count,
    updated: count,
    unchanged: count,
    refused: count,
    noticed: { type: Number, default: 0 },
    withdrawn: { type: Number, default: 0 },
    why: String,
    language: String,
    faults: { type: [Schema.Types.Mixed], default: [] },
    notices: { type: [Schema.Types.Mixed], default: [] },
    takenBack: { type: [Schema.Types.Mixed], default: [] },
    waiting: { type: [Schema.Types.Mixed], default: [] },
    ...pendingFields,
  },
  schemaOptions('imports'),
);
schema.index({ startedAt: 1 }, { expireAfterSeconds: KEPT_DAYS * 86_400 });
schema.index({ 'pending.id': 1 });
export const Imports = model('Import', schema);

export type ImportTurn = Pick<Import, 'id' | 'turnId'>;
export const ofTurn = ({ id, turnId }: ImportTurn) => ({ _id: id, ...(turnId !== undefined && { turnId }) });

/** Begins an import, or begins it anew under its id. */
export async function startImport(started: Import, pending: readonly Pending[]): Promise<void> {
  const { id, ...fields } = started;
  await Imports.updateOne(
    { _id: id },
    { $set: fields, $unset: { endedAt: 1, notedAt: 1, why: 1 }, $push: { pending: { $each: [...pending] } } },
    { upsert: true },
  );
}

/** False when the file was sent anew since. */
export async function isLastTurn(turn: ImportTurn): Promise<boolean> {
  return turn.turnId === undefined || (await Imports.countDocuments(ofTurn(turn))) === 1;
}

/** Notes how far it is, with the rows refused since the last time; nothing when the file was sent anew since. */
export async function noteImport(
  turn: ImportTurn,
  counts: ImportCounts,
  { faults, notices, takenBack, at }: ImportRows & Readonly<{ at: Date }>,
): Promise<void> {
  const $push = {
    faults: { $each: [...faults] },
    notices: { $each: [...notices] },
    takenBack: { $each: [...takenBack] },
  };
  await Imports.updateOne(ofTurn(turn), { $set: { ...counts, notedAt: at }, $push });
}

/** Records that no row names any more were taken back. */
export async function noteTakenBack(id: string, takenBack: readonly KeptFault[]): Promise<void> {
  const $push = { takenBack: { $each: [...takenBack], $slice: MAX_FAULTS } };
  await Imports.updateOne({ _id: id }, { $inc: { withdrawn: takenBack.length }, $push });
}

/** What waits for somebody's word, or waits no more. */
export async function noteWaiting(id: string, waiting: readonly KeptFault[]): Promise<void> {
  await Imports.updateOne({ _id: id }, { $set: { waiting: waiting.slice(0, MAX_FAULTS) } });
}

/** Forgets what was noted after a point that is gone back to. */
export async function trimImport(id: string, { refused, noticed, withdrawn }: ImportCounts): Promise<void> {
  const upTo = (most: number) => ({ $each: [], $slice: Math.min(most, MAX_FAULTS) });
  await Imports.updateOne(
    { _id: id },
    { $push: { faults: upTo(refused), notices: upTo(noticed), takenBack: upTo(withdrawn) } },
  );
}

export async function endImport(
  turn: ImportTurn,
  end: Readonly<{ status: 'finished' | 'failed'; at: Date; why?: string }>,
  pending: readonly Pending[],
): Promise<void> {
  const { status, at, why } = end;
  await Imports.updateOne(ofTurn(turn), {
    $set: { status, endedAt: at, ...(why !== undefined && { why }) },
    $push: { pending: { $each: [...pending] } },
  });
}

/** The last ones, newest first, without their rows. */
export async function listImports(limit: number): Promise<Omit<Import, ImportLists>[]> {
  const query = Imports.find({}, { faults: 0, notices: 0, takenBack: 0, waiting: 0, pending: 0, sent: 0 });
  const found = await query.sort({ startedAt: -1 }).limit(limit).lean<ImportDoc[]>();
  return found.map((one) => ({
    ...toPlain(one),
    noticed: one.noticed ?? 0,
    withdrawn: one.withdrawn ?? 0,
    language: one.language ?? 'zh',
  }));
}

export async function findImport(id: string): Promise<Import | null> {
  const found = await Imports.findById(id).lean<ImportDoc>();
  if (!found) return null;
  const { pending: _pending, sent: _sent, ...rest } = found;
  return {
    ...toPlain(rest),
    noticed: rest.noticed ?? 0,
    language: rest.language ?? 'zh',
    notices: rest.notices ?? [],
    withdrawn: rest.withdrawn ?? 0,
    takenBack: rest.takenBack ?? [],
    waiting: rest.waiting ?? [],
  };
}
