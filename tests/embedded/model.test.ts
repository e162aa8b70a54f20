import * as fc from 'fast-check';
import { type Collection, type Db, MongoServerError } from 'mongodb';
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { type Fixture, makeFolder, startFixture } from './support.ts';
import { Oracle, type Row, type Step, historyOf, toFilter } from './oracle.ts';

/** `npm run test:long -- embedded-model` asks for 10,000 operations; each history has 40 and one restart or two. */
const OPERATIONS = plannedRuns(320);
const PER_HISTORY = 40;

function ignoreDuplicate(error: unknown): void {
  if (!(error instanceof MongoServerError) || error.code !== 11000) throw error;
}

type Reply = unknown;

/** Does the step and gives back what the oracle gives back for it. */
async function applyTo(collection: Collection<Row>, one: Step): Promise<Reply> {
  switch (one.do) {
    case 'insert':
      await collection.insertOne({ ...one.row }).catch(ignoreDuplicate);
      return null;
    case 'insertAll':
      await collection
        .insertMany(
          one.rows.map((row) => ({ ...row })),
          { ordered: false },
        )
        .catch(ignoreDuplicate);
      return null;
    case 'set':
      return (await collection.updateMany(toFilter(one.where), { $set: { a: one.a } })).matchedCount;
    case 'unset':
      return (await collection.updateMany(toFilter(one.where), { $unset: { a: '' } })).modifiedCount;
    case 'inc':
      return (await collection.updateMany(toFilter(one.where), { $inc: { b: one.by } })).matchedCount;
    case 'push':
      return (await collection.updateMany(toFilter(one.where), { $push: { l: one.item } })).modifiedCount;
    case 'pull':
      return (await collection.updateMany({ l: one.item }, { $pull: { l: one.item } })).modifiedCount;
    case 'replace':
      return (await collection.replaceOne({ _id: one.id }, { b: one.b }, { upsert: true })).matchedCount;
    case 'upsert':
      return (await collection.updateOne({ _id: one.id }, { $set: { b: one.b } }, { upsert: true }))
        .matchedCount;
    case 'take':
      return (
        (await collection.findOneAndDelete(toFilter(one.where), { sort: { b: -1, _id: 1 } }))?._id ?? null
      );
    case 'delete':
      return (await collection.deleteMany(toFilter(one.where))).deletedCount;
    case 'find':
      return collection.find(toFilter(one.where)).sort({ _id: 1 }).toArray();
    case 'page':
      return collection
        .find({})
        .sort({ b: one.by, _id: 1 })
        .skip(one.skip)
        .limit(one.limit)
        .batchSize(2)
        .toArray();
    case 'count':
      return collection.countDocuments(toFilter(one.where));
    case 'distinct':
      return (await collection.distinct('b')).toSorted((x: number, y: number) => x - y);
    case 'group':
      return collection
        .aggregate([{ $group: { _id: '$b', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
        .toArray();
    case 'restart':
    default:
      return null;
  }
}

describe('random histories', () => {
  it(
    'leave the same documents as a plain list, with indexes and without, across restarts',
    { timeout: 120_000 + OPERATIONS * 60 },
    async () => {
      const dir = makeFolder();
      const run = { fixture: await startFixture({ dir }), history: 0, operations: 0 };
      let failed = 1;
      try {
        const history = fc.asyncProperty(historyOf(PER_HISTORY), (steps) => play(run, dir, steps));
        await fc.assert(history, { numRuns: Math.ceil(OPERATIONS / PER_HISTORY) });
        failed = 0;
        expect(run.operations).toBeGreaterThanOrEqual(OPERATIONS);
      } finally {
        countRuns(run.operations, failed);
        await run.fixture.stop();
        rmSync(dir, { recursive: true });
      }
    },
  );
});

type Run = { fixture: Fixture; history: number; operations: number };

async function play(run: Run, dir: string, steps: readonly Step[]): Promise<void> {
  run.history += 1;
  const names = [`plain${run.history}`, `indexed${run.history}`];
  const collections = (db: Db): Collection<Row>[] => names.map((name) => db.collection<Row>(name));
  const [plain, indexed] = collections(run.fixture.db);
  for (const one of [plain, indexed]) await one?.createIndex({ u: 1 }, { unique: true, sparse: true });
  await indexed?.createIndexes([
    { key: { a: 1 } },
    { key: { b: -1, a: 1 } },
    { key: { l: 1, b: 1 } },
    { key: { b: 1, _id: 1 } },
  ]);
  const oracle = new Oracle();
  for (const one of steps) {
    run.operations += 1;
    if (one.do === 'restart') {
      await run.fixture.stop();
      run.fixture = await startFixture({ dir });
      continue;
    }
    const expected = oracle.apply(one);
    for (const collection of collections(run.fixture.db))
      expect(await applyTo(collection, one)).toEqual(expected);
  }
  const all = oracle.rows.toSorted((x: Row, y: Row) => x._id - y._id);
  for (const collection of collections(run.fixture.db))
    expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual(all);
}
