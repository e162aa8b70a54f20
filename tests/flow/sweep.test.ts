import { beforeEach, describe, expect, it } from 'vitest';
import { sweep } from '../../server/flow/sweep.ts';
import { isSwept } from '../../server/flow/swept.ts';
import { findAlerts } from '../../server/store/alerts.ts';
import { saveArrangement } from '../../server/store/arrangements.ts';
import { claimDetection, clearDirty, saveDetection } from '../../server/store/detection-claims.ts';
import { findDetection, markDirty } from '../../server/store/detections.ts';
import { findUnfinished } from '../../server/store/outbox.ts';
import { getSetting } from '../../server/store/settings.ts';
import { insertEvent } from '../../server/store/inbox.ts';
import { useDatabase } from '../support/db.ts';
import { at, createCompany, DAY, dwell, giveShift, type Company } from './company.ts';

describe('the minute sweep', () => {
  useDatabase();
  let company: Company;
  beforeEach(async () => {
    company = await createCompany();
    await giveShift('zhang');
  });
  const status = async () => (await findAlerts('zhang', DAY, DAY))[0]?.status;

  it('finds from the data alone what no job was queued for: judging, publishing, telling', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    expect(await status()).toBe('open');
    expect(company.recording.messages).toHaveLength(5);
    expect(await findUnfinished(new Date('2100-01-01'), 10)).toEqual([]);
  });

  it('waits until ingest has settled, but not for ever when data never pauses', async () => {
    await sweep(company.deps);
    await dwell('zhang', { from: '10:00', to: '11:20', receivedAt: at('11:30') });
    company.setNow(new Date(+at('11:30') + 29_000));
    await sweep(company.deps);
    expect(await status()).toBeUndefined();
    for (let minute = 0; minute < 5; minute += 1)
      await markDirty({
        personId: 'zhang',
        shiftId: `${DAY}:S1:0`,
        day: DAY,
        at: new Date(+at('11:30') + minute * 60_000),
      });
    company.setNow(new Date(+at('11:30') + 4 * 60_000 + 20_000));
    await sweep(company.deps);
    expect(await status()).toBeUndefined();
    company.setNow(new Date(+at('11:30') + 300_000));
    await markDirty({
      personId: 'zhang',
      shiftId: `${DAY}:S1:0`,
      day: DAY,
      at: new Date(+at('11:30') + 299_000),
    });
    await sweep(company.deps);
    expect(await status()).toBe('open');
  });

  it('judges everyone again once a night, with the records as they are then, and catches up after a jump of the clock', async () => {
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await sweep(company.deps);
    await saveArrangement({
      id: 'other',
      personId: 'zhang',
      placeId: 'rival',
      startAt: at('09:30'),
      endAt: at('12:00'),
      kind: 'support',
      byId: 'wang',
      at: at('12:00'),
      isSampled: false,
    });
    await sweep(company.deps);
    expect(await status()).toBe('open');
    company.setNow(at('03:00', '2026-11-21'));
    await sweep(company.deps);
    expect(await status()).toBe('silenced');
  });

  it('loses no turn of its own to a clock that ran ahead by a day and was set right', async () => {
    const right = company.deps.now();
    await sweep(company.deps);
    company.setNow(new Date(+right + 24 * 3_600_000));
    await sweep(company.deps);
    expect(await isSwept(company.deps)).toBe(true);
    const anotherClock = new Date(+right + 24 * 3_600_000 - 60_000);
    expect(await isSwept({ ...company.deps, now: () => anotherClock })).toBe(true);
    company.setNow(new Date(+right + 120_000));
    expect(await isSwept(company.deps)).toBe(false);

    await sweep(company.deps);
    expect(await isSwept(company.deps)).toBe(true);
    expect(await getSetting('approvals-polled-at')).toEqual(company.deps.now());
  });

  it('sends each employee the month’s report once, on the first working day of the next month, if anything is known', async () => {
    await dwell('zhang', { from: '10:00', to: '10:05' });
    await sweep(company.deps);
    company.setNow(at('09:59', '2026-12-01'));
    await sweep(company.deps);
    expect(company.recording.messages).toEqual([]);
    company.setNow(at('10:00', '2026-12-01'));
    await sweep(company.deps);
    company.setNow(at('10:00', '2026-12-02'));
    await sweep(company.deps);
    expect(company.recording.messages.map(({ to }) => to)).toEqual(['ou_zhang']);
    expect(company.recording.textOf(company.recording.messages[0])).toContain('2026年11月行程轨迹分析报告');
  });

  it('ends in time although the platform is slow, and leaves the cards to a job of their own', async () => {
    const { deps, recording, queued } = company;
    await dwell('zhang', { from: '10:00', to: '11:20' });
    recording.failing.send = true;
    await sweep(deps);
    recording.failing.send = false;
    company.setNow(new Date(+deps.now() + 60_000));
    queued.length = 0;
    await sweep({ ...deps, sliceMs: 0 });
    expect(await isSwept(deps)).toBe(true);
    expect(recording.messages).toEqual([]);
    expect(queued).toContain('relay');
    queued.length = 0;
    await sweep(deps);
    expect(recording.messages).toHaveLength(5);
    expect(queued).not.toContain('relay');
  });

  it('does all the rest although one step fails', async () => {
    await insertEvent({ eventId: 'broken', event: { kind: 'nonsense' }, receivedAt: at('11:00') });
    await dwell('zhang', { from: '10:00', to: '11:20' });
    await expect(sweep(company.deps)).rejects.toBeInstanceOf(AggregateError);
    expect(await status()).toBe('open');
  });
});

describe('the fence of a detection', () => {
  useDatabase();
  const result = {
    fixes: 1,
    stays: [],
    rejected: [],
    gaps: [],
    coveragePct: 10,
    distanceKm: 1,
    findings: [],
  };
  it('lets only the last run write, and keeps a shift dirty when data came during the run', async () => {
    const shift = { personId: 'p', shiftId: 's', day: DAY };
    await markDirty({ ...shift, at: at('10:00') });
    const zombie = await claimDetection(shift, 'run-1');
    const current = await claimDetection(shift, 'run-2');

    expect(await saveDetection(zombie, result, at('10:01'))).toBe(false);
    expect(await saveDetection(current, result, at('10:01'))).toBe(true);
    await markDirty({ ...shift, at: at('10:02') });
    await clearDirty({ ...current, dirtySeq: 1 });
    expect(await findDetection('p', 's')).toMatchObject({ result, dirtyAt: at('10:02') });
    const last = await claimDetection(shift, 'run-3');
    await clearDirty({ ...last, dirtySeq: 2 });
    expect((await findDetection('p', 's'))?.dirtyAt).toBeUndefined();
  });

  it('answers for each shift of a run by itself, also when they are written together', async () => {
    const claims = await Promise.all(
      ['lost', 'held'].map((shiftId) => claimDetection({ personId: 'q', shiftId, day: DAY }, 'one-run')),
    );
    await claimDetection({ personId: 'q', shiftId: 'lost', day: DAY }, 'other-run');
    const saved = await Promise.all(claims.map((claim) => saveDetection(claim, result, at('10:01'))));
    expect(saved).toEqual([false, true]);
    expect((await findDetection('q', 'lost'))?.result).toBeUndefined();
  });
});
