import { model, Schema } from 'mongoose';
import type { RecordKind } from '../contract/records.ts';
import { askTogether } from './ask-together.ts';
import { schemaOptions } from './schema.ts';

/** That a source names a record, and in which of its pulls last; what the record says is elsewhere. */
type PulledRow = Readonly<{
  _id: string;
  sourceId: string;
  kind: RecordKind;
  externalId: string;
  run: number;
  /** The source put it, at least once. */
  isTaken: boolean;
  /** It is named no more and is being taken back. */
  isLeaving?: boolean;
  at: Date;
}>;
/** Rows of one source. */
export type RowsOf = Readonly<{ id: string; kind: RecordKind }>;
/** `gone`: the row says that it is void. */
export type Naming = Readonly<{ externalId: string; as: 'taken' | 'refused' | 'gone' }>;

/** Longer than any company keeps its records; a source that stays asked names its rows again. */
const KEPT_DAYS = 1_200;
const text = { type: String, required: true } as const;
const schema = new Schema<PulledRow>(
  {
    _id: text,
    sourceId: text,
    kind: text,
    externalId: text,
    run: { type: Number, required: true },
    isTaken: { type: Boolean, required: true },
    isLeaving: Boolean,
    at: { type: Date, required: true },
  },
  schemaOptions('pulled_rows'),
);
schema.index({ sourceId: 1, kind: 1, run: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_DAYS * 86_400 });
const PulledRows = model('PulledRow', schema);
const idOf = ({ id, kind }: RowsOf, externalId: string): string => `${id}:${kind}:${externalId}`;

/** Writes down what one page names, in one command. */
export async function saveNamings(
  source: RowsOf,
  namings: readonly Naming[],
  { run, at }: Readonly<{ run: number; at: Date }>,
): Promise<void> {
  if (namings.length === 0) return;
  const { id: sourceId, kind } = source;
  await PulledRows.bulkWrite(
    namings.map(({ externalId, as }) => {
      const filter = { _id: idOf(source, externalId) };
      if (as === 'gone') return { deleteOne: { filter } };
      const $set = { sourceId, kind, externalId, run, at, ...(as === 'taken' && { isTaken: true }) };
      const $setOnInsert = as === 'taken' ? {} : { isTaken: false };
      return {
        updateOne: { filter, update: { $set, $setOnInsert, $unset: { isLeaving: 1 } }, upsert: true },
      };
    }),
    { ordered: false },
  );
}

/** Which of these a source names. */
export async function findNamed(
  source: RowsOf,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set();
  const ids = externalIds.map((one) => idOf(source, one));
  const found = await PulledRows.find({ _id: { $in: ids } }, { externalId: 1 }).lean<PulledRow[]>();
  return new Set(found.map(({ externalId }) => externalId));
}

/** Whether any of some sources names a record, and is not about to take it back. */
export async function isNamedBy(sources: readonly RowsOf[], externalId: string): Promise<boolean> {
  const found = await Promise.all(sources.map((source) => askForStaying(idOf(source, externalId))));
  return found.some((one) => one === true);
}

const askForStaying = askTogether(async (ids) => {
  const filter = { _id: { $in: ids }, isLeaving: { $ne: true } };
  const found = await PulledRows.find(filter, { _id: 1 }).lean<{ _id: string }[]>();
  return new Map(found.map(({ _id }) => [_id, true] as const));
});

type Missing = RowsOf & Readonly<{ before: number }>;
const missing = ({ id: sourceId, kind, before }: Missing) => ({ sourceId, kind, run: { $lt: before } });

/** What a source has named in no pull from that number on. */
export async function listMissing(
  of: Missing,
): Promise<Readonly<{ externalId: string; isTaken: boolean }>[]> {
  const found = await PulledRows.find(missing(of), { externalId: 1, isTaken: 1 }).lean<PulledRow[]>();
  return found
    .map(({ externalId, isTaken }) => ({ externalId, isTaken }))
    .toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
}

/** Says that they are being taken back: to other sources they are named no more. One that was named meanwhile is not. */
export async function markLeaving(of: Missing, externalIds: readonly string[]): Promise<void> {
  const ids = externalIds.map((one) => idOf(of, one));
  await PulledRows.updateMany({ _id: { $in: ids }, ...missing(of) }, { $set: { isLeaving: true } });
}

export async function dropMissing(of: Missing, externalIds: readonly string[]): Promise<void> {
  const ids = externalIds.map((one) => idOf(of, one));
  await PulledRows.deleteMany({ _id: { $in: ids }, ...missing(of) });
}

/** How many records a source has brought, as it names them now. */
export async function countTaken({ id: sourceId, kind }: RowsOf): Promise<number> {
  return PulledRows.countDocuments({ sourceId, kind, isTaken: true });
}

/** What a source brought before it was written down what it names. */
export async function addBrought(source: RowsOf, externalIds: readonly string[], at: Date): Promise<void> {
  if (externalIds.length === 0) return;
  const { id: sourceId, kind } = source;
  await PulledRows.bulkWrite(
    externalIds.map((externalId) => ({
      updateOne: {
        filter: { _id: idOf(source, externalId) },
        update: { $setOnInsert: { sourceId, kind, externalId, run: 0, isTaken: true, at } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

export async function forgetNamings(sourceId: string): Promise<void> {
  await PulledRows.deleteMany({ sourceId });
}
