import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DataTopic } from '../../../server/contract/data-request.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { answerDataRequest, requestData } from '../../../server/flow/own/data-request.ts';
import { carryOutErasures } from '../../../server/flow/own/erase-data.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { claimDetection, saveDetection } from '../../../server/store/detection-claims.ts';
import { findDetection } from '../../../server/store/detections.ts';
import { markShiftsDirty } from '../../../server/store/detection-marks.ts';
import { findPunch } from '../../../server/store/punches.ts';
import { appendSegment, findFixes } from '../../../server/store/segments.ts';
import { useDatabase } from '../../support/db.ts';
import {
  buildBatch,
  buildFix,
  buildPunch,
  buildPunches,
  createShop,
  INSTALL,
  STORE,
} from '../../support/phone.ts';
import { at, DAY } from '../company.ts';

useDatabase();
const TODAY = { personId: 'zhang', shiftId: `${DAY}:early:0`, day: DAY };
const EARLIER = { personId: 'zhang', shiftId: '2026-11-18:early:0', day: '2026-11-18' };
const RESULT = {
  fixes: 1,
  stays: [],
  rejected: [],
  gaps: [],
  coveragePct: null,
  distanceKm: 1,
  findings: [],
};
const id = ({ personId, shiftId }: typeof TODAY): string => `${personId}:${shiftId}`;
let shop: Awaited<ReturnType<typeof createShop>>;

beforeEach(async () => {
  shop = await createShop();
  await shop.agree('location');
});

/** HR agrees at 13:00; what was under way is looked for from 13:01 on. */
async function grant(topic: DataTopic, day?: string): Promise<void> {
  shop.setNow(at('13:00'));
  const request = uuidv7();
  const asked = { id: request, kind: 'delete', topic, text: '请删除我的数据' } as const;
  await requestData(shop.deps, shop.promoter, { ...asked, ...(day && { day }) });
  const actor = { personId: shop.manager.id, roles: ['employee', 'hr'] };
  const body = { result: 'done', reason: '已按要求删除数据' } as const;
  await answerDataRequest(shop.deps, actor, { id: request, body });
}

async function sweepAt(clock: string): Promise<void> {
  shop.setNow(at(clock));
  await carryOutErasures(shop.deps);
}

async function judge(shift: typeof TODAY, clock: string): Promise<void> {
  await saveDetection(await claimDetection(shift, uuidv7()), RESULT, at(clock));
}

async function upload(clock: string): Promise<void> {
  shop.setNow(at(clock));
  await ingestFixes(shop.deps, shop.promoter, buildBatch([buildFix(+at(clock) / 60_000, clock)]));
}

const appendLate = (clock: string) =>
  appendSegment({
    personId: 'zhang',
    installId: INSTALL,
    ordinal: 9,
    receivedAt: at('13:00'),
    sourceDatum: 'wgs84',
    fixes: [{ seq: 0, atMs: +at(clock), capturedAtMs: +at(clock), ...STORE, accuracyM: 9 }],
    conflicts: [],
  });

const clocksKept = async (): Promise<string[]> => {
  const { segments } = await findFixes('zhang', at('00:00'), at('23:59'));
  return segments.flatMap(({ fixes }) => fixes.map(({ atMs }) => new Date(atMs).toISOString())).toSorted();
};

describe('of a day that still runs when its deletion is granted', () => {
  it('positions of after the answer stay', async () => {
    await upload('10:00');
    await grant('track', DAY);
    await sweepAt('13:00');
    await upload('14:00');
    await sweepAt('14:01');
    expect(await clocksKept()).toEqual([at('14:00').toISOString()]);
  });

  it('where a punch of after the answer was made stays', async () => {
    await grant('punch', DAY);
    await sweepAt('13:00');
    shop.setNow(at('14:00'));
    const late = buildPunch('14:00', { kind: 'out', note: '在门口' });
    await takePunches(shop.deps, shop.promoter, buildPunches([late]));
    await sweepAt('14:01');
    expect(await findPunch(late.id)).toMatchObject({ note: '在门口' });
  });

  it('what was judged since the deletion stays', async () => {
    await judge(TODAY, '12:00');
    await grant('track', DAY);
    await sweepAt('13:00');
    expect((await findDetection('zhang', TODAY.shiftId))?.result).toBeUndefined();
    await judge(TODAY, '14:00');
    await sweepAt('14:01');
    expect(await findDetection('zhang', TODAY.shiftId)).toMatchObject({ result: RESULT });
  });

  it('what came after the answer and is not judged yet still waits for it', async () => {
    await grant('track');
    await upload('14:00');
    const before = await findDetection('zhang', TODAY.shiftId);
    await sweepAt('14:01');
    expect(before).toHaveProperty('dirtyAt');
    expect(await findDetection('zhang', TODAY.shiftId)).toHaveProperty('dirtyAt');
  });

  it('a judgement of what was under way goes with it, and is made again', async () => {
    await grant('track', DAY);
    await sweepAt('13:00');
    await appendLate('10:00');
    await judge(TODAY, '14:00');
    await sweepAt('14:01');
    const found = await findDetection('zhang', TODAY.shiftId);
    expect(found).toHaveProperty('dirtyAt');
    expect(found).not.toHaveProperty('result');
    expect(await clocksKept()).toEqual([]);
  });
});

it('an earlier day whose alert waits to be judged anew since the answer still does, without what was judged of it', async () => {
  await judge(EARLIER, '09:00');
  await grant('track');
  await markShiftsDirty([id(EARLIER)], new Date(+at('13:00') + 1));
  await sweepAt('13:00');
  const found = await findDetection('zhang', EARLIER.shiftId);
  expect(found).toHaveProperty('dirtyAt');
  expect(found).not.toHaveProperty('result');
});

it('an earlier day for which nothing waits is gone, once', async () => {
  await judge(EARLIER, '09:00');
  await grant('track');
  await sweepAt('13:00');
  expect(await findDetection('zhang', EARLIER.shiftId)).toBeNull();
  await judge(EARLIER, '14:00');
  await sweepAt('14:01');
  expect(await findDetection('zhang', EARLIER.shiftId)).toMatchObject({ result: RESULT });
});

it('a run that had read the positions before they went saves nothing of them', async () => {
  const claim = await claimDetection(TODAY, 'before');
  await grant('track', DAY);
  await sweepAt('13:00');
  expect(await saveDetection(claim, RESULT, at('13:00'))).toBe(false);
  await judge(TODAY, '13:00');
  await sweepAt('13:02');
  expect(await findDetection('zhang', TODAY.shiftId)).not.toHaveProperty('result');
});
