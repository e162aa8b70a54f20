import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';
import { openBytes, sealBytes, type SealedBytes } from './sealed.ts';

/**
 * What the last judgement of a shift rested on, but for the fixes, which are kept as received: places, rules and records as they were
 * then, so that its verdict can be recomputed whatever changes later.
 */
export type EvidenceSnapshot = Readonly<{
  personId: string;
  shiftId: string;
  at: Date;
  /** Digest of everything that was known. */
  inputs: string;
  /** `Judged` of `domain/pack/recompute.ts`, encoded. */
  judged: string;
}>;
type SnapshotDoc = Omit<EvidenceSnapshot, 'judged'> & { _id: string; judged: string | SealedBytes };

const text = { type: String, required: true } as const;
const schema = new Schema<SnapshotDoc>(
  {
    _id: text,
    personId: text,
    shiftId: text,
    at: { type: Date, required: true },
    inputs: text,
    judged: { type: Schema.Types.Mixed, required: true },
  },
  schemaOptions('evidence_snapshots'),
);
schema.index({ personId: 1, at: 1 });
const Snapshots = model('EvidenceSnapshot', schema);
const idOf = ({ personId, shiftId }: Pick<EvidenceSnapshot, 'personId' | 'shiftId'>): string =>
  `${personId}:${shiftId}`;

const placeOf = (id: string) => ({ in: 'evidence_snapshots', field: 'judged', id }) as const;

/** Whether the snapshot of a shift rests on these inputs already. */
export async function hasSnapshot(snapshot: Omit<EvidenceSnapshot, 'judged' | 'at'>): Promise<boolean> {
  return (await Snapshots.exists({ _id: idOf(snapshot), inputs: snapshot.inputs })) !== null;
}

export async function saveSnapshot(snapshot: EvidenceSnapshot): Promise<void> {
  const id = idOf(snapshot);
  const judged = sealBytes(placeOf(id), Buffer.from(snapshot.judged));
  await Snapshots.updateOne({ _id: id }, { $set: { ...snapshot, judged } }, { upsert: true });
}

export async function findSnapshot(personId: string, shiftId: string): Promise<EvidenceSnapshot | null> {
  const found = await Snapshots.findById(idOf({ personId, shiftId })).lean<SnapshotDoc>();
  if (!found) return null;
  const { _id, judged, ...snapshot } = found;
  if (typeof judged === 'string') return { ...snapshot, judged };
  return { ...snapshot, judged: Buffer.from(openBytes(placeOf(_id), judged)).toString('utf8') };
}

export async function deleteSnapshot(personId: string, shiftId: string): Promise<void> {
  await Snapshots.deleteOne({ _id: idOf({ personId, shiftId }) });
}
