/**
 * Keys of the one lmdb database:
 *   c <namespace>                      → the collection's entry in the catalog (BSON)
 *   d <collection u32> <record u64>    → a document (BSON, as received)
 *   i <index u32> <key> <record u64>   → nothing; the order is the index
 */
const [CATALOG, DOCUMENT, INDEX] = [0x63, 0x64, 0x69];
const RECORD_BYTES = 8;

const EVERYTHING = { start: Buffer.alloc(0), end: Buffer.alloc(0) };

export type KeyRange = { start: Buffer; end: Buffer };

export const catalogKey = (namespace: string): Buffer =>
  Buffer.concat([Buffer.of(CATALOG), Buffer.from(namespace)]);
export const catalogRange: KeyRange = { start: Buffer.of(CATALOG), end: Buffer.of(CATALOG + 1) };

export function documentKey(collectionId: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(5 + RECORD_BYTES);
  key[0] = DOCUMENT;
  key.writeUInt32BE(collectionId, 1);
  writeRecord(key, record, 5);
  return key;
}

export function documentRange(collectionId: number): KeyRange {
  return prefixRange(DOCUMENT, collectionId);
}

export function indexKey(indexId: number, key: Uint8Array, record: number): Buffer {
  const bytes = Buffer.allocUnsafe(5 + key.length + RECORD_BYTES);
  bytes[0] = INDEX;
  bytes.writeUInt32BE(indexId, 1);
  bytes.set(key, 5);
  writeRecord(bytes, record, 5 + key.length);
  return bytes;
}

/** From the start bound up to, not including, the end bound; both are index keys or beginnings of some. */
export function indexRange(
  indexId: number,
  bounds: { start: Uint8Array; end: Uint8Array } = EVERYTHING,
): KeyRange {
  const { start, end } = prefixRange(INDEX, indexId);
  return {
    start: Buffer.concat([start, bounds.start]),
    end: bounds.end.length ? Buffer.concat([start, bounds.end]) : end,
  };
}

export function recordOf(key: Buffer): number {
  const at = key.length - RECORD_BYTES;
  return key.readUInt32BE(at) * 2 ** 32 + key.readUInt32BE(at + 4);
}

/** The first byte string after every one that begins with `prefix`; empty when there is none. */
export function successor(prefix: Uint8Array): Buffer {
  const bytes = Buffer.from(prefix);
  for (let i = bytes.length - 1; i >= 0; i -= 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0xff) {
      bytes[i] = byte + 1;
      return bytes.subarray(0, i + 1);
    }
  }
  return Buffer.alloc(0);
}

function prefixRange(kind: number, id: number): KeyRange {
  const start = Buffer.allocUnsafe(5);
  start[0] = kind;
  start.writeUInt32BE(id, 1);
  return { start, end: successor(start) };
}

function writeRecord(bytes: Buffer, record: number, at: number): void {
  bytes.writeUInt32BE(Math.floor(record / 2 ** 32), at);
  bytes.writeUInt32BE(record % 2 ** 32, at + 4);
}
