import { once } from 'node:events';
import mongoose, { Types } from 'mongoose';

type PartDoc = { files_id: Types.ObjectId };
type Span = Readonly<{ fromAt: Date; toAt: Date }>;

/**
 * Deletes bytes of a bucket that came in this time, by the machine's clock, and that nothing names: the process that was to name them ended
 * on the way.
 */
export async function deleteLostBytes(
  bucket: string,
  { fromAt, toAt }: Span,
  findNamed: (ids: readonly Types.ObjectId[]) => Promise<readonly Types.ObjectId[]>,
): Promise<void> {
  const db = database();
  const parts = db.collection<PartDoc>(`${bucket}.chunks`);
  const ids = await parts.distinct('files_id', { files_id: { $gte: idAt(fromAt), $lt: idAt(toAt) } });
  const named = new Set((await findNamed(ids)).map((id) => id.toHexString()));
  const lost = ids.filter((id) => !named.has(id.toHexString()));
  if (lost.length === 0) return;
  await parts.deleteMany({ files_id: { $in: lost } });
  await db.collection(`${bucket}.files`).deleteMany({ _id: { $in: lost } });
}

/** Deletes the bytes of one file, parts first: the driver leaves parts that nothing names when it is cut off. What is gone is no fault. */
export async function deleteBytes(bucket: string, id: Types.ObjectId): Promise<void> {
  const db = database();
  await db.collection<PartDoc>(`${bucket}.chunks`).deleteMany({ files_id: id });
  await db.collection(`${bucket}.files`).deleteOne({ _id: id });
}

/** Keeps bytes under a name; answers what they are read by. */
export async function saveBytes(
  bucket: string,
  bytes: Uint8Array,
  { name, ...options }: Readonly<{ name: string; metadata?: Record<string, unknown> }>,
): Promise<Types.ObjectId> {
  const upload = bucketOf(bucket).openUploadStream(name, options);
  const finished = once(upload, 'finish');
  upload.end(bytes);
  await finished;
  return upload.id;
}

export async function readBytes(bucket: string, id: Types.ObjectId): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bucketOf(bucket).openDownloadStream(id)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

const bucketOf = (bucketName: string) => new mongoose.mongo.GridFSBucket(database(), { bucketName });

function database(): mongoose.mongo.Db {
  const { db } = mongoose.connection;
  if (!db) throw new Error('the database is not connected');
  return db;
}

/** The first id that can be given out in this second. */
const idAt = (at: Date): Types.ObjectId => Types.ObjectId.createFromTime(Math.max(0, Math.floor(+at / 1000)));
