import { rmSync } from 'node:fs';
import type { Collection, Document, IndexDescription } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPipeline } from '../../server/embedded/aggregate/run-pipeline.ts';
import { select } from '../../server/embedded/query/select.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { encode } from '../../server/embedded/wire/bson.ts';
import { type Fixture, type Loose, makeFolder, startFixture } from './support.ts';

let fixture: Fixture;
let collection: Collection<Loose>;
const INDEXES: IndexDescription[] = [
  { key: { a: 1 }, name: 'a' },
  { key: { a: 1, b: 1 }, name: 'a_b' },
  { key: { a: 1, b: 1, c: -1 }, name: 'a_b_c' },
  { key: { d: 1 }, name: 'd_sparse', sparse: true },
  { key: { e: 1 }, name: 'e_open', partialFilterExpression: { open: true } },
  { key: { tags: 1, c: 1 }, name: 'tags_c' },
];

beforeAll(async () => {
  fixture = await startFixture();
  collection = fixture.db.collection<Loose>('planned');
  await collection.createIndexes(INDEXES);
  const docs = Array.from({ length: 600 }, (_, i): Loose => {
    const base = { _id: i, a: i % 2, b: i % 6, c: i, e: i % 10, open: i % 3 === 0, tags: [i % 5, i % 7] };
    return i % 4 === 0 ? { ...base, d: i } : base;
  });
  await collection.insertMany(docs);
});
afterAll(() => fixture.stop());

type Use = { index: string | undefined; direction: string | undefined; examined: number; returned: number };

async function explain(command: Document): Promise<Use> {
  const plan = await fixture.db.command({ explain: command, verbosity: 'executionStats' });
  const scan = plan['queryPlanner'].winningPlan.inputStage;
  const { totalDocsExamined: examined, nReturned: returned } = plan['executionStats'];
  return { index: scan?.indexName, direction: scan?.direction, examined, returned };
}
const find = (filter: Document, more: Document = {}): Promise<Use> =>
  explain({ find: 'planned', filter, ...more });

describe('the planner', () => {
  it('takes the longest equality prefix, then the range behind it', async () => {
    expect(await find({ a: 1, b: 1 })).toMatchObject({ examined: 100, returned: 100 });
    expect(await find({ a: 1, b: 1, c: { $gte: 300 } })).toMatchObject({
      index: 'a_b_c',
      examined: 50,
      returned: 50,
    });
    expect(await find({ a: 1, b: { $gte: 3 } })).toMatchObject({ examined: 200, returned: 200 });
    expect(await find({ a: 1, b: 1, c: 301 })).toMatchObject({ index: 'a_b_c', examined: 1, returned: 1 });
  });

  it('finds what lacks a field by an index, and reads nothing for a choice of nothing', async () => {
    const extra = fixture.db.collection<Loose>('lacking');
    await extra.createIndexes([
      { key: { done: 1, at: 1 }, name: 'done_at' },
      { key: { 'rows.x': 1 }, name: 'rows' },
      { key: { left: 1 }, name: 'left_sparse', sparse: true },
    ]);
    const docs = Array.from({ length: 200 }, (_, i): Loose => ({
      _id: i,
      at: i,
      ...(i % 50 > 0 && { done: i }),
    }));
    await extra.insertMany([
      ...docs,
      { _id: 'null', done: null, at: 1, rows: [] },
      { _id: 'rows', done: 1, rows: [{ x: 1 }, {}] },
      { _id: 'left', done: 1, left: 1, rows: [{ y: 1 }] },
    ]);
    const waiting = await fixture.db.command({
      explain: { find: 'lacking', filter: { done: { $exists: false } }, sort: { at: 1 } },
      verbosity: 'executionStats',
    });
    expect(waiting['queryPlanner'].winningPlan.inputStage.indexName).toBe('done_at');
    expect(waiting['executionStats']).toMatchObject({ totalDocsExamined: 5, nReturned: 4 });
    const idsOf = async (filter: Document) =>
      (await extra.find(filter).toArray()).map(({ _id }) => String(_id)).toSorted((a, b) => (a < b ? -1 : 1));
    expect(await idsOf({ done: { $exists: false } })).toEqual(['0', '100', '150', '50']);
    expect(await idsOf({ 'rows.x': { $exists: false }, at: { $exists: false } })).toEqual(['left']);
    expect(await extra.countDocuments({ left: { $exists: false } })).toBe(202);
    expect(await find({ _id: { $in: [] } })).toMatchObject({ examined: 0, returned: 0 });
    expect(await find({ a: { $in: [] }, c: { $gte: 5 } })).toMatchObject({ examined: 0, returned: 0 });
    expect(await find({ $or: [{ a: { $in: [] } }, { _id: 3 }] })).toMatchObject({ examined: 1, returned: 1 });
  });

  it('gives the order by the index in both directions and stops at the limit', async () => {
    const page = { sort: { c: -1 }, limit: 5 };
    expect(await find({ a: 1, b: 1 }, page)).toEqual({
      index: 'a_b_c',
      direction: 'forward',
      examined: 5,
      returned: 5,
    });
    expect(await find({ a: 1, b: 1 }, { ...page, sort: { c: 1 } })).toMatchObject({
      direction: 'backward',
      examined: 5,
    });
    expect(await find({}, { sort: { _id: -1 }, limit: 3 })).toMatchObject({ index: '_id_', examined: 3 });
  });

  it('explains aggregations and counts as it explains finds', async () => {
    const match = { a: 0, b: 2, c: { $lt: 100 } };
    const wanted = { index: 'a_b_c', examined: 17, returned: 17 };
    const pipeline = [{ $match: match }, { $sort: { c: 1 } }];
    expect(await explain({ aggregate: 'planned', pipeline, cursor: {} })).toMatchObject(wanted);
    expect(await explain({ count: 'planned', query: match })).toMatchObject({ index: 'a_b_c', examined: 17 });
    expect(await collection.countDocuments(match)).toBe(17);
  });

  it('leaves a sparse index alone when missing values may match', async () => {
    expect(await find({ d: 8 })).toMatchObject({ index: 'd_sparse', examined: 1 });
    expect(await find({ d: { $gt: 500 } })).toMatchObject({ index: 'd_sparse', returned: 24 });
    expect(await find({ d: null })).toMatchObject({ index: undefined, returned: 450 });
    const sorted = await collection.find({}).sort({ d: 1 }).toArray();
    expect(sorted).toHaveLength(600);
  });

  it('uses a partial index only for a query that repeats its condition', async () => {
    expect(await find({ e: 3, open: true })).toEqual({
      index: 'e_open',
      direction: 'forward',
      examined: 20,
      returned: 20,
    });
    expect(await find({ e: 3 })).toMatchObject({ index: undefined, returned: 60 });
    expect(await find({ e: 3, open: false })).toMatchObject({ index: undefined, returned: 40 });
  });

  it('returns each document once from a multikey index, and sorts it itself', async () => {
    const both = await collection.find({ tags: { $in: [1, 2] } }).toArray();
    const ids = both.map(({ _id }) => Number(_id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(
      (await collection.find().toArray()).filter(({ tags }) => tags.includes(1) || tags.includes(2)).length,
    );
    expect(await find({ tags: 1 }, { sort: { c: 1 } })).toMatchObject({ index: 'tags_c' });
    const sorted = (await collection.find({ tags: 1 }).sort({ c: 1 }).toArray()).map((doc) => doc['c']);
    expect(sorted).toEqual(sorted.toSorted((x, y) => x - y));
  });
});

describe('a hint', () => {
  it('holds to a sparse index even where that leaves matches out', async () => {
    const all = await collection.find({ a: 1 }).hint('d_sparse').toArray();
    expect(all).toHaveLength(0);
    expect(await collection.find({ a: 0 }).hint('d_sparse').toArray()).toHaveLength(150);
  });

  it('cannot name a partial index that does not hold all matches', async () => {
    const found = collection.find({ e: 1 }).hint('e_open').toArray();
    await expect(found).rejects.toMatchObject({ code: 291, codeName: 'NoQueryExecutionPlans' });
  });
});

describe('explain', () => {
  const command = { find: 'planned', filter: { a: 1 } };

  it('tells as much as it is asked for', async () => {
    const told = async (verbosity: string): Promise<Document> =>
      fixture.db.command({ explain: command, verbosity });
    expect(await told('queryPlanner')).not.toHaveProperty('executionStats');
    expect(await told('executionStats')).toHaveProperty('executionStats.totalKeysExamined', 300);
    expect(await told('executionStats')).not.toHaveProperty('executionStats.allPlansExecution');
    expect(await told('allPlansExecution')).toHaveProperty('executionStats.allPlansExecution', []);
  });

  it('shows the stages behind the part that an index answers', async () => {
    const group = { $group: { _id: '$b' } };
    const plan = await collection.aggregate([{ $match: { a: 1 } }, group]).explain();
    expect(plan['stages'][0].$cursor).toHaveProperty('queryPlanner.winningPlan.inputStage.stage', 'IXSCAN');
    expect(plan['stages'].slice(1)).toEqual([group]);
    expect(await collection.aggregate([{ $match: { a: 1 } }]).explain()).toHaveProperty('queryPlanner');
  });

  it('is refused for what is no query', async () => {
    const explained = fixture.db.command({ explain: { ping: 1 } });
    await expect(explained).rejects.toMatchObject({ code: 115 });
  });
});

describe('a scan', () => {
  it('looks at documents only as they are taken, so that its memory is one batch', async () => {
    const dir = makeFolder();
    const store = new Store({ dir, noSync: true });
    await store.write(() => {
      const made = store.existingOrNew('test.big');
      for (let i = 0; i < 20_000; i += 1) {
        const doc = { _id: i, k: i % 100 };
        made.insert(encode(doc), doc);
      }
    });
    for (const query of [{ filter: {} }, { filter: { _id: { $gte: 0 } }, sort: { _id: -1 } }]) {
      const { matches, usage } = select(store.existing('test.big'), query);
      const taken = matches[Symbol.iterator]();
      for (let n = 0; n < 100; n += 1) taken.next();
      expect(usage.docsExamined).toBe(100);
      expect(usage.keysExamined).toBeLessThanOrEqual(100);
    }
    const pipeline = [{ $match: { k: { $gte: 0 } } }, { $project: { k: 1 } }, { $match: { k: { $lt: 90 } } }];
    const input = { store, database: 'test', collection: store.existing('test.big'), scope: {} };
    const { docs, selection } = runPipeline({ ...input, pipeline });
    const computed = docs[Symbol.iterator]();
    for (let n = 0; n < 90; n += 1) computed.next();
    expect(selection.usage.docsExamined).toBe(90);
    await store.close();
    rmSync(dir, { recursive: true });
  });
});
