import { hkdfSync } from 'node:crypto';
import mongoose from 'mongoose';
import { decrypt, encrypt } from './aead.ts';

/**
 * What is sealed before it reaches the database, by collection: where people were, to whom waybills went, photos, and papers.
 * Whoever has the database alone, a backup of it or its disk, can read none of it.
 */
export const SEALED = {
  baselines: ['baseline'],
  case_files: ['content'],
  'certificate-files': ['bytes'],
  declaration_documents: ['content'],
  detections: ['result.stays'],
  evidence_snapshots: ['judged'],
  letters: ['content'],
  'photo-files': ['bytes'],
  punches: ['location', 'conflicts.location'],
  segments: ['bytes', 'conflictBytes'],
  visits: ['location'],
  work_records: ['data.point'],
} as const;

type Collection = keyof typeof SEALED;
/** One field of one document: what was sealed for one place does not open in another. */
type Place<C extends Collection> = Readonly<{ in: C; field: (typeof SEALED)[C][number]; id: string }>;
type AnyPlace = Readonly<{ in: string; field: string; id: string }>;
/** As the driver gives it back. */
export type SealedBytes = Uint8Array | mongoose.mongo.Binary;
/** In the database: sealed, or as it was stored before anything was. */
export type Sealed<T> = T | SealedBytes;

/** Nothing that is sealed begins like this: tracks begin with their version, pictures and papers with their kind. */
const MARK = Buffer.from('mqs1');
let dataKey: Uint8Array | null = null;
const fieldKeys = new Map<string, Uint8Array>();

/** The key of 32 bytes for everything in `SEALED`, once a process. */
export function useDataKey(key: Uint8Array): void {
  dataKey = key;
  fieldKeys.clear();
}

export function sealBytes<C extends Collection>(place: Place<C>, bytes: Uint8Array): Buffer {
  return Buffer.concat([MARK, encrypt(keyOf(place), nameOf(place), bytes)]);
}

/** What was stored before anything was sealed comes back as it is. */
export function openBytes(place: AnyPlace, stored: SealedBytes): Uint8Array {
  const bytes = stored instanceof Uint8Array ? stored : stored.buffer;
  if (!MARK.equals(bytes.subarray(0, MARK.length))) return bytes;
  const opened = decrypt(keyOf(place), nameOf(place), bytes.subarray(MARK.length));
  // The id may be a person's.
  if (opened === null) throw new Error(`${place.in}.${place.field} does not open under the data key`);
  return opened;
}

/** Seals anything a document can hold. */
export function sealValue<C extends Collection>(place: Place<C>, value: unknown): Buffer {
  return sealBytes(place, mongoose.mongo.BSON.serialize({ value }));
}

export function openValue<T>(place: AnyPlace, stored: Sealed<T>): T {
  if (!isBytes(stored)) return stored;
  const { value }: { value?: T } = mongoose.mongo.BSON.deserialize(openBytes(place, stored));
  if (value === undefined) throw new Error(`${place.in}.${place.field} holds no value`);
  return value;
}

const isBytes = (stored: unknown): stored is SealedBytes =>
  stored instanceof Uint8Array || stored instanceof mongoose.mongo.Binary;

/** A key for each field: of so many random nonces none may come twice under one. */
function keyOf({ in: collection, field }: AnyPlace): Uint8Array {
  if (dataKey === null) throw new Error('no data key: useDataKey has to be called first');
  const name = `${collection}.${field}`;
  const known = fieldKeys.get(name);
  if (known) return known;
  const key = new Uint8Array(hkdfSync('sha256', dataKey, '', name, 32));
  fieldKeys.set(name, key);
  return key;
}

const nameOf = (place: AnyPlace): string => `${place.in}|${place.field}|${place.id}`;
