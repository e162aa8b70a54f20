import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { getOrgMapping, getTimeZone, saveOrgMapping } from '../../server/store/org-mapping.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();

it('knows the time zone that was saved last, also while it is being asked for', async () => {
  expect(await getTimeZone()).toBe('Asia/Shanghai');
  const mapping = await getOrgMapping();
  await saveOrgMapping({ ...mapping, timeZone: 'Asia/Tokyo' });
  expect(await getTimeZone()).toBe('Asia/Tokyo');
  await Promise.all([saveOrgMapping({ ...mapping, timeZone: 'Asia/Urumqi' }), getTimeZone()]);
  expect(await getTimeZone()).toBe('Asia/Urumqi');
});

it('sees within a second the time zone that another process has saved', async () => {
  await getTimeZone();
  const settings = mongoose.connection.collection<{ _id: string }>('settings');
  await settings.updateOne({ _id: 'org-mapping' }, { $set: { 'value.timeZone': 'Europe/Berlin' } });
  await sleep(1_050);
  expect(await getTimeZone()).toBe('Europe/Berlin');
});
