import { EJSON } from 'bson';
import { CommandError } from '../command-error.ts';
import { extractKeys } from '../index/extract-keys.ts';
import { compareValues } from '../query/compare.ts';
import { getPath, valuesAtPath } from '../query/path.ts';
import { type Bytes, type Doc, decode } from '../wire/bson.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import type { Environment } from './environment.ts';
import { documentKey, indexKey, indexRange, recordOf, successor } from './layout.ts';

/** MongoDB's limit on one document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

type Versions = { record: number; before?: Doc | undefined; after?: Doc | undefined };
type Change = { index: Index; add: Buffer[]; drop: Buffer[] };

/** Writes documents and their index keys together; every check comes before the first byte changes. */
export class Documents {
  readonly #env: Environment;
  readonly #catalog: Catalog;

  constructor(env: Environment, catalog: Catalog) {
    this.#env = env;
    this.#catalog = catalog;
  }

  read(collection: Collection, record: number): Bytes | undefined {
    return this.#env.get(documentKey(collection.id, record));
  }

  insert(collection: Collection, bytes: Bytes, doc: Doc): void {
    const record = collection.nextRecord;
    this.#write(collection, record, { bytes, after: doc });
    collection.nextRecord = record + 1;
  }

  replace(collection: Collection, record: number, change: { before: Doc; after: Doc; bytes: Bytes }): void {
    this.#write(collection, record, change);
  }

  remove(collection: Collection, record: number, before: Doc): void {
    this.#write(collection, record, { before });
  }

  /** Puts the keys of every stored document into a new index; leaves none there if two documents cannot both stand. */
  fill(collection: Collection, index: Index, records: Iterable<number>): void {
    try {
      for (const record of records) {
        const bytes = this.read(collection, record);
        if (bytes) this.#apply(record, this.#changeOf(collection, index, { record, after: decode(bytes) }));
      }
    } catch (error) {
      this.dropKeys(index);
      throw error;
    }
  }

  dropKeys(index: Index): void {
    for (const key of this.#env.keys(indexRange(index.id))) this.#env.remove(key);
  }

  #write(collection: Collection, record: number, change: { before?: Doc; after?: Doc; bytes?: Bytes }): void {
    const { before, after, bytes } = change;
    if (bytes && bytes.length > MAX_DOCUMENT_BYTES) {
      const message = `BSONObj size: ${bytes.length} is invalid, the limit is ${MAX_DOCUMENT_BYTES}`;
      throw new CommandError(10334, message);
    }
    const changes = collection.indexes.map((index) =>
      this.#changeOf(collection, index, { record, before, after }),
    );
    for (const one of changes) this.#apply(record, one);
    if (bytes) this.#env.put(documentKey(collection.id, record), bytes);
    else this.#env.remove(documentKey(collection.id, record));
    if (collection.size !== undefined) collection.size += Number(!before) - Number(!after);
  }

  #changeOf(collection: Collection, index: Index, { record, before, after }: Versions): Change {
    const old = before ? extractKeys(index, before).keys : [];
    if (!after) return { index, add: [], drop: old };
    const { keys, multikey, inexact } = extractKeys(index, after);
    const change = { index, add: without(keys, old), drop: without(old, keys) };
    if (index.unique) this.#assertUnique(collection, index, { record, add: change.add, doc: after });
    if ((multikey && !index.multikey) || (inexact && !index.inexact)) {
      index.multikey ||= multikey;
      index.inexact ||= inexact;
      this.#catalog.save(collection);
    }
    return change;
  }

  #apply(record: number, { index, add, drop }: Change): void {
    for (const key of drop) this.#env.remove(indexKey(index.id, key, record));
    for (const key of add) {
      this.#env.put(indexKey(index.id, key, record), NOTHING);
      if (index.highest && Buffer.compare(key, index.highest) > 0) index.highest = key;
    }
  }

  #assertUnique(
    collection: Collection,
    index: Index,
    entry: { record: number; add: Buffer[]; doc: Doc },
  ): void {
    for (const key of entry.add) {
      if (this.#isPastEnd(index, key)) continue;
      const range = indexRange(index.id, { start: key, end: successor(key) });
      for (const found of this.#env.keys(range)) {
        if (found.length !== 5 + key.length + 8 || recordOf(found) === entry.record) continue;
        const bytes = this.read(collection, recordOf(found));
        if (bytes && isSameKey(index, decode(bytes), entry.doc))
          throw duplicateKey(collection, index, entry.doc);
      }
    }
  }

  /** New values mostly come at the end of their index, as ObjectIds do; there is nothing to look up then. */
  #isPastEnd(index: Index, key: Buffer): boolean {
    if (index.highest === undefined) {
      const [last] = this.#env.keys(indexRange(index.id), true, 1);
      index.highest = last ? last.subarray(5, -8) : NOTHING;
    }
    return Buffer.compare(key, index.highest) > 0;
  }
}

const NOTHING = Buffer.alloc(0);

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (keys.length === 0 || others.length === 0) return keys;
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}

/** Exact keys are equal when their bytes are; only rounded ones are compared by value. */
function isSameKey(index: Index, a: Doc, b: Doc): boolean {
  return index.fields.every(({ parts }) => {
    const [left, right] = [valuesAtPath(a, parts), valuesAtPath(b, parts)];
    if (!left.length || !right.length) return left.length === right.length;
    return left.some((x) => right.some((y) => compareValues(x, y) === 0));
  });
}

function duplicateKey(collection: Collection, index: Index, doc: Doc): CommandError {
  const keyValue = Object.fromEntries(
    index.fields.map(({ path, parts }) => [path, getPath(doc, parts) ?? null]),
  );
  const shown = index.fields.map(({ path }) => `${path}: ${EJSON.stringify(keyValue[path])}`).join(', ');
  const where = `collection: ${collection.namespace} index: ${index.name} dup key: { ${shown} }`;
  return new CommandError(11000, `E11000 duplicate key error ${where}`, { keyPattern: index.key, keyValue });
}
