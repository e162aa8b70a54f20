import { EJSON, ObjectId } from 'bson';
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
        if (bytes) this.#addKeys(collection, index, { record, doc: decode(bytes) });
      }
    } catch (error) {
      const everything = indexRange(index.id, { start: NOTHING, end: NOTHING });
      for (const key of this.#env.keys(everything)) this.#env.remove(key);
      throw error;
    }
  }

  #addKeys(collection: Collection, index: Index, { record, doc }: { record: number; doc: Doc }): void {
    const { keys, multikey, inexact } = extractKeys(index, doc);
    index.multikey ||= multikey;
    index.inexact ||= inexact;
    if (index.unique) this.#assertUnique(collection, index, { record, add: keys, doc });
    this.#apply(record, [{ index, add: keys, drop: [] }]);
  }

  #write(collection: Collection, record: number, change: { before?: Doc; after?: Doc; bytes?: Bytes }): void {
    if (change.bytes && change.bytes.length > MAX_DOCUMENT_BYTES) {
      throw new CommandError(
        10334,
        `BSONObj size: ${change.bytes.length} is invalid, the limit is ${MAX_DOCUMENT_BYTES}`,
      );
    }
    let flagged = false;
    const changes = collection.indexes.map((index) => {
      const before = change.before ? extractKeys(index, change.before) : undefined;
      const after = change.after ? extractKeys(index, change.after) : undefined;
      const { add, drop } = difference(before?.keys ?? [], after?.keys ?? []);
      if (index.unique && change.after)
        this.#assertUnique(collection, index, {
          record,
          add,
          doc: change.after,
        });
      flagged ||= (!!after?.multikey && !index.multikey) || (!!after?.inexact && !index.inexact);
      return { index, add, drop, multikey: after?.multikey, inexact: after?.inexact };
    });
    for (const entry of changes) {
      entry.index.multikey ||= entry.multikey ?? false;
      entry.index.inexact ||= entry.inexact ?? false;
    }
    if (flagged) this.#catalog.save(collection);
    this.#apply(record, changes);
    if (change.bytes) this.#env.put(documentKey(collection.id, record), change.bytes);
    else this.#env.remove(documentKey(collection.id, record));
  }

  #apply(record: number, changes: Change[]): void {
    for (const { index, add, drop } of changes) {
      for (const key of drop) this.#env.remove(indexKey(index.id, key, record));
      for (const key of add) {
        this.#env.put(indexKey(index.id, key, record), NOTHING);
        if (index.highest && Buffer.compare(key, index.highest) > 0) index.highest = key;
      }
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
      const everything = indexRange(index.id, { start: NOTHING, end: NOTHING });
      const [last] = this.#env.keys(everything, true, 1);
      index.highest = last ? last.subarray(5, -8) : NOTHING;
    }
    return Buffer.compare(key, index.highest) > 0;
  }
}

const NOTHING = Buffer.alloc(0);

function difference(before: Buffer[], after: Buffer[]): { add: Buffer[]; drop: Buffer[] } {
  if (before.length === 0 || after.length === 0) return { add: after, drop: before };
  const had = new Set(before.map((key) => key.toString('latin1')));
  const has = new Set(after.map((key) => key.toString('latin1')));
  return {
    add: after.filter((key) => !had.has(key.toString('latin1'))),
    drop: before.filter((key) => !has.has(key.toString('latin1'))),
  };
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
  const shown = index.fields.map(({ path }) => `${path}: ${describe(keyValue[path])}`).join(', ');
  const where = `collection: ${collection.namespace} index: ${index.name} dup key: { ${shown} }`;
  return new CommandError(11000, `E11000 duplicate key error ${where}`, { keyPattern: index.key, keyValue });
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return EJSON.stringify(value);
}
