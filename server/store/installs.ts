import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';
import type { Device } from './segments.ts';

/** One installation of the app used by one person; a shared phone is one per person. */
export type Install = Readonly<{
  personId: string;
  installId: string;
  device?: Device;
  seenAt: Date;
  /** Highest seq ever stored, -1 before the first. */
  maxSeq: number;
}>;
type InstallDoc = Install & { _id: string };

const text = { type: String, required: true } as const;
const schema = new Schema<InstallDoc>(
  {
    _id: text,
    personId: text,
    installId: text,
    device: Schema.Types.Mixed,
    seenAt: { type: Date, required: true },
    maxSeq: { type: Number, required: true },
  },
  schemaOptions('installs'),
);
schema.index({ installId: 1 });
const Installs = model('Install', schema);

/** Notes an upload and answers the highest seq stored so far. */
export async function noteUpload(install: Install): Promise<number> {
  const { personId, installId, device, seenAt, maxSeq } = install;
  const noted = await Installs.findOneAndUpdate(
    { _id: `${personId}:${installId}` },
    { $max: { maxSeq, seenAt }, $set: { personId, installId, ...(device && { device }) } },
    { upsert: true, returnDocument: 'after' },
  ).lean<InstallDoc>();
  return noted?.maxSeq ?? maxSeq;
}

export async function findInstalls(personId: string): Promise<Install[]> {
  const found = await Installs.find({ personId }).lean<InstallDoc[]>();
  return found.map(({ _id, ...install }) => install);
}
