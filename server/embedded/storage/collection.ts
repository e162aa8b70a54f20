import { CommandError } from '../command-error.ts';
import type { Index } from '../index/definition.ts';
import { extractKeys } from '../index/extract-keys.ts';
import { type Bytes, type Doc, decode, encode } from '../wire/bson.ts';
import {
  catalogKey,
  documentKey,
  documentRange,
  indexKey,
  indexRange,
  recordOf,
  successor,
} from './layout.ts';
import type { Store } from './store.ts';
import { duplicateKey, isSameKey } from './unique.ts';

/** MongoDB's limit on one document. */
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Records counted at a time, so that the map of the data file stays small. */
const COUNTED_AT_ONCE = 100_000;
const NOTHING = Buffer.alloc(0);

export type Stored = { record: number; bytes: Bytes };
type Versions = { before?: Doc; after?: Doc };
type Change = { index: Index; add: Buffer[]; drop: Buffer[] };

/** The documents of a collection and their index keys, written together; every check comes before the first byte changes. */
export class Collection {
  readonly store: Store;
  readonly id: number;
  namespace: string;
  indexes: Index[];
  /** As `create` was given them. */
  readonly options: Doc;
  nextRecord: number;
  /** How many documents there are; undefined until asked for. */
  #size: number | undefined;

  constructor(store: Store, entry: Pick<Collection, 'namespace' | 'id' | 'indexes' | 'options'>) {
    this.store = store;
    this.id = entry.id;
    this.namespace = entry.namespace;
    this.indexes = entry.indexes;
    this.options = entry.options;
    const [last] = store.env.keys(documentRange(this.id), true);
    this.nextRecord = last ? recordOf(last) + 1 : 1;
  }

  read(record: number): Bytes | undefined {
    return this.store.env.get(documentKey(this.id, record));
  }

  *records(): Generator<number> {
    for (const key of this.store.env.keys(documentRange(this.id))) yield recordOf(key);
  }

  /** Every document as it is at the first step, whatever is written meanwhile. */
  *atOneMoment(): Generator<Stored> {
    for (const { key, value } of this.store.env.snapshot(documentRange(this.id)))
      yield { record: recordOf(key), bytes: value };
  }

  count(): number {
    if (this.#size !== undefined) return this.#size;
    let size = 0;
    for (let from = 0; from < this.nextRecord; from += COUNTED_AT_ONCE) {
      const [start, end] = [documentKey(this.id, from), documentKey(this.id, from + COUNTED_AT_ONCE)];
      size += this.store.env.count({ start, end });
    }
    this.#size = size;
    return size;
  }

  /** Only inside `write`, like every change below. */
  insert(bytes: Bytes, after: Doc): void {
    this.#write(this.nextRecord, { after }, bytes);
    this.nextRecord += 1;
  }

  replace(record: number, versions: Versions, bytes: Bytes): void {
    this.#write(record, versions, bytes);
  }

  remove(record: number, before: Doc): void {
    this.#write(record, { before });
  }

  /** Keeps it in the catalog. */
  save(): void {
    const { namespace, id, options } = this;
    const indexes = this.indexes.map(({ id: indexId, spec, multikey, inexact }) => {
      return { id: indexId, spec, multikey, inexact };
    });
    this.store.env.put(catalogKey(namespace), encode({ namespace, id, indexes, options }));
  }

  /** With the keys of every stored document; leaves none there if two documents cannot both stand. */
  addIndex(index: Index): void {
    try {
      for (const record of this.records()) {
        const bytes = this.read(record);
        if (bytes) this.#apply(record, this.#changeOf(index, record, { after: decode(bytes) }));
      }
    } catch (error) {
      this.#dropKeys(index);
      throw error;
    }
    this.indexes.push(index);
    this.save();
  }

  dropIndexes(doomed: Index[]): void {
    for (const index of doomed) this.#dropKeys(index);
    this.indexes = this.indexes.filter((index) => !doomed.includes(index));
    this.save();
  }

  clear(): void {
    for (const key of this.store.env.keys(documentRange(this.id))) this.store.env.remove(key);
    for (const index of this.indexes) this.#dropKeys(index);
  }

  #dropKeys(index: Index): void {
    for (const key of this.store.env.keys(indexRange(index.id))) this.store.env.remove(key);
  }

  #write(record: number, versions: Versions, bytes?: Bytes): void {
    if (bytes && bytes.length > MAX_DOCUMENT_BYTES) {
      const message = `BSONObj size: ${bytes.length} is invalid, the limit is ${MAX_DOCUMENT_BYTES}`;
      throw new CommandError(10334, message);
    }
    const changes = this.indexes.map((index) => this.#changeOf(index, record, versions));
    for (const change of changes) this.#apply(record, change);
    if (bytes) this.store.env.put(documentKey(this.id, record), bytes);
    else this.store.env.remove(documentKey(this.id, record));
    if (this.#size !== undefined) this.#size += Number(!versions.before) - Number(!versions.after);
  }

  #changeOf(index: Index, record: number, { before, after }: Versions): Change {
    const old = before ? extractKeys(index, before).keys : [];
    if (!after) return { index, add: [], drop: old };
    const { keys, multikey, inexact } = extractKeys(index, after);
    const add = without(keys, old);
    if (index.unique && add.some((key) => this.#isTaken(index, key, { record, doc: after })))
      throw duplicateKey(this.namespace, index, after);
    if ((multikey && !index.multikey) || (inexact && !index.inexact)) {
      index.multikey ||= multikey;
      index.inexact ||= inexact;
      this.save();
    }
    return { index, add, drop: without(old, keys) };
  }

  #apply(record: number, { index, add, drop }: Change): void {
    for (const key of drop) this.store.env.remove(indexKey(index.id, key, record));
    for (const key of add) {
      this.store.env.put(indexKey(index.id, key, record), NOTHING);
      if (index.highest && Buffer.compare(key, index.highest) > 0) index.highest = key;
    }
  }

  /** By another document. Exact keys are equal when their bytes are; only rounded ones are compared by value. */
  #isTaken(index: Index, key: Buffer, { record, doc }: { record: number; doc: Doc }): boolean {
    if (this.#isPastEnd(index, key)) return false;
    for (const found of this.store.env.keys(indexRange(index.id, { start: key, end: successor(key) }))) {
      if (found.length !== 5 + key.length + 8 || recordOf(found) === record) continue;
      const bytes = this.read(recordOf(found));
      if (bytes && isSameKey(index, decode(bytes), doc)) return true;
    }
    return false;
  }

  /** New values mostly come at the end of their index, as ObjectIds do; there is nothing to look up then. */
  #isPastEnd(index: Index, key: Buffer): boolean {
    if (index.highest === undefined) {
      const [last] = this.store.env.keys(indexRange(index.id), true, 1);
      index.highest = last ? last.subarray(5, -8) : NOTHING;
    }
    return Buffer.compare(key, index.highest) > 0;
  }
}

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  if (keys.length === 0 || others.length === 0) return keys;
  const known = new Set(others.map((key) => key.toString('latin1')));
  return keys.filter((key) => !known.has(key.toString('latin1')));
}
