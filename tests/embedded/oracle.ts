import * as fc from 'fast-check';
import type { Document } from 'mongodb';

export type Row = { _id: number; a?: unknown; b: number; l?: number[]; u?: number };
export type Condition = {
  field: 'a' | 'b' | 'l';
  kind: 'eq' | 'gte' | 'lt' | 'in' | 'ne' | 'exists';
  value: number | string;
  other: number;
};
export type Step =
  | { do: 'insert'; row: Row }
  | { do: 'insertAll'; rows: Row[] }
  | { do: 'set'; where: Condition; a: unknown }
  | { do: 'unset' | 'take' | 'delete' | 'find' | 'count'; where: Condition }
  | { do: 'inc'; where: Condition; by: number }
  | { do: 'push'; where: Condition; item: number }
  | { do: 'pull'; item: number }
  | { do: 'replace' | 'upsert'; id: number; b: number }
  | { do: 'page'; by: 1 | -1; skip: number; limit: number }
  | { do: 'distinct' | 'group' | 'restart' };

const small = fc.integer({ min: -3, max: 6 });
const scalar = fc.oneof(small, fc.constantFrom('', 'a', 'b', 'a\0b', '中'));
const anyA = fc.oneof(scalar, fc.constant(null), fc.array(small, { maxLength: 3 }), fc.constant(true));
const where: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('a', 'b', 'l'),
  kind: fc.constantFrom('eq', 'gte', 'lt', 'in', 'ne', 'exists'),
  value: scalar,
  other: small,
});
const id = fc.integer({ min: 0, max: 30 });
const anyRow = fc.record({ _id: id, a: anyA, b: small, u: id }, { requiredKeys: ['_id', 'b'] });
const act = <T extends Step['do']>(name: T) => fc.constant(name);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: act('insert'), row: anyRow }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: act('insertAll'), rows: fc.array(anyRow, { minLength: 1, maxLength: 5 }) }),
  },
  fc.record({ do: act('set'), where, a: anyA }),
  fc.record({ do: fc.constantFrom('unset', 'take', 'delete', 'count'), where }),
  fc.record({ do: act('inc'), where, by: small }),
  { weight: 2, arbitrary: fc.record({ do: act('push'), where, item: small }) },
  fc.record({ do: act('pull'), item: small }),
  fc.record({ do: fc.constantFrom('replace', 'upsert'), id, b: small }),
  { weight: 3, arbitrary: fc.record({ do: act('find'), where }) },
  fc.record({
    do: act('page'),
    by: fc.constantFrom(1, -1),
    skip: fc.integer({ min: 0, max: 5 }),
    limit: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ do: fc.constantFrom('distinct', 'group') }),
);

/** Steps with a restart somewhere in the middle. */
export function historyOf(length: number): fc.Arbitrary<Step[]> {
  const half = { minLength: 1, maxLength: length / 2, size: 'max' } as const;
  const restart: Step = { do: 'restart' };
  return fc
    .tuple(
      fc.array(step, { ...half, minLength: length / 2 }),
      fc.array(step, { ...half, minLength: length / 2 - 1 }),
    )
    .map(([before, after]) => [...before, restart, ...after]);
}

/** The rules of the query language, written out for this small language. */
function holds({ field, kind, value, other }: Condition, item: Row): boolean {
  const stored = item[field];
  if (kind === 'exists') return stored !== undefined;
  const candidates = Array.isArray(stored) ? (stored as unknown[]) : [stored];
  if (kind === 'ne') return !candidates.includes(value);
  return candidates.some((candidate) => {
    if (kind === 'in') return candidate === value || candidate === other;
    if (kind === 'eq') return candidate === value;
    if (typeof candidate === 'number' && typeof value === 'number')
      return kind === 'gte' ? candidate >= value : candidate < value;
    if (typeof candidate !== 'string' || typeof value !== 'string') return false;
    const order = Buffer.compare(Buffer.from(candidate), Buffer.from(value));
    return kind === 'gte' ? order >= 0 : order < 0;
  });
}

export function toFilter({ field, kind, value, other }: Condition): Document {
  if (kind === 'in') return { [field]: { $in: [value, other] } };
  return { [field]: { [`$${kind}`]: kind === 'exists' ? true : value } };
}

/** A plain list that does what the database should do, one row after the other. */
export class Oracle {
  rows: Row[] = [];

  /** What a client is told: a count, documents, or nothing. */
  apply(one: Step): unknown {
    switch (one.do) {
      case 'insert':
        return this.#insert([one.row]);
      case 'insertAll':
        return this.#insert(one.rows);
      case 'set':
        return this.#each(one.where, (item) => ({ ...item, a: one.a }));
      case 'inc':
        return this.#each(one.where, (item) => ({ ...item, b: item.b + one.by }));
      case 'push':
        return this.#each(one.where, (item) => ({ ...item, l: [...(item.l ?? []), one.item] }));
      case 'unset':
        return this.#unset(one.where);
      case 'pull':
        return this.#pull(one.item);
      case 'replace':
      case 'upsert':
        return this.#put(one);
      case 'take':
        return this.#take(one.where);
      case 'delete':
        return this.#remove(this.#find(one.where));
      case 'count':
        return this.#find(one.where).length;
      case 'find':
        return this.#find(one.where).toSorted((x, y) => x._id - y._id);
      case 'page':
        return this.rows
          .toSorted((x, y) => (x.b - y.b) * one.by || x._id - y._id)
          .slice(one.skip, one.skip + one.limit);
      case 'distinct':
        return [...new Set(this.rows.map(({ b }) => b))].toSorted((x, y) => x - y);
      case 'group':
        return [...new Set(this.rows.map(({ b }) => b))]
          .toSorted((x, y) => x - y)
          .map((_id) => ({ _id, n: this.rows.filter(({ b }) => b === _id).length }));
      case 'restart':
      default:
        return null;
    }
  }

  #find(condition: Condition): Row[] {
    return this.rows.filter((item) => holds(condition, item));
  }

  #insert(rows: readonly Row[]): null {
    for (const row of rows) {
      const clashes = (item: Row): boolean =>
        item._id === row._id || (row.u !== undefined && item.u === row.u);
      if (!this.rows.some(clashes)) this.rows.push({ ...row });
    }
    return null;
  }

  #each(condition: Condition, change: (item: Row) => Row): number {
    const found = new Set(this.#find(condition));
    this.rows = this.rows.map((item) => (found.has(item) ? change(item) : item));
    return found.size;
  }

  #unset(condition: Condition): number {
    const found = this.#find(condition).filter(({ a }) => a !== undefined);
    for (const item of found) delete item.a;
    return found.length;
  }

  #pull(item: number): number {
    const found = this.rows.filter(({ l }) => l?.includes(item));
    for (const row of found) row.l = (row.l ?? []).filter((other) => other !== item);
    return found.length;
  }

  #put(one: { do: 'replace' | 'upsert'; id: number; b: number }): number {
    const at = this.rows.findIndex(({ _id }) => _id === one.id);
    if (at < 0) this.rows.push({ _id: one.id, b: one.b });
    else this.rows[at] = { ...(one.do === 'upsert' ? this.rows[at] : {}), _id: one.id, b: one.b };
    return at < 0 ? 0 : 1;
  }

  #take(condition: Condition): number | null {
    const [best] = this.#find(condition).toSorted((x, y) => y.b - x.b || x._id - y._id);
    if (best) this.#remove([best]);
    return best?._id ?? null;
  }

  #remove(gone: readonly Row[]): number {
    this.rows = this.rows.filter((item) => !gone.includes(item));
    return gone.length;
  }
}
