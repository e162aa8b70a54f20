import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { explainStore } from '../../server/main/store-fault.ts';

const faultOf = async (uri: string): Promise<unknown> => {
  const connection = mongoose.createConnection(uri, { serverSelectionTimeoutMS: 200 });
  const error: unknown = await connection.asPromise().then(
    () => null,
    (fault: unknown) => fault,
  );
  await connection.close().catch(() => undefined);
  return error;
};
const refusal = (code: number, message: string): Error =>
  Object.assign(new mongoose.mongo.MongoServerError({ message }), { code });

it.each([
  [
    'mongodb://127.0.0.1:1/db',
    'the database of MONGODB_URI does not answer: connect ECONNREFUSED 127.0.0.1:1',
  ],
  ['mongodb://127.0.0.1/db?nonsense=1', 'MONGODB_URI cannot be read: option nonsense is not supported'],
])('says of %s what is wrong with it', async (uri, said) => {
  expect(explainStore(await faultOf(uri), 'mongodb')).toBe(said);
});

it.each(['shop:geheim/wort@db.example', 'shop:geheim'])(
  'never shows what may be a password: %s',
  async (host) => {
    const said = explainStore(await faultOf(`mongodb://${host}/mingqin`), 'mongodb');
    expect(said).toMatch(/^MONGODB_URI cannot be read: .*(unescaped|%2F)/);
    expect(said).not.toMatch(/geheim|wort@/);
  },
);

it('names the variable that a refusal is about', () => {
  expect(explainStore(refusal(18, 'Authentication failed.'), 'mongodb')).toBe(
    'the database refuses the user or the password of MONGODB_URI',
  );
  expect(explainStore(refusal(13, 'not authorized on mingqin'), 'mongodb')).toContain('may not do that');
  expect(explainStore(refusal(73, 'Invalid namespace a/b.x'), 'mongodb')).toContain('names no database');
  expect(explainStore(refusal(14_031, 'no space'), 'mongodb')).toContain('no room left');
});
