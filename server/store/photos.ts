import { once } from 'node:events';
import mongoose, { model, Schema } from 'mongoose';
import { likenessBands } from '../domain/photo/likeness.ts';
import type { PhotoMark } from '../domain/photo/same-photos.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

/** One photo of a punch or of a visit: what is known of it here, its bytes in GridFS. */
export type Photo = Readonly<{
  id: string;
  personId: string;
  /** The punch or the visit it was taken for; both ids are made by the phone and never meet. */
  punchId: string;
  capturedAt: Date;
  receivedAt: Date;
  /** SHA-256 of the bytes as the phone sent them. */
  sourceSha256: string;
  /** SHA-256 of the stored JPEG. */
  sha256: string;
  bytes: number;
  widthPx: number;
  heightPx: number;
  /** What it looks like, in 16 hex digits; none for a picture with too little in it. */
  likeness?: string;
  fileId: mongoose.Types.ObjectId;
}>;
type PhotoDoc = Stored<Photo> & { bands?: readonly string[] };

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const number = { type: Number, required: true } as const;
const schema = new Schema<PhotoDoc>(
  {
    _id: text,
    personId: text,
    punchId: text,
    capturedAt: when,
    receivedAt: when,
    sourceSha256: text,
    sha256: text,
    bytes: number,
    widthPx: number,
    heightPx: number,
    likeness: String,
    bands: { type: [String], default: undefined },
    fileId: { type: Schema.Types.ObjectId, required: true },
  },
  schemaOptions('photos'),
);
schema.index({ personId: 1, capturedAt: 1 });
schema.index({ capturedAt: 1 });
schema.index({ punchId: 1 });
schema.index({ bands: 1 });
schema.index({ sourceSha256: 1 });
schema.index({ fileId: 1 });
const Photos = model('Photo', schema);

/** Photos of others that are looked at for one person: parts of a likeness are shared by chance. */
const MOST_TWINS = 20_000;

const BUCKET = 'photo-files';
type FileDoc = { _id: mongoose.Types.ObjectId; metadata: { receivedAt: Date } };
const fileSchema = new Schema<FileDoc>(
  { metadata: { receivedAt: Date } },
  { collection: `${BUCKET}.files`, versionKey: false },
);
fileSchema.index({ 'metadata.receivedAt': 1 });
const Files = model('PhotoFile', fileSchema);

/** Stores bytes, then the record that makes them a photo; false (and nothing left) when the id is taken. */
export async function insertPhoto(
  photo: Omit<Photo, 'fileId' | 'bytes'>,
  jpeg: Uint8Array,
): Promise<boolean> {
  const { id, ...fields } = photo;
  const { receivedAt } = fields;
  const upload = bucket().openUploadStream(id, { metadata: { receivedAt } });
  const finished = once(upload, 'finish');
  upload.end(jpeg);
  await finished;
  try {
    const bands = photo.likeness === undefined ? {} : { bands: likenessBands(photo.likeness) };
    await Photos.create({ _id: id, ...fields, ...bands, bytes: jpeg.byteLength, fileId: upload.id });
    return true;
  } catch (error) {
    await deleteFile(upload.id);
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Deletes files received from `fromAt` to before `toAt` that no record names: their write was cut off. Answers how many. */
export async function deleteLostFiles(fromAt: Date, toAt: Date): Promise<number> {
  const received = { 'metadata.receivedAt': { $gte: fromAt, $lt: toAt } };
  const files = await Files.find(received, { _id: 1 }).lean<FileDoc[]>();
  const known = await Photos.find({ fileId: { $in: files.map(({ _id }) => _id) } }, { fileId: 1 }).lean<
    PhotoDoc[]
  >();
  const kept = new Set(known.map(({ fileId }) => fileId.toHexString()));
  const lost = files.filter(({ _id }) => !kept.has(_id.toHexString()));
  for (const { _id } of lost) await deleteFile(_id);
  return lost.length;
}

/** Photos taken before, the oldest first. */
export async function listOldPhotos(before: Date, limit: number): Promise<Photo[]> {
  const query = Photos.find({ capturedAt: { $lt: before } });
  return (await query.sort({ capturedAt: 1 }).limit(limit).lean<PhotoDoc[]>()).map(toPlain);
}

/** One person's photos taken from `fromAt` to before `toAt`. */
export async function listPhotosOf(personId: string, fromAt: Date, toAt: Date): Promise<Photo[]> {
  const found = await Photos.find({ personId, capturedAt: { $gte: fromAt, $lt: toAt } }).lean<PhotoDoc[]>();
  return found.map(toPlain);
}

/** Deletes photos with their files; a file whose deletion is cut off is found as a lost one. */
export async function deletePhotos(photos: readonly Photo[]): Promise<void> {
  for (const { id, fileId } of photos) {
    await Photos.deleteOne({ _id: id });
    await deleteFile(fileId);
  }
}

/** What somebody else has deleted meanwhile is gone as well: the driver takes that for a fault. */
async function deleteFile(id: mongoose.Types.ObjectId): Promise<void> {
  await bucket()
    .delete(id)
    .catch(async (error: unknown) => {
      if (await Files.exists({ _id: id })) throw error;
    });
}

type MarkDoc = Pick<PhotoDoc, 'personId' | 'punchId' | 'sourceSha256' | 'likeness'>;
const MARK = { personId: 1, punchId: 1, sourceSha256: 1, likeness: 1 } as const;

/** The photos of some punches, in the order they came. */
export async function findPhotoMarks(punchIds: readonly string[]): Promise<PhotoMark[]> {
  if (punchIds.length === 0) return [];
  const query = Photos.find({ punchId: { $in: [...punchIds] } }, MARK).sort({ receivedAt: 1, _id: 1 });
  return (await query.lean<MarkDoc[]>()).map(markOf);
}

/** Other people's photos with the very same bytes, or with a part of the likeness in common. */
export async function findPhotoTwins(
  marks: readonly PhotoMark[],
  exceptPersonId: string,
): Promise<PhotoMark[]> {
  if (marks.length === 0) return [];
  const bands = marks.flatMap(({ likeness }) => (likeness === undefined ? [] : likenessBands(likeness)));
  const isTwin = [{ sourceSha256: { $in: marks.map(({ hash }) => hash) } }, { bands: { $in: bands } }];
  const query = Photos.find({ personId: { $ne: exceptPersonId }, $or: isTwin }, MARK);
  return (await query.limit(MOST_TWINS).lean<MarkDoc[]>()).map(markOf);
}

const markOf = ({ personId, punchId, sourceSha256: hash, likeness }: MarkDoc): PhotoMark => ({
  personId,
  punchId,
  hash,
  ...(likeness !== undefined && { likeness }),
});

export async function findPhoto(id: string): Promise<Photo | null> {
  const found = await Photos.findById(id).lean<PhotoDoc>();
  return found && toPlain(found);
}

/** The photo of a visit or a punch, the first one where there are several. */
export async function findPhotoOf(punchId: string): Promise<Photo | null> {
  const found = await Photos.findOne({ punchId }).sort({ receivedAt: 1 }).lean<PhotoDoc>();
  return found && toPlain(found);
}

export async function readPhoto(photo: Photo): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of bucket().openDownloadStream(photo.fileId)) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

function bucket(): mongoose.mongo.GridFSBucket {
  const { db } = mongoose.connection;
  if (!db) throw new Error('the database is not connected');
  return new mongoose.mongo.GridFSBucket(db, { bucketName: BUCKET });
}
