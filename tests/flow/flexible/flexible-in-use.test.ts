import { beforeEach, describe, expect, it } from 'vitest';
import { pollApprovals } from '../../../server/flow/approval/approval-events.ts';
import { withdrawConsent } from '../../../server/flow/policy/consent.ts';
import { requestFlexible } from '../../../server/flow/flexible/flexible.ts';
import { ingestFixes } from '../../../server/flow/ingest.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { findFlexible, insertFlexible } from '../../../server/store/flexible-shifts.ts';
import { useTenant } from '../../feishu/support.ts';
import { useDatabase } from '../../support/db.ts';
import { buildFlexible } from '../../support/flexible.ts';
import { buildBatch, buildFix, buildPunch, buildPunches, createShop, SHIFT } from '../../support/phone.ts';
import { buildCompanyTenant } from '../company-tenant.ts';
import { at, buildPerson, createCompany, DAY, giveShift } from '../company.ts';

useDatabase();

describe('on a day with agreed hours', () => {
  let shop: Awaited<ReturnType<typeof createShop>>;
  beforeEach(async () => {
    shop = await createShop();
    await shop.agree('location');
    const span = { weekdays: [4], fromDay: DAY, toDay: DAY, startTime: '13:00', endTime: '22:00' };
    const decidedAt = at('18:00', '2026-11-18');
    await insertFlexible(buildFlexible({ ...span, status: 'approved', decidedAt }));
    shop.setNow(at('21:00'));
  });
  const send = async (...clocks: string[]) => {
    const fixes = clocks.map((clock, index) => buildFix(index + 1, clock));
    const { receipts } = await ingestFixes(
      shop.deps,
      shop.promoter,
      buildBatch(fixes, { sentAtMs: +at('21:00') }),
    );
    return receipts.map((receipt) => [receipt.fromSeq, receipt.status, receipt.code]);
  };

  it('positions are taken in the new hours and in no other time, the moved break excepted', async () => {
    expect(await send('10:00', '12:44')).toEqual([[1, 'rejected', 'off_hours']]);
    expect(await send('12:45', '15:00', '20:30')).toEqual([[1, 'created', undefined]]);
    expect(await send('16:30')).toEqual([[1, 'rejected', 'on_break']]);
  });

  it('none are taken without consent, as on any day', async () => {
    await withdrawConsent(shop.deps, { personId: 'zhang', roles: [] }, 'location');
    await expect(send('15:00')).rejects.toMatchObject({ code: 'consent_missing' });
  });

  it('a punch at their end belongs to the shift, and one at the usual beginning asks about overtime', async () => {
    const take = async (clock: string, kind: 'in' | 'out') => {
      const batch = buildPunches([buildPunch(clock, { kind })], { sentAtMs: +at('21:00') });
      return (await takePunches(shop.deps, shop.promoter, batch)).receipts[0]?.punch?.reasons;
    };
    expect(await take('20:58', 'out')).toEqual([]);
    expect(await take('09:00', 'in')).toEqual(['off_hours']);
  });

  it('are what the first screen shows, under the shift’s id', async () => {
    const { schedules, windows } = await findToday(shop.deps, shop.promoter);
    expect(schedules[0]?.shifts).toMatchObject([
      { id: SHIFT.id, startAt: at('13:00'), endAt: at('22:00'), placeId: 'store' },
    ]);
    expect(windows[0]?.startAt).toEqual(at('12:45'));
  });
});

it('is asked and answered in the tenant, with the form its definition has', async () => {
  const { sandbox, feishu } = await useTenant({ seed: buildCompanyTenant() });
  const company = await createCompany(feishu);
  await giveShift('zhang', '2026-11-26');
  const id = '019aaf00-0000-7000-8000-0000000000f1';
  const zhang = buildPerson({ id: 'zhang', leaderOpenId: 'ou_boss' });
  const span = { weekdays: [4], fromDay: '2026-11-26', toDay: '2026-11-26' };
  const hours = { startTime: '12:00', endTime: '21:00', reason: 'study' } as const;
  await requestFlexible(company.deps, zhang, { id, ...span, ...hours });
  await relay(company.deps);
  const [asked] = sandbox.approvals();
  expect(asked).toMatchObject({ status: 'PENDING', tasks: [{ openId: 'ou_boss' }] });
  expect(JSON.stringify(asked?.form)).toContain('学习或考试');
  const instanceCode = asked?.instanceCode ?? '';
  await sandbox.approve({ openId: 'ou_boss', instanceCode, decision: 'REJECTED', comment: '当天盘点' });
  company.setNow(new Date(+company.deps.now() + 15 * 60_000));
  await pollApprovals(company.deps);
  expect(await findFlexible(id)).toMatchObject({
    status: 'rejected',
    comment: '当天盘点',
    decidedById: 'boss',
  });
});
