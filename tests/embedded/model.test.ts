import * as fc from 'fast-check';
import { type Collection, type Document, MongoServerError } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plannedRuns, repeat } from '../support/runs.ts';
import { type Fixture, type Loose, startFixture } from './support.ts';

/** RUNS overrides how many random histories are tried; each has up to 40 operations. */
const RUNS = plannedRuns(15);
type Row = { _id: number; a?: unknown; b: number };
type Condition = {
  field: 'a' | 'b';
  kind: 'eq' | 'gte' | 'lt' | 'in';
  value: number | string;
  other: number;
};
type Step =
  | { do: 'insert'; row: Row }
  | { do: 'set'; where: Condition; a: unknown }
  | { do: 'inc'; where: Condition; by: number }
  | { do: 'upsert'; id: number; b: number }
  | { do: 'delete'; where: Condition }
  | { do: 'find'; where: Condition };

const small = fc.integer({ min: -3, max: 6 });
const scalar = fc.oneof(small, fc.constantFrom('', 'a', 'b', 'a\0b', '中'));
const anyA = fc.oneof(scalar, fc.constant(null), fc.array(small, { maxLength: 3 }), fc.constant(true));
const where: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('a', 'b'),
  kind: fc.constantFrom('eq', 'gte', 'lt', 'in'),
  value: scalar,
  other: small,
});
const id = fc.integer({ min: 0, max: 30 });
const row = fc.record({ _id: id, a: anyA, b: small }, { requiredKeys: ['_id', 'b'] });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('insert' as const), row }) },
  fc.record({ do: fc.constant('set' as const), where, a: anyA }),
  fc.record({ do: fc.constant('inc' as const), where, by: small }),
  fc.record({ do: fc.constant('upsert' as const), id, b: small }),
  fc.record({ do: fc.constant('delete' as const), where }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('find' as const), where }) },
);

/** The oracle: a plain list and the rules of the query language written out for this small language. */
function holds({ field, kind, value, other }: Condition, item: Row): boolean {
  const stored = item[field];
  const candidates = Array.isArray(stored) ? (stored as unknown[]) : [stored];
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

function toFilter({ field, kind, value, other }: Condition): Document {
  if (kind === 'in') return { [field]: { $in: [value, other] } };
  return { [field]: { [`$${kind}`]: value } };
}

class Oracle {
  rows: Row[] = [];
  apply(one: Step): void {
    if (one.do === 'insert') {
      if (!this.rows.some((item) => item._id === one.row._id)) this.rows.push({ ...one.row });
    } else if (one.do === 'set') for (const item of this.find(one.where)) item.a = one.a;
    else if (one.do === 'inc') for (const item of this.find(one.where)) item.b += one.by;
    else if (one.do === 'delete') this.rows = this.rows.filter((item) => !holds(one.where, item));
    else if (one.do === 'upsert') {
      const found = this.rows.find((item) => item._id === one.id);
      if (found) found.b = one.b;
      else this.rows.push({ _id: one.id, b: one.b });
    }
  }
  find(condition: Condition): Row[] {
    return this.rows.filter((item) => holds(condition, item));
  }
}

function ignoreDuplicate(error: unknown): void {
  if (!(error instanceof MongoServerError) || error.code !== 11000) throw error;
}

async function applyTo(collection: Collection<Loose>, one: Step): Promise<void> {
  if (one.do === 'insert') {
    await collection.insertOne({ ...one.row }).catch(ignoreDuplicate);
  } else if (one.do === 'set') await collection.updateMany(toFilter(one.where), { $set: { a: one.a } });
  else if (one.do === 'inc') await collection.updateMany(toFilter(one.where), { $inc: { b: one.by } });
  else if (one.do === 'delete') await collection.deleteMany(toFilter(one.where));
  else if (one.do === 'upsert')
    await collection.updateOne({ _id: one.id }, { $set: { b: one.b } }, { upsert: true });
}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

describe('random histories', () => {
  it(
    'leave the same documents as a plain list, with indexes and without',
    { timeout: 20_000 + RUNS * 1000 },
    async () => {
      let history = 0;
      const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        history += 1;
        const plain = fixture.db.collection<Loose>(`plain${history}`);
        const indexed = fixture.db.collection<Loose>(`indexed${history}`);
        await indexed.createIndexes([{ key: { a: 1 } }, { key: { b: -1, a: 1 } }]);
        const oracle = new Oracle();
        for (const one of steps) {
          oracle.apply(one);
          await applyTo(plain, one);
          await applyTo(indexed, one);
          if (one.do !== 'find') continue;
          const expected = oracle.find(one.where).sort((x, y) => x._id - y._id);
          expect(await plain.find(toFilter(one.where)).sort({ _id: 1 }).toArray()).toEqual(expected);
          expect(await indexed.find(toFilter(one.where)).sort({ _id: 1 }).toArray()).toEqual(expected);
          const byA = { a: 1, _id: 1 } as const;
          expect(await indexed.find(toFilter(one.where)).sort(byA).toArray()).toEqual(
            await plain.find(toFilter(one.where)).sort(byA).toArray(),
          );
        }
        const all = oracle.rows.toSorted((x, y) => x._id - y._id);
        expect(await plain.find().sort({ _id: 1 }).toArray()).toEqual(all);
        expect(await indexed.find().sort({ _id: 1 }).toArray()).toEqual(all);
      });
      await fc.assert(property, repeat(15));
    },
  );
});
