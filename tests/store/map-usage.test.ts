import mongoose from 'mongoose';
import { MongoServerError } from 'mongodb';
import { expect, it, vi } from 'vitest';
import { countMapRequests, takeMapRequest } from '../../server/store/map-usage.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();

it('counts the requests of a day up to its most, of this day alone', async () => {
  const taken = await Promise.all(Array.from({ length: 9 }, () => takeMapRequest('2026-11-19', 5)));
  expect([taken.filter(Boolean).length, await countMapRequests('2026-11-19')]).toEqual([5, 5]);
  expect(await takeMapRequest('2026-11-20', 5)).toBe(true);
  expect([await countMapRequests('2026-11-19'), await countMapRequests('2026-11-20')]).toEqual([0, 1]);
});

it('lets two processes begin a day at once', async () => {
  const Usage = mongoose.model('MapUsage');
  // MongoDB refuses the second insert of two that found no day.
  const second = async (day: string, most: number) => {
    const refused = new MongoServerError({ code: 11_000, message: 'E11000 duplicate key error' });
    vi.spyOn(Usage, 'updateOne').mockRejectedValueOnce(refused);
    return takeMapRequest(day, most).finally(() => vi.restoreAllMocks());
  };
  expect(await takeMapRequest('2026-11-21', 2)).toBe(true);
  expect(await second('2026-11-21', 2)).toBe(true);
  expect(await second('2026-11-21', 2)).toBe(false);
  expect(await countMapRequests('2026-11-21')).toBe(2);
});
