import { model, Schema, type Types } from 'mongoose';
import { deleteBytes, deleteLostBytes, readBytes, saveBytes } from './stored-bytes.ts';

const BUCKET = 'photo-files';
type FileDoc = { _id: Types.ObjectId; metadata: { receivedAt: Date } };
const fileSchema = new Schema<FileDoc>(
  { metadata: { receivedAt: Date } },
  { collection: `${BUCKET}.files`, versionKey: false },
);
fileSchema.index({ 'metadata.receivedAt': 1 });
const Files = model('PhotoFile', fileSchema);

/** Keeps the bytes of a photo; answers what names them. */
export const saveFile = (
  bytes: Uint8Array,
  { name, receivedAt }: Readonly<{ name: string; receivedAt: Date }>,
): Promise<Types.ObjectId> => saveBytes(BUCKET, bytes, { name, metadata: { receivedAt } });

export const readFile = (id: Types.ObjectId): Promise<Buffer> => readBytes(BUCKET, id);

export const deleteFile = (id: Types.ObjectId): Promise<void> => deleteBytes(BUCKET, id);

/** Those received from `fromAt` to before `toAt`. */
export async function findFiles(fromAt: Date, toAt: Date): Promise<Types.ObjectId[]> {
  const received = { 'metadata.receivedAt': { $gte: fromAt, $lt: toAt } };
  return (await Files.find(received, { _id: 1 }).lean<FileDoc[]>()).map(({ _id }) => _id);
}

/** Deletes bytes that came in this time, by the machine's clock, of files that never were whole. */
export const deleteLostParts = (span: Readonly<{ fromAt: Date; toAt: Date }>): Promise<void> =>
  deleteLostBytes(BUCKET, span, async (ids) => {
    const whole = await Files.find({ _id: { $in: [...ids] } }, { _id: 1 }).lean<FileDoc[]>();
    return whole.map(({ _id }) => _id);
  });
