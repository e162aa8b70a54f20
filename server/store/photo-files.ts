import { once } from 'node:events';
import mongoose, { model, Schema, type Types } from 'mongoose';
import { deleteLostBytes } from './lost-bytes.ts';

const BUCKET = 'photo-files';
type FileDoc = { _id: Types.ObjectId; metadata: { receivedAt: Date } };
const fileSchema = new Schema<FileDoc>(
  { metadata: { receivedAt: Date } },
  { collection: `${BUCKET}.files`, versionKey: false },
);
fileSchema.index({ 'metadata.receivedAt': 1 });
const Files = model('PhotoFile', fileSchema);
/** What a file's bytes lie in, piece by piece: they are there before it. */
type PartDoc = { files_id: Types.ObjectId };

/** Keeps the bytes of a photo; answers what names them. */
export async function saveFile(
  bytes: Uint8Array,
  { name, receivedAt }: Readonly<{ name: string; receivedAt: Date }>,
): Promise<Types.ObjectId> {
  const upload = bucket().openUploadStream(name, { metadata: { receivedAt } });
  const finished = once(upload, 'finish');
  upload.end(bytes);
  await finished;
  return upload.id;
}

export async function readFile(id: Types.ObjectId): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bucket().openDownloadStream(id)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

/** Those received from `fromAt` to before `toAt`. */
export async function findFiles(fromAt: Date, toAt: Date): Promise<Types.ObjectId[]> {
  const received = { 'metadata.receivedAt': { $gte: fromAt, $lt: toAt } };
  return (await Files.find(received, { _id: 1 }).lean<FileDoc[]>()).map(({ _id }) => _id);
}

/** The other way round than the driver, which leaves bytes that nothing names when it is cut off. */
export async function deleteFile(id: Types.ObjectId): Promise<void> {
  await partsOf().deleteMany({ files_id: id });
  await Files.deleteOne({ _id: id });
}

/** Deletes bytes that came in this time, by the machine's clock, of files that never were whole. */
export const deleteLostParts = (span: Readonly<{ fromAt: Date; toAt: Date }>): Promise<void> =>
  deleteLostBytes(BUCKET, span, async (ids) => {
    const whole = await Files.find({ _id: { $in: [...ids] } }, { _id: 1 }).lean<FileDoc[]>();
    return whole.map(({ _id }) => _id);
  });

const partsOf = () => database().collection<PartDoc>(`${BUCKET}.chunks`);
const bucket = () => new mongoose.mongo.GridFSBucket(database(), { bucketName: BUCKET });

function database(): mongoose.mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('the database is not connected');
  return db;
}
