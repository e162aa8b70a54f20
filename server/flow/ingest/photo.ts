import type { ItemReceipt, PhotoFields, Said } from '../../contract/ingest.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { LIKENESS_GRID, LIKENESS_HEIGHT, likenessOf } from '../../domain/photo/likeness.ts';
import { badField, faultAt, tooLarge } from '../../errors.ts';
import type { ConsentEntry } from '../../store/consents.ts';
import type { Person } from '../../store/people.ts';
import { findPhoto, insertPhoto, type Photo } from '../../store/photos.ts';
import { findPunch, markPunchPhoto, type Punch } from '../../store/punches.ts';
import { findErased } from '../own/erased.ts';
import { hadAgreedAt, requireConsent } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { sha256 } from '../secret/secret.ts';

export const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
const MAX_PIXELS = 40_000_000;
const DAY_MS = 86_400_000;
const MAX_STORED_BYTES = 300 * 1024;
const ACCEPTED = ['image/jpeg', 'image/png', 'image/webp'];
/** Tried in this order until the picture fits; the last one always does. */
const SIZES = [
  { sidePx: 1600, quality: 80 },
  { sidePx: 1600, quality: 60 },
  { sidePx: 1280, quality: 60 },
  { sidePx: 1024, quality: 50 },
  { sidePx: 800, quality: 40 },
  { sidePx: 640, quality: 30 },
  { sidePx: 480, quality: 20 },
] as const;

/** Takes the photo of a punch that is already here: sniffed, re-encoded without any metadata (R22), stored once by its id. */
export async function takePhoto(
  deps: Deps,
  person: Person,
  upload: Readonly<{ fields: PhotoFields; bytes: Uint8Array }>,
): Promise<Said<ItemReceipt>> {
  const history = await requireConsent(person.id, 'photo');
  const { id, punchId, capturedAtMs } = upload.fields;
  const sourceSha256 = sha256(upload.bytes);
  const known = await findPhoto(id);
  if (known) {
    const receipt = receiptOf(known, person, { id, sourceSha256 });
    if (receipt.status === 'duplicate') await markPunchPhoto(known.punchId, id);
    return receipt;
  }
  const receivedAt = deps.now();
  const punch = await findPunch(punchId);
  const capturedAt = punch ? takenAt(capturedAtMs, punch, receivedAt) : receivedAt;
  const refusal = refusePhoto(punch, person, { history, capturedAt });
  if (!refusal && (await findErased(person, 'photo'))(capturedAt, { recordId: id }))
    return { id, index: 0, status: 'rejected', code: 'erased' };
  if (refusal) return { id, index: 0, status: 'rejected', ...refusal };
  const { jpeg, ...look } = await reencode(upload.bytes);
  const photo = {
    id,
    personId: person.id,
    punchId,
    capturedAt,
    receivedAt,
    sourceSha256,
    sha256: sha256(jpeg),
    ...look,
  };
  if (!(await insertPhoto(photo, jpeg))) return receiptOf(await findPhoto(id), person, { id, sourceSha256 });
  await markPunchPhoto(punchId, id);
  return { id, index: 0, status: 'created' };
}

/**
 * When it was taken: the same phone's clock is as wrong as it was for the punch or visit, and where it says something far off it goes by that,
 * for it must not outlive its days (R13).
 */
export function takenAt(
  capturedAtMs: number,
  made: Readonly<{ at: Date; capturedAt: Date }>,
  receivedAt: Date,
): Date {
  const correctedMs = capturedAtMs + (+made.at - +made.capturedAt);
  const isNear = Math.abs(correctedMs - +made.at) <= DAY_MS;
  return isNear ? new Date(Math.min(correctedMs, +receivedAt)) : made.at;
}

/** A photo belongs to a punch of the same person, both of a time at which the person had agreed to photos; the first one stays. */
function refusePhoto(
  punch: Punch | null,
  person: Person,
  { history, capturedAt }: Readonly<{ history: readonly ConsentEntry[]; capturedAt: Date }>,
): Pick<Said<ItemReceipt>, 'code' | 'field' | 'reason' | 'zh'> | null {
  if (punch?.personId !== person.id) return { code: 'punch_not_found', ...faultAt('punchId', rule.ownPunch) };
  if (![punch.at, capturedAt].every((at) => hadAgreedAt(history, at))) return { code: 'no_consent' };
  return punch.hasPhoto ? { code: 'has_photo' } : null;
}

/** What is said of a photo whose id is known: the same one again, or another. */
export function receiptOf(
  known: Photo | null,
  person: Person,
  sent: Readonly<{ id: string; sourceSha256: string }>,
): ItemReceipt {
  const isSame = known?.personId === person.id && known.sourceSha256 === sent.sourceSha256;
  return { id: sent.id, index: 0, status: isSame ? 'duplicate' : 'conflict' };
}

/** What is kept of a picture. */
type Kept = Pick<Photo, 'widthPx' | 'heightPx' | 'likeness'> & Readonly<{ jpeg: Buffer }>;

/** The picture without any metadata, at most 300 KB and 1600 pixels a side, and what it looks like. */
export async function reencode(bytes: Uint8Array): Promise<Kept> {
  // Pictures come seldom; what reads them takes a quarter of a second to load.
  const { fileTypeFromBuffer } = await import('file-type');
  const { default: sharp } = await import('sharp');
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !ACCEPTED.includes(type.mime)) throw badPhoto();
  const { width, height } = await sharp(bytes)
    .metadata()
    .catch(() => {
      throw badPhoto();
    });
  if (width * height > MAX_PIXELS) throw tooLarge('photo', '40 MP');
  for (const { sidePx, quality } of SIZES) {
    const { data, info } = await encode(bytes, sidePx, quality);
    if (data.byteLength > MAX_STORED_BYTES) continue;
    const likeness = await likenessOfJpeg(data, info);
    return {
      jpeg: data,
      widthPx: info.width,
      heightPx: info.height,
      ...(likeness !== null && { likeness }),
    };
  }
  throw badPhoto();
}

async function encode(bytes: Uint8Array, sidePx: number, quality: number) {
  const { default: sharp } = await import('sharp');
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: sidePx, height: sidePx, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality, mozjpeg: true })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw badPhoto();
    });
}

async function likenessOfJpeg(
  jpeg: Buffer,
  { width, height }: Readonly<{ width: number; height: number }>,
): Promise<string | null> {
  const seen = { left: 0, top: 0, width, height: Math.max(1, Math.round(height * LIKENESS_HEIGHT)) };
  const { columns, rows } = LIKENESS_GRID;
  const { default: sharp } = await import('sharp');
  const small = sharp(jpeg).extract(seen).greyscale().resize(columns, rows, { fit: 'fill' });
  return likenessOf(new Uint8Array(await small.raw().toBuffer()));
}

const badPhoto = () => badField('photo', rule.wholePicture);
