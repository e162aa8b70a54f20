import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures, previewErasure } from '../../../server/flow/own/erase-data.ts';
import { claimDetection, saveDetection } from '../../../server/store/detection-claims.ts';
import { findDetection } from '../../../server/store/detections.ts';
import { findDataRequest } from '../../../server/store/data-requests.ts';
import { findUploadsIn } from '../../../server/store/erase-fixes.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { findFixes } from '../../../server/store/segments.ts';
import { useDatabase } from '../../support/db.ts';
import { buildBatch, buildFix, createShop, SHIFT } from '../../support/phone.ts';
import { at, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
const BEFORE = '2026-11-18';
let shop: Awaited<ReturnType<typeof createShop>>;

beforeEach(async () => {
  shop = await createShop();
  await shop.agree('location');
  const shift = { ...SHIFT, id: `${BEFORE}:night:0`, breaks: [] };
  const night = { ...shift, startAt: at('20:00', BEFORE), endAt: at('04:00') };
  const free = { leaves: [], trips: [] };
  await saveSchedules([{ personId: 'zhang', day: BEFORE, timeZone: TIME_ZONE, shifts: [night], ...free }]);
});

const timesOf = async (): Promise<string[]> => {
  const { segments } = await findFixes('zhang', at('00:00', '2026-11-01'), at('23:59', '2026-11-30'));
  return segments.flatMap(({ fixes }) => fixes.map(({ atMs }) => new Date(atMs).toISOString())).toSorted();
};
const iso = (...times: readonly Date[]): string[] => times.map((time) => time.toISOString());

async function erase(day: string, uploads = 1): Promise<void> {
  const id = uuidv7();
  const request = await requestData(shop.deps, shop.promoter, {
    id,
    kind: 'delete',
    topic: 'track',
    day,
    text: '请删除当天的位置记录',
  });
  expect(await previewErasure(shop.deps, request)).toMatchObject({ uploads });
  const actor = { personId: shop.manager.id, roles: ['employee', 'hr'] };
  const body = { result: 'done', reason: '已按要求删除当天的位置记录' } as const;
  await answerDataRequest(shop.deps, actor, { id, body });
  await carryOutErasures(shop.deps);
  expect(await findDataRequest(id)).toMatchObject({ erased: { uploads, kept: 0 } });
}

describe('the positions of one day', () => {
  /** One upload after a night without a signal: two points before midnight, two after. */
  const clocks = [at('21:00', BEFORE), at('23:50', BEFORE), at('00:10'), at('10:00')];
  beforeEach(async () => {
    const fixes = clocks.map((time, seq) => buildFix(seq, '10:00', { capturedAtMs: +time }));
    await ingestFixes(shop.deps, shop.promoter, buildBatch(fixes));
  });

  it('go also where the upload began the day before', async () => {
    expect(await timesOf()).toEqual(iso(...clocks));
    await erase(DAY);
    expect(await timesOf()).toEqual(iso(at('21:00', BEFORE), at('23:50', BEFORE)));
  });

  it('go from the stays of a shift that began the day before, too', async () => {
    const shiftId = `${BEFORE}:night:0`;
    const claim = await claimDetection({ personId: 'zhang', shiftId, day: BEFORE }, 'run');
    const stay = { lng: 121.5, lat: 31.2, accuracyM: 12, fixes: 2, extentM: 30 };
    const early = {
      ...stay,
      startAt: at('21:00', BEFORE),
      endAt: at('23:50', BEFORE),
      lastFixAt: at('23:50', BEFORE),
    };
    const late = { ...stay, startAt: at('00:10'), endAt: at('02:00'), lastFixAt: at('02:00') };
    const rejected = [
      { at: at('22:00', BEFORE), reason: 'speed' },
      { at: at('00:20'), reason: 'speed' },
    ];
    const empty = { fixes: 4, gaps: [], coveragePct: null, distanceKm: null, findings: [] };
    await saveDetection(claim, { ...empty, stays: [early, late], rejected }, at('05:00'));
    await erase(DAY);
    const { result } = (await findDetection('zhang', shiftId)) ?? {};
    expect(result?.stays).toEqual([early]);
    expect(result?.rejected).toEqual(rejected.slice(0, 1));
  });

  it('go with copies that contradicted them', async () => {
    const other = buildFix(2, '10:00', { capturedAtMs: +at('00:10'), lat: 31.3 });
    await ingestFixes(shop.deps, shop.promoter, buildBatch([other]));
    expect(await findUploadsIn('zhang', { fromAt: at('00:00'), toAt: at('23:59') })).toHaveLength(2);
    await erase(DAY, 2);
    expect(await findUploadsIn('zhang', { fromAt: at('00:00'), toAt: at('23:59') })).toEqual([]);
  });

  it('go alone where the upload reaches into the day after', async () => {
    await erase(BEFORE);
    expect(await timesOf()).toEqual(iso(at('00:10'), at('10:00')));
  });
});
