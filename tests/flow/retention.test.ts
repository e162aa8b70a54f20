import { beforeEach, describe, expect, it } from 'vitest';
import { forgetRawTracks } from '../../server/flow/retention.ts';
import { sweep } from '../../server/flow/sweep.ts';
import { listCases } from '../../server/store/cases.ts';
import { saveMove } from '../../server/store/cases.ts';
import { findFixes } from '../../server/store/segments.ts';
import { useDatabase } from '../support/db.ts';
import { at, createCompany, dwell, giveShift, type Company } from './company.ts';

const DAY_MS = 86_400_000;
const later = (days: number) => new Date(+at('12:00') + days * DAY_MS);

describe('the retention of raw tracks', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
  });
  const forgetAfter = async (days: number) => {
    company.setNow(later(days));
    return forgetRawTracks(company.deps);
  };
  const fixesOf = async (personId: string) =>
    (await findFixes(personId, later(-400), later(800))).segments.flatMap(({ fixes }) => fixes).length;

  it('deletes fixes after 60 days and not before, by the time of the fixes', async () => {
    await dwell('zhang', { from: '10:00', to: '11:00', receivedAt: later(30) });
    expect([await forgetAfter(59.9), await fixesOf('zhang')]).toEqual([0, 31]);
    expect([await forgetAfter(61), await fixesOf('zhang')]).toEqual([1, 0]);
  });

  it('looks once a day, and keeps what is younger', async () => {
    await dwell('zhang', { from: '10:00', to: '11:00' });
    expect(await forgetAfter(10)).toBe(0);
    expect(await forgetAfter(10.5)).toBe(0);
    expect([await forgetAfter(61), await fixesOf('zhang')]).toEqual([1, 0]);
  });

  it('keeps the days around a case until two years after it ended, and nothing else of the person', async () => {
    await giveShift('zhang');
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await dwell('zhang', { from: '10:00', to: '11:20', day: '2026-11-12', where: 'store' });
    await sweep(company.deps);
    expect(await listCases({ limit: 9 })).toHaveLength(1);
    expect([await forgetAfter(100), await fixesOf('zhang')]).toEqual([1, 41]);
    const [record] = await listCases({ limit: 9 });
    if (!record) throw new Error('no case');
    const move = { at: later(110), actorId: 'li', event: 'close', from: record.state, to: 'closed' as const };
    const { clock: _clock, ...rest } = record;
    await saveMove(
      record,
      { ...rest, state: 'closed', version: record.version + 1, history: [...record.history, move] },
      [],
    );
    expect([await forgetAfter(500), await fixesOf('zhang')]).toEqual([0, 41]);
    expect([await forgetAfter(110 + 731), await fixesOf('zhang')]).toEqual([1, 0]);
  });
});
