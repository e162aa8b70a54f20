import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import mongoose from 'mongoose';
import { openDataKey } from '../../../server/flow/secret/data-key.ts';
import { getSetting } from '../../../server/store/settings.ts';
import { openBytes, sealBytes, useDataKey } from '../../../server/store/sealed.ts';
import { TEST_DATA_KEY } from '../../support/data-key.ts';
import { useDatabase } from '../../support/db.ts';

const OLD = 'o'.repeat(64);
const NEW = 'n'.repeat(64);
const PLACE = { in: 'segments', field: 'bytes', id: 'zhang:phone:1' } as const;
const BYTES = Buffer.from('a track');

describe('the key of what is stored', () => {
  useDatabase();
  let sealed: Buffer;
  beforeEach(async () => {
    await mongoose.connection.collection('settings').deleteMany({});
    await openDataKey({ secretKey: OLD });
    sealed = sealBytes(PLACE, BYTES);
    forget();
  });
  afterAll(() => useDataKey(TEST_DATA_KEY));
  /** As in a process of its own. */
  const forget = () => useDataKey(Buffer.alloc(32));
  const read = () => Buffer.from(openBytes(PLACE, sealed)).toString();

  it('is the same at every start, and stored sealed alone', async () => {
    expect(await openDataKey({ secretKey: OLD })).toBe(true);
    expect(read()).toBe('a track');
    expect(await getSetting('data-key')).toEqual({ sealed: [expect.stringMatching(/^[\w+/=]{90,}$/)] });
  });

  it('opens under the new secret key once a start had both, and no longer under the old one', async () => {
    expect(await openDataKey({ secretKey: NEW, secretKeyBefore: OLD })).toBe(true);
    expect(read()).toBe('a track');
    forget();
    expect(await openDataKey({ secretKey: NEW })).toBe(true);
    expect(read()).toBe('a track');
    expect(await openDataKey({ secretKey: OLD })).toBe(false);
  });

  it('opens for a process that has the old secret key alone as long as the new one has it beside', async () => {
    await openDataKey({ secretKey: NEW, secretKeyBefore: OLD });
    forget();
    expect(await openDataKey({ secretKey: OLD })).toBe(true);
    expect(read()).toBe('a track');
    forget();
    expect(await openDataKey({ secretKey: NEW })).toBe(true);
    expect(read()).toBe('a track');
  });

  it('is refused and left as it is under a secret key that never was', async () => {
    const before = await getSetting('data-key');
    expect(await openDataKey({ secretKey: NEW })).toBe(false);
    expect(await getSetting('data-key')).toEqual(before);
    expect(await openDataKey({ secretKey: OLD })).toBe(true);
    expect(read()).toBe('a track');
  });

  it('is one where two processes start at once on an empty database', async () => {
    await mongoose.connection.collection('settings').deleteMany({});
    await Promise.all([openDataKey({ secretKey: OLD }), openDataKey({ secretKey: OLD })]);
    const made = sealBytes(PLACE, BYTES);
    forget();
    expect(await openDataKey({ secretKey: OLD })).toBe(true);
    expect(Buffer.from(openBytes(PLACE, made)).toString()).toBe('a track');
  });
});
