import { CommandError, badValue } from '../command-error.ts';
import { toIndex } from '../index/definition.ts';
import { type Doc, decode, isDoc, toNumber } from '../wire/bson.ts';
import { Collection } from './collection.ts';
import { Environment, type EnvironmentOptions } from './environment.ts';
import { catalogKey, catalogRange } from './layout.ts';

/** A write that may pause, so that a long one neither fills the memory nor keeps the others waiting. */
export type Steps<T> = Generator<undefined, T>;

/** Everything kept on disk. Which collections and indexes there are is kept in memory too, and written with the change it describes. */
export class Store {
  readonly env: Environment;
  #collections = new Map<string, Collection>();
  #lastId = 0;

  constructor(options: EnvironmentOptions) {
    this.env = new Environment(options, () => this.#load());
    this.#load();
  }

  get(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  existing(namespace: string): Collection {
    const collection = this.get(namespace);
    if (!collection) throw new CommandError(26, `ns not found ${namespace}`);
    return collection;
  }

  list(database?: string): Collection[] {
    const all = [...this.#collections.values()];
    return database === undefined ? all : all.filter((c) => c.namespace.startsWith(`${database}.`));
  }

  /** Runs `work` in a write transaction, together with whatever else waits; resolves once it is flushed. */
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

  /** Only inside `write`, like every change below. */
  existingOrNew(namespace: string): Collection {
    return this.get(namespace) ?? this.create(namespace);
  }

  create(namespace: string, options: Doc = {}): Collection {
    assertNamespace(namespace);
    const [id, indexId] = [this.nextId(), this.nextId()];
    const indexes = [toIndex({ v: 2, key: { _id: 1 }, name: '_id_' }, indexId)];
    const collection = new Collection(this, { namespace, id, indexes, options });
    this.#keep(collection, namespace);
    return collection;
  }

  rename(collection: Collection, namespace: string): void {
    assertNamespace(namespace);
    this.#forget(collection);
    this.#keep(collection, namespace);
  }

  drop(collection: Collection): void {
    collection.clear();
    this.#forget(collection);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  close(): Promise<void> {
    return this.env.close();
  }

  #keep(collection: Collection, namespace: string): void {
    collection.namespace = namespace;
    this.#collections.set(namespace, collection);
    collection.save();
  }

  #forget({ namespace }: Collection): void {
    this.#collections.delete(namespace);
    this.env.remove(catalogKey(namespace));
  }

  #load(): void {
    this.#collections = new Map();
    for (const key of this.env.keys(catalogRange)) {
      const bytes = this.env.get(key);
      if (bytes) this.#restore(decode(bytes));
    }
  }

  #restore(entry: Doc): void {
    const [id, namespace] = [toNumber(entry['id']) ?? 0, String(entry['namespace'])];
    const stored = (Array.isArray(entry['indexes']) ? entry['indexes'] : []).filter(isDoc);
    const indexes = stored.map(({ id: indexId, spec, multikey, inexact }) => {
      const marks = { multikey: multikey === true, inexact: inexact === true };
      return toIndex(isDoc(spec) ? spec : {}, toNumber(indexId) ?? 0, marks);
    });
    this.#lastId = Math.max(this.#lastId, id, ...indexes.map((index) => index.id));
    const options = isDoc(entry['options']) ? entry['options'] : {};
    this.#collections.set(namespace, new Collection(this, { namespace, id, indexes, options }));
  }
}

function assertNamespace(namespace: string): void {
  const [database = '', name = ''] = namespace.split('.');
  // No path on any system, as MongoDB's: a database may become a folder there.
  const isDatabase = /^[^/\\ "$*<>:|?\0]{1,63}$/.test(database);
  if (!isDatabase || name === '' || /[$\0]/.test(namespace))
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`);
  if (Buffer.byteLength(namespace) > 255) throw badValue(`namespace too long: ${namespace}`);
}
