import { CommandError } from '../command-error.ts';
import { Catalog, type Collection } from './catalog.ts';
import { Documents } from './documents.ts';
import { Environment, type EnvironmentOptions } from './environment.ts';
import type { Bytes } from '../wire/bson.ts';
import { documentKey, documentRange, recordOf } from './layout.ts';

/** A write that may pause, so that a long one neither fills the memory nor keeps the others waiting. */
export type Steps<T> = Generator<undefined, T>;

/** Records counted at a time, so that the map of the data file stays small. */
const COUNTED_AT_ONCE = 100_000;

/** Everything kept on disk: bytes, catalog and documents with their index keys. */
export class Store {
  readonly env: Environment;
  readonly catalog: Catalog;
  readonly documents: Documents;

  constructor(options: EnvironmentOptions) {
    this.env = new Environment(options);
    this.catalog = new Catalog(this.env);
    this.documents = new Documents(this.env, this.catalog);
  }

  /** Runs `work` in a write transaction; resolves once it is flushed. */
  write<T>(work: () => T): Promise<T> {
    return this.env.write(work);
  }

  /** What lies between two pauses of `steps` is one transaction; other writes may come in between. */
  async writeInSteps<T>(steps: Steps<T>): Promise<T> {
    for (;;) {
      const { done, value } = await this.write(() => steps.next());
      if (done) return value;
    }
  }

  /** Only inside `write`. */
  collectionForWrite(namespace: string): Collection {
    return this.catalog.get(namespace) ?? this.catalog.create(namespace);
  }

  existing(namespace: string): Collection {
    const collection = this.catalog.get(namespace);
    if (!collection) throw new CommandError(26, `ns not found ${namespace}`);
    return collection;
  }

  *records(collection: Collection): Generator<number> {
    for (const key of this.env.keys(documentRange(collection.id))) yield recordOf(key);
  }

  count(collection: Collection): number {
    collection.size ??= this.#countAll(collection);
    return collection.size;
  }

  #countAll({ id, nextRecord }: Collection): number {
    let size = 0;
    for (let from = 0; from < nextRecord; from += COUNTED_AT_ONCE)
      size += this.env.count({ start: documentKey(id, from), end: documentKey(id, from + COUNTED_AT_ONCE) });
    return size;
  }

  /** Every document as it is at the first step, whatever is written meanwhile. */
  *documentsAtOneMoment(collection: Collection): Generator<{ record: number; bytes: Bytes }> {
    for (const { key, value } of this.env.snapshot(documentRange(collection.id)))
      yield { record: recordOf(key), bytes: value };
  }

  /** Only inside `write`. */
  drop(collection: Collection): void {
    for (const key of this.env.keys(documentRange(collection.id))) this.env.remove(key);
    for (const index of collection.indexes) this.documents.dropKeys(index);
    this.catalog.forget(collection);
  }

  close(): Promise<void> {
    return this.env.close();
  }
}
