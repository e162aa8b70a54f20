import { readdirSync } from 'node:fs';
import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { NOT_PERSONAL, PERSONAL, readPersonalData, type Holding } from '../../server/store/personal-data.ts';
import { recordRead } from '../../server/store/reads.ts';
import { useDatabase } from '../support/db.ts';

const STORE = new URL('../../server/store/', import.meta.url);
const files = readdirSync(STORE).filter((name) => name.endsWith('.ts'));
await Promise.all(files.map((name) => import(new URL(name, STORE).pathname)));

useDatabase();
const own = { id: 'p-own', employeeNo: 'E-own' };
const other = { id: 'p-other', employeeNo: 'E-other' };

beforeEach(async () => {
  for (const [name, { by, fields }] of Object.entries(PERSONAL))
    for (const [at, field] of fields.entries()) {
      const raw = mongoose.connection.collection<{ _id: string }>(name);
      await raw.deleteMany({});
      for (const subject of [own, other]) {
        const value = valueOf(by, subject);
        const _id = field === '_id' ? value : `${name}:${at}:${value}`;
        const secret = `secret of ${subject.id}`;
        const rest = { pending: [secret], sent: [secret], marker: value };
        await raw.insertOne({ _id, ...uniqueFields(name, value), ...nest(field, value), ...rest });
      }
    }
});

describe('the data of one person', () => {
  it('has every collection registered as personal, or as not personal with a reason', () => {
    const known = [...Object.keys(PERSONAL), ...Object.keys(NOT_PERSONAL)];
    const stored = Object.values(mongoose.models).map((model) => model.collection.name);
    expect(stored.length).toBeGreaterThan(30);
    expect(stored.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !stored.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('names a field of every personal collection that its schema has', () => {
    for (const [name, { fields }] of Object.entries(PERSONAL)) {
      const model = Object.values(mongoose.models).find(({ collection }) => collection.name === name);
      for (const field of fields) {
        const kind = model?.schema.pathType(field.split('.')[0] ?? '');
        expect([name, field, kind === 'adhocOrUndefined' || kind === undefined]).toEqual([
          name,
          field,
          false,
        ]);
      }
    }
  });

  it('is the union of all stores for that person and nothing of anybody else', async () => {
    const data = await readPersonalData(own);
    expect([...data.keys()]).toEqual(Object.keys(PERSONAL));
    for (const [name, rows] of data) {
      const wanted = valueOf(PERSONAL[name]?.by ?? 'id', own);
      expect([name, rows.map(({ marker }) => marker)]).toEqual([name, [wanted]]);
    }
    expect(JSON.stringify([...data])).not.toMatch(/other|secret/);
  });

  it('is found by an index in every collection: a copy reads nobody else’s', async () => {
    const scanned: string[] = [];
    for (const [name, { fields }] of Object.entries(PERSONAL))
      for (const field of fields) {
        const filter = { [field]: { $in: ['p-own'] } };
        const plan = await mongoose.connection.collection(name).find(filter).explain('queryPlanner');
        if (JSON.stringify(plan).includes('COLLSCAN')) scanned.push(`${name}.${field}`);
      }
    expect(scanned).toEqual([]);
  });

  it('enters the looks at many people in one command, and each id once', async () => {
    await mongoose.connection.collection('reads').deleteMany({});
    const commands: string[] = [];
    mongoose.set('debug', (collection: string, method: string) => {
      if (collection === 'reads') commands.push(method);
    });
    const look = { readerId: 'hr', what: 'declaration', purpose: 'list', at: new Date() };
    const enter = (ids: readonly string[]) =>
      Promise.all(ids.map((personId) => recordRead({ ...look, personId }, `list:${personId}`)));
    await enter(['a', 'b', 'hr']);
    await enter(['b', 'c']);
    mongoose.set('debug', false);
    expect(commands).toEqual(['insertMany', 'insertMany']);
    expect(await mongoose.connection.collection('reads').countDocuments()).toBe(3);
  });
});

/** What names the subject in a collection; alerts of this test have their person's id in theirs. */
function valueOf(by: Holding['by'], subject: typeof own): string {
  if (by === 'alert') return `alerts:0:${subject.id}`;
  return by === 'id' ? subject.id : subject.employeeNo;
}

/** A value of its own for whatever the collection wants unique. */
function uniqueFields(name: string, value: string): Record<string, string> {
  const model = Object.values(mongoose.models).find(({ collection }) => collection.name === name);
  const unique = (model?.schema.indexes() ?? []).filter(([, options]) => options['unique'] === true);
  return Object.fromEntries(unique.flatMap(([keys]) => Object.keys(keys)).map((key) => [key, value]));
}

/** `a.b` as an object. */
function nest(field: string, value: string): Record<string, unknown> {
  const [outer = '', inner] = field.split('.');
  if (field === '_id') return {};
  return inner === undefined ? { [outer]: value } : { [outer]: { [inner]: value } };
}
