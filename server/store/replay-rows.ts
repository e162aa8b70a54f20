import { model, Schema } from 'mongoose';
import type { ReplayRow } from '../domain/tuning/replay-result.ts';
import { doTogether } from './ask-together.ts';
import { schemaOptions } from './schema.ts';

type RowDoc = ReplayRow & { _id: string; replayId: string; at: Date };

const text = { type: String, required: true } as const;
const schema = new Schema<RowDoc>(
  {
    _id: text,
    replayId: text,
    pseudonym: text,
    regionId: String,
    shifts: { type: Number, required: true },
    live: { type: [Schema.Types.Mixed], required: true },
    draft: { type: [Schema.Types.Mixed], required: true },
    at: { type: Date, required: true },
  },
  schemaOptions('replay_rows'),
);
schema.index({ replayId: 1 });
const Rows = model('ReplayRow', schema);

/** One person's part of a replay; named by pseudonym only, once. */
export async function saveReplayRow(replayId: string, row: ReplayRow, at: Date): Promise<void> {
  await save({ _id: `${replayId}:${row.pseudonym}`, ...row, replayId, at });
}

const save = doTogether(async (rows: readonly RowDoc[]) => {
  await Rows.bulkWrite(
    rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })),
  );
  return rows;
});

/** Pseudonyms that are done. */
export async function findReplayed(replayId: string): Promise<Set<string>> {
  const found = await Rows.find({ replayId }, { pseudonym: 1 }).lean<{ pseudonym: string }[]>();
  return new Set(found.map(({ pseudonym }) => pseudonym));
}

export async function listReplayRows(replayId: string): Promise<ReplayRow[]> {
  const found = await Rows.find({ replayId }).sort({ _id: 1 }).lean<RowDoc[]>();
  return found.map(({ _id, replayId: _replayId, at: _at, ...row }) => row);
}

/** Once summed up, what it was summed up from is not kept. */
export async function dropReplayRows(replayId: string): Promise<void> {
  await Rows.deleteMany({ replayId });
}
