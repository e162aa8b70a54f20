import { CommandError, badValue } from '../command-error.ts';
import type { KeyMaker } from '../index/extract-keys.ts';
import { isSame } from '../query/compare.ts';
import { compileFilter } from '../query/filter.ts';
import { type Doc, decode, encode, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import type { Environment } from './environment.ts';
import { catalogKey, catalogRange, documentRange, recordOf } from './layout.ts';

export type Index = KeyMaker & {
  id: number;
  name: string;
  key: Doc;
  unique: boolean;
  partialSpec: Doc | undefined;
  expireAfterSeconds: number | undefined;
  /** Some document has an array there; bounds on both ends may then not be combined. */
  multikey: boolean;
  /** Some key was shortened or rounded; the index finds but does not sort. */
  inexact: boolean;
  /** Some path has a number, which may be a field or a place in an array. */
  numbered: boolean;
  /** No key is greater than this one; undefined until asked for. */
  highest: Buffer | undefined;
  /** The options as the client gave them, for listIndexes. */
  spec: Doc;
};
export type Collection = {
  namespace: string;
  id: number;
  indexes: Index[];
  nextRecord: number;
  /** How many documents there are; undefined until asked for. */
  size: number | undefined;
};

/** Which collections and indexes there are; kept in memory, written with the change it describes. */
export class Catalog {
  readonly #env: Environment;
  #collections = new Map<string, Collection>();
  #lastId = 0;

  constructor(env: Environment) {
    this.#env = env;
    this.#load();
    env.onAbort(() => this.#load());
  }

  get(namespace: string): Collection | undefined {
    return this.#collections.get(namespace);
  }

  list(database?: string): Collection[] {
    const all = [...this.#collections.values()];
    return database === undefined ? all : all.filter((c) => c.namespace.startsWith(`${database}.`));
  }

  /** Only inside `write`, like every change below. */
  create(namespace: string): Collection {
    assertNamespace(namespace);
    const id = this.nextId();
    const indexes = [toIndex({ v: 2, key: { _id: 1 }, name: '_id_' }, this.nextId())];
    const collection = { namespace, id, indexes, nextRecord: 1, size: 0 };
    this.#collections.set(namespace, collection);
    this.save(collection);
    return collection;
  }

  save({ namespace, id, indexes }: Collection): void {
    const entries = indexes.map((index) => {
      const { id: indexId, spec, multikey, inexact } = index;
      return { id: indexId, spec, multikey, inexact };
    });
    this.#env.put(catalogKey(namespace), encode({ namespace, id, indexes: entries }));
  }

  rename(collection: Collection, namespace: string): void {
    assertNamespace(namespace);
    this.forget(collection);
    collection.namespace = namespace;
    this.#collections.set(namespace, collection);
    this.save(collection);
  }

  forget(collection: Collection): void {
    this.#collections.delete(collection.namespace);
    this.#env.remove(catalogKey(collection.namespace));
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #load(): void {
    this.#collections = new Map();
    for (const key of this.#env.keys(catalogRange)) {
      const bytes = this.#env.get(key);
      if (bytes) this.#restore(decode(bytes));
    }
  }

  #restore(entry: Doc): void {
    const id = toNumber(entry['id']) ?? 0;
    const stored = (Array.isArray(entry['indexes']) ? entry['indexes'] : []).filter(isDoc);
    const indexes = stored.map(({ id: indexId, spec, multikey, inexact }) => ({
      ...toIndex(isDoc(spec) ? spec : {}, toNumber(indexId) ?? 0),
      multikey: multikey === true,
      inexact: inexact === true,
    }));
    this.#lastId = Math.max(this.#lastId, id, ...indexes.map((index) => index.id));
    const namespace = String(entry['namespace']);
    const [last] = this.#env.keys(documentRange(id), true);
    const nextRecord = last ? recordOf(last) + 1 : 1;
    this.#collections.set(namespace, { namespace, id, indexes, nextRecord, size: undefined });
  }
}

/** By its name or its key pattern. */
export function findIndex({ indexes }: Collection, wanted: unknown): Index | undefined {
  return indexes.find(({ name, key }) =>
    typeof wanted === 'string' ? name === wanted : isSame(key, wanted),
  );
}

export function toIndex(spec: Doc, id: number): Index {
  const key = isDoc(spec['key']) ? spec['key'] : {};
  const partialSpec = isDoc(spec['partialFilterExpression']) ? spec['partialFilterExpression'] : undefined;
  return {
    id,
    key,
    spec,
    partialSpec,
    partial: partialSpec && compileFilter(partialSpec),
    name: String(spec['name']),
    fields: Object.entries(key).map(([path, direction]) => ({
      path,
      parts: path.split('.'),
      direction: (toNumber(direction) ?? 1) < 0 ? -1 : 1,
    })),
    unique: isTruthy(spec['unique']) || spec['name'] === '_id_',
    sparse: isTruthy(spec['sparse']),
    expireAfterSeconds: toNumber(spec['expireAfterSeconds']),
    numbered: Object.keys(key).some((path) => path.split('.').some((part) => /^\d+$/.test(part))),
    multikey: false,
    inexact: false,
    highest: undefined,
  };
}

function assertNamespace(namespace: string): void {
  const name = namespace.slice(namespace.indexOf('.') + 1);
  if (name === '' || name.includes('$') || name.includes('\0')) {
    throw new CommandError(73, `Invalid namespace specified '${namespace}'`);
  }
  if (Buffer.byteLength(namespace) > 255) throw badValue(`namespace too long: ${namespace}`);
}
