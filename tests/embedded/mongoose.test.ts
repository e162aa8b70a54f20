import mongoose, { Schema, Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './support.ts';

const connection = mongoose.createConnection();
const personSchema = new Schema(
  {
    name: { type: String, required: true },
    no: { type: String, unique: true },
    age: Number,
    tags: [String],
    store: { type: Schema.Types.ObjectId, ref: 'Store' },
    visits: [{ day: String, minutes: Number }],
  },
  { timestamps: true },
);
const Person = connection.model('Person', personSchema);
const Store = connection.model('Store', new Schema({ title: String }));
let fixture: Fixture;

beforeAll(async () => {
  fixture = await startFixture();
  await connection.openUri(fixture.embedded.uri);
  await Person.init();
});
afterAll(async () => {
  await connection.close();
  await fixture.stop();
});

describe('mongoose', () => {
  it('saves, finds, updates and deletes a document', async () => {
    const saved = await Person.create({ name: '张', no: 'crud', age: 30, tags: ['a'] });
    const found = await Person.findById(saved._id).lean();
    expect(found).toMatchObject({ name: '张', age: 30, tags: ['a'] });
    expect(found?.createdAt).toBeInstanceOf(Date);
    const changed = await Person.findOneAndUpdate(
      { no: 'crud' },
      { $inc: { age: 2 }, $push: { tags: 'b' } },
      { returnDocument: 'after' },
    );
    expect(changed?.toObject()).toMatchObject({ age: 32, tags: ['a', 'b'] });
    expect((await Person.deleteOne({ no: 'crud' })).deletedCount).toBe(1);
    expect(await Person.findById(saved._id)).toBeNull();
  });

  it('saves changed array elements of a loaded document', async () => {
    const person = await Person.create({
      name: '李',
      no: 'array',
      visits: [
        { day: '1', minutes: 3 },
        { day: '2', minutes: 4 },
      ],
    });
    const [, second] = person.visits;
    if (second) second.minutes = 9;
    person.visits.push({ day: '3', minutes: 1 });
    await person.save();
    const again = await Person.findById(person._id).lean();
    expect(again?.visits.map((visit) => visit.minutes)).toEqual([3, 9, 1]);
  });

  it('populates a reference', async () => {
    const store = await Store.create({ title: '一店' });
    await Person.create({ name: '王', no: 'populate', store: store._id });
    const person = await Person.findOne({ no: 'populate' })
      .populate<{ store: { title: string } }>('store')
      .lean();
    expect(person?.store.title).toBe('一店');
  });

  it('inserts by upsert with the fields of the query and $setOnInsert', async () => {
    const result = await Person.updateOne(
      { no: 'upsert' },
      { $set: { name: '赵' }, $setOnInsert: { age: 1 } },
      { upsert: true },
    );
    expect(result.upsertedId).toBeInstanceOf(Types.ObjectId);
    await Person.updateOne(
      { no: 'upsert' },
      { $set: { name: '钱' }, $setOnInsert: { age: 2 } },
      { upsert: true },
    );
    expect(await Person.find({ no: 'upsert' }).lean()).toMatchObject([{ name: '钱', age: 1, no: 'upsert' }]);
  });

  it('runs a mixed bulk write and reports each part', async () => {
    const result = await Person.bulkWrite([
      { insertOne: { document: { name: 'a', no: 'bulk1' } } },
      { insertOne: { document: { name: 'b', no: 'bulk2' } } },
      { updateOne: { filter: { no: 'bulk1' }, update: { $set: { age: 5 } } } },
      { updateOne: { filter: { no: 'bulk3' }, update: { $set: { name: 'c' } }, upsert: true } },
      { deleteOne: { filter: { no: 'bulk2' } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 2, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
  });

  it('groups and joins in an aggregation', async () => {
    const store = await Store.create({ title: '二店' });
    await Person.create([
      { name: 'x', no: 'agg1', age: 20, store: store._id },
      { name: 'y', no: 'agg2', age: 30, store: store._id },
    ]);
    const rows = await Person.aggregate([
      { $match: { store: store._id } },
      { $group: { _id: '$store', total: { $sum: '$age' }, mean: { $avg: '$age' } } },
      { $lookup: { from: 'stores', localField: '_id', foreignField: '_id', as: 'shop' } },
      { $unwind: '$shop' },
      { $project: { _id: 0, total: 1, mean: 1, title: '$shop.title' } },
    ]);
    expect(rows).toEqual([{ total: 50, mean: 25, title: '二店' }]);
  });

  it('refuses a second document with a unique value', async () => {
    await Person.create({ name: 'u', no: 'once' });
    await expect(Person.create({ name: 'u', no: 'once' })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { no: 1 },
      keyValue: { no: 'once' },
    });
  });
});
