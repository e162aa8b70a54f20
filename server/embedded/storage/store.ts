import { CommandError } from '../command-error.ts';
import { Catalog, type Collection } from './catalog.ts';
import { Documents } from './documents.ts';
import { Environment, type EnvironmentOptions } from './environment.ts';
import type { Bytes } from '../wire/bson.ts';
import { documentRange, recordOf } from './layout.ts';

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
    return this.env.count(documentRange(collection.id));
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
