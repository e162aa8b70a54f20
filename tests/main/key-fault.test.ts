import { expect, it } from 'vitest';
import { explainKey } from '../../server/main/key-fault.ts';

const dataDir = '/data';
const mongodb = { kind: 'mongodb', uri: 'mongodb://db/mingqin' } as const;
const embedded = { kind: 'embedded' } as const;

it.each([
  ['production', mongodb, true, /^SECRET_KEY does not open .*SECRET_KEY_BEFORE$/],
  ['production', embedded, false, /^SECRET_KEY does not open/],
  ['demo', mongodb, true, /in another data folder, and \/data \(DATA_DIR\) is new: start with that folder/],
  ['demo', mongodb, false, /another demo company than the data folder \/data .*or empty the database/],
  ['demo', embedded, true, /\/data has a store, and demo\.json, which held its keys, is gone: .*--reset$/],
  ['demo', embedded, false, /demo\.json of the data folder \/data is not the one .*--reset$/],
] as const)('says of %s on %o with a new folder (%s) what opens it', (mode, store, isNew, said) => {
  const sentence = explainKey({ mode, store, dataDir }, isNew);
  expect(sentence).toMatch(said);
  expect(sentence.includes('SECRET_KEY')).toBe(mode === 'production');
});
