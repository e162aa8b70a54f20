import { model, Schema, type Types } from 'mongoose';
import { likenessBands } from '../domain/photo/likeness.ts';
import type { PhotoMark } from '../domain/photo/same-photos.ts';
import { deleteFile, findFiles, readFile, saveFile } from './photo-files.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';
import { openBytes, sealBytes } from './sealed.ts';

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
  fileId: Types.ObjectId;
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

/** Stores bytes, then the record that makes them a photo; false (and nothing left) when the id is taken. */
export async function insertPhoto(
  photo: Omit<Photo, 'fileId' | 'bytes'>,
  jpeg: Uint8Array,
): Promise<boolean> {
  const { id, ...fields } = photo;
  const { receivedAt } = fields;
  const fileId = await saveFile(sealBytes(placeOf(id), jpeg), { name: id, receivedAt });
  try {
    const bands = photo.likeness === undefined ? {} : { bands: likenessBands(photo.likeness) };
    await Photos.create({ _id: id, ...fields, ...bands, bytes: jpeg.byteLength, fileId });
    return true;
  } catch (error) {
    await deleteFile(fileId);
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Deletes files received from `fromAt` to before `toAt` that no record names: their write was cut off. Answers how many. */
export async function deleteLostFiles(fromAt: Date, toAt: Date): Promise<number> {
  const ids = await findFiles(fromAt, toAt);
  const known = await Photos.find({ fileId: { $in: ids } }, { fileId: 1 }).lean<PhotoDoc[]>();
  const kept = new Set(known.map(({ fileId }) => fileId.toHexString()));
  const lost = ids.filter((id) => !kept.has(id.toHexString()));
  for (const id of lost) await deleteFile(id);
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

/** Deletes photos, their bytes first: what a deletion that was cut off has left is found by its record. */
export async function deletePhotos(photos: readonly Photo[]): Promise<void> {
  for (const { id, fileId } of photos) {
    await deleteFile(fileId);
    await Photos.deleteOne({ _id: id });
  }
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

export async function readPhoto({ id, fileId }: Photo): Promise<Buffer> {
  return Buffer.from(openBytes(placeOf(id), await readFile(fileId)));
}

const placeOf = (id: string) => ({ in: 'photo-files', field: 'bytes', id }) as const;
