import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { detectPerson } from '../../../server/flow/detect.ts';
import { runReplay } from '../../../server/flow/tuning/replay-run.ts';
import { resumeReplays, startReplay } from '../../../server/flow/tuning/replay-start.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findDetection } from '../../../server/store/detections.ts';
import { savePerson } from '../../../server/store/people.ts';
import { listReplayRows } from '../../../server/store/replay-rows.ts';
import { claimReplay, findReplay } from '../../../server/store/replays.ts';
import { useDatabase } from '../../support/db.ts';
import {
  acknowledge,
  at,
  buildPerson,
  createCompany,
  DAY,
  dwell,
  giveShift,
  type Company,
} from '../company.ts';

const HR = { personId: 'sun', roles: ['hr', 'hr_lead'] };
const NEXT = '2026-11-20';

describe('a replay', () => {
  useDatabase();
  let company: Company;
  const replay = async (overrides: Record<string, Record<string, number>>) => {
    const { id } = await startReplay(company.deps, HR, { id: uuidv7(), overrides, days: 14 });
    await runReplay(company.deps, id);
    return findReplay(id);
  };
  beforeEach(async () => {
    company = await createCompany();
    for (const day of [DAY, NEXT]) {
      await giveShift('zhang', day);
      await dwell('zhang', { from: '10:00', to: '10:40', day });
      company.setNow(at('13:00', day));
      await detectPerson(company.deps, 'zhang');
    }
    await savePerson(buildPerson({ id: 'second' }));
    await acknowledge('second', new Date('2026-10-01T00:00:00Z'));
    await giveShift('second');
    await dwell('second', { from: '10:00', to: '10:08' });
    company.setNow(at('09:00', '2026-11-22'));
  });

  it('of what is in force changes nothing, whatever is found', async () => {
    const done = await replay({});
    expect(done).toMatchObject({
      status: 'done',
      fromDay: '2026-11-08',
      toDay: '2026-11-21',
      done: 2,
      of: 2,
    });
    expect(done?.result).toMatchObject({
      people: 2,
      shifts: 3,
      total: { live: 2, draft: 2, added: 0, removed: 0, raised: 0, lowered: 0 },
      newlyHitTotal: 0,
      relieved: 0,
    });
  });

  it('of stricter thresholds says who would newly be hit, under a name that says nothing', async () => {
    const done = await replay({ 'competitor-dwell': { minDwellMin: 5, highDwellMin: 10 } });
    expect(done?.result?.total).toMatchObject({ live: 2, draft: 3, added: 1, raised: 1 });
    expect(done?.result?.newlyHitTotal).toBe(done?.result?.newlyHit.length);
    expect(JSON.stringify(done?.result)).not.toMatch(/zhang|second|姓名|张导购|rival/);
  });

  it('of laxer ones says who would be left alone, and judges it by the labelled alerts', async () => {
    const done = await replay({ 'competitor-dwell': { minDwellMin: 60 } });
    expect(done?.result).toMatchObject({
      total: { live: 2, draft: 0, removed: 2 },
      relieved: 1,
      precision: { live: null, draft: null },
    });
  });

  it('writes nothing but itself: alerts and findings stay as they are', async () => {
    const before = [await findAlerts('zhang', DAY, NEXT), await findDetection('zhang', `${DAY}:S1:0`)];
    await replay({ 'competitor-dwell': { minDwellMin: 60 } });
    expect([await findAlerts('zhang', DAY, NEXT), await findDetection('zhang', `${DAY}:S1:0`)]).toEqual(
      before,
    );
  });

  it('goes on where a run was cut off, is begun again when it stands still, and keeps no rows when done', async () => {
    const id = uuidv7();
    await startReplay(company.deps, HR, { id, overrides: {}, days: 14 });
    await claimReplay(id, 'dead', company.deps.now());
    company.queued.length = 0;
    await resumeReplays(company.deps);
    expect(company.queued).toEqual([]);
    company.setNow(at('09:30', '2026-11-22'));
    await resumeReplays(company.deps);
    expect(company.queued).toEqual(['replay']);
    await runReplay(company.deps, id);
    expect(await findReplay(id)).toMatchObject({ status: 'done' });
    expect(await listReplayRows(id)).toEqual([]);
    await runReplay(company.deps, id);
    expect(await findReplay(id)).toMatchObject({ status: 'done' });
  });

  it('is refused with every threshold that is out of bounds, and answers the same request the same', async () => {
    const bad = { 'off-zone': { allowanceMin: 0 }, nothing: { a: 1 } };
    await expect(
      startReplay(company.deps, HR, { id: uuidv7(), overrides: bad, days: 14 }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      details: { fields: [{ field: 'overrides.off-zone.allowanceMin' }, { field: 'overrides.nothing' }] },
    });
    const body = { id: uuidv7(), overrides: {}, days: 7 };
    const first = await startReplay(company.deps, HR, body);
    expect((await startReplay(company.deps, HR, body)).id).toBe(first.id);
    await expect(
      startReplay(company.deps, HR, { ...body, overrides: { 'off-zone': { allowanceMin: 40 } } }),
    ).rejects.toMatchObject({ code: 'id_taken' });
  });
});
