import { isSame } from '../query/compare.ts';
import { type Filter, compileFilter } from '../query/filter.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';

export type Index = {
  id: number;
  name: string;
  key: Doc;
  fields: { path: string; parts: string[]; direction: 1 | -1 }[];
  unique: boolean;
  sparse: boolean;
  partialSpec: Doc | undefined;
  partial: Filter | undefined;
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

export function toIndex(spec: Doc, id: number, { multikey = false, inexact = false } = {}): Index {
  const key = isDoc(spec['key']) ? spec['key'] : {};
  const partialSpec = isDoc(spec['partialFilterExpression']) ? spec['partialFilterExpression'] : undefined;
  const fields = Object.entries(key).map(([path, direction]): Index['fields'][number] => ({
    path,
    parts: path.split('.'),
    direction: (toNumber(direction) ?? 1) < 0 ? -1 : 1,
  }));
  return {
    id,
    name: String(spec['name']),
    key,
    fields,
    unique: isTruthy(spec['unique']) || spec['name'] === '_id_',
    sparse: isTruthy(spec['sparse']),
    partialSpec,
    partial: partialSpec && compileFilter(partialSpec),
    expireAfterSeconds: toNumber(spec['expireAfterSeconds']),
    multikey,
    inexact,
    numbered: fields.some(({ parts }) => parts.some((part) => /^\d+$/.test(part))),
    highest: undefined,
    spec,
  };
}

/** By name or key pattern, which several may share. */
export function findIndexes(indexes: Index[], wanted: unknown): Index[] {
  return indexes.filter(({ name, key }) =>
    typeof wanted === 'string' ? name === wanted : isSame(key, wanted),
  );
}
