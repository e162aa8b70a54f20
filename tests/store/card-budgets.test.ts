import mongoose from 'mongoose';
import { describe, expect, it, vi } from 'vitest';
import { claimCard } from '../../server/store/card-budgets.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();
const claim = (alertId: string, weekDay = '2026-11-23') =>
  claimCard({ managerId: 'm1', weekDay, alertId, limit: 2 });

describe('the cards of a manager’s week', () => {
  it('are as many as allowed, each alert counted once', async () => {
    expect([await claim('a'), await claim('b'), await claim('c')]).toEqual([true, true, false]);
    expect([await claim('a'), await claim('b'), await claim('c')]).toEqual([true, true, false]);
    expect(await claim('c', '2026-11-30')).toBe(true);
  });

  it('are not spent because another process begins the week at the same moment', async () => {
    const { collection } = mongoose.model('CardBudget');
    const week = { _id: 'm1:2026-12-07', alertIds: ['x'] };
    // MongoDB: of two upserts that both saw no document the second ends so, as its filter asks for more than the id.
    vi.spyOn(collection, 'updateOne').mockImplementationOnce(async () => {
      await mongoose.connection.collection<typeof week>('card_budgets').insertOne(week);
      throw new mongoose.mongo.MongoServerError({ message: 'E11000 duplicate key', code: 11_000 });
    });
    expect(await claim('a', '2026-12-07')).toBe(true);
    expect([await claim('a', '2026-12-07'), await claim('b', '2026-12-07')]).toEqual([true, false]);
  });
});
