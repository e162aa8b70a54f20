import { model, Schema } from 'mongoose';
import { doTogether } from './ask-together.ts';
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
schema.index({ personId: 1 });
const Installs = model('Install', schema);

/** Notes an upload and answers the highest seq stored so far. */
export async function noteUpload(install: Install): Promise<number> {
  return note(install);
}

const note = doTogether(async (uploads: readonly Install[]): Promise<number[]> => {
  const [first, ...more] = uploads.map(toUpsert);
  if (first && more.length === 0) {
    const options = { upsert: true, returnDocument: 'after' } as const;
    const noted = await Installs.findOneAndUpdate(first.filter, first.update, options).lean<InstallDoc>();
    return [noted?.maxSeq ?? -1];
  }
  await Installs.bulkWrite(uploads.map((upload) => ({ updateOne: { ...toUpsert(upload), upsert: true } })));
  const noted = await Installs.find({ _id: { $in: uploads.map(idOf) } }, { maxSeq: 1 }).lean<
    Pick<InstallDoc, '_id' | 'maxSeq'>[]
  >();
  const seqs = new Map(noted.map(({ _id, maxSeq }) => [_id, maxSeq]));
  return uploads.map((upload) => seqs.get(idOf(upload)) ?? upload.maxSeq);
});

const idOf = ({ personId, installId }: Install): string => `${personId}:${installId}`;

function toUpsert(install: Install) {
  const { personId, installId, device, seenAt, maxSeq } = install;
  return {
    filter: { _id: idOf(install) },
    update: { $max: { maxSeq, seenAt }, $set: { personId, installId, ...(device && { device }) } },
  };
}

export async function findInstalls(personId: string): Promise<Install[]> {
  const found = await Installs.find({ personId }).lean<InstallDoc[]>();
  return found.map(({ _id, ...install }) => install);
}
