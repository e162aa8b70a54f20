import { BSONRegExp, ObjectId } from 'bson';
import { CommandError, typeMismatch } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { type Bytes, type Doc, asBuffer, decode, encode, isDoc } from '../wire/bson.ts';
import { type SteppedCommand, namespaceOf } from './context.ts';
import { acknowledge, runWrites } from './write-statements.ts';

export const insert: SteppedCommand = function* insert(context, body) {
  const documents: unknown = body['documents'];
  if (!Array.isArray(documents)) throw typeMismatch('Expected field documents to be an array');
  const collection = context.store.existingOrNew(namespaceOf(context, body));
  let n = 0;
  const errors = yield* runWrites(documents, body, (bytes: Bytes) => {
    insertOne(collection, bytes);
    n += 1;
    return [];
  });
  return acknowledge(body, { n, ...errors });
};

/** Asked of the bytes (`_id` and its zero): a decoded document puts fields named by numbers first. */
const ID_NAME = Buffer.from('_id\0').readInt32LE();

export function insertOne(collection: Collection, bytes: Bytes): void {
  const doc = decode(bytes);
  assertId(doc['_id']);
  if (bytes.length > 9 && asBuffer(bytes).readInt32LE(5) === ID_NAME) return collection.insert(bytes, doc);
  const { _id = new ObjectId(), ...rest } = doc;
  const ordered: Doc = { _id, ...rest };
  collection.insert('_id' in doc ? encode(ordered) : withIdInFront(bytes, _id), ordered);
}

/** The client's own bytes behind a new `_id`: nothing of them is read and written anew. */
function withIdInFront(bytes: Bytes, _id: unknown): Bytes {
  const id = encode({ _id }).subarray(4, -1);
  const size = Buffer.alloc(4);
  size.writeInt32LE(bytes.length + id.length);
  return Buffer.concat([size, id, bytes.subarray(4)]);
}

export function assertId(id: unknown): void {
  if (Array.isArray(id)) throw new CommandError(53, "The '_id' value cannot be of type array");
  if (id instanceof BSONRegExp) throw new CommandError(53, "The '_id' value cannot be of type regex");
  const dollar = isDoc(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar !== undefined) {
    const message = `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`;
    throw new CommandError(52, message);
  }
}
