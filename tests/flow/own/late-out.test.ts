import { beforeEach, expect, it } from 'vitest';
import { todayView } from '../../../server/http/views/today-view.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { takePunches } from '../../../server/flow/punch/punch.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPunch, buildPunches, createShop, SHIFT } from '../../support/phone.ts';
import { at, TIME_ZONE } from '../company.ts';

useDatabase();
const BEFORE = '2026-11-18';
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
  const shift = { ...SHIFT, id: `${BEFORE}:late:0`, breaks: [] };
  const late = { ...shift, startAt: at('14:00', BEFORE), endAt: at('23:30', BEFORE) };
  const none = { leaves: [], trips: [] };
  await saveSchedules([{ personId: 'zhang', day: BEFORE, timeZone: TIME_ZONE, shifts: [late], ...none }]);
});

const punch = async (kind: 'in' | 'out', when: Date): Promise<void> => {
  shop.setNow(when);
  const one = buildPunch('00:00', { kind, capturedAtMs: +when });
  await takePunches(shop.deps, shop.promoter, buildPunches([one], { sentAtMs: +when }));
};
const seenAt = async (when: Date) => {
  shop.setNow(when);
  const { shifts, punches } = todayView(await findToday(shop.deps, shop.promoter));
  return { shifts: shifts.map(({ id }) => id), punches: punches.map(({ kind }) => kind) };
};
const EVENING = `${BEFORE}:late:0`;

it('who closes the shop late still has the evening’s shift and punch in, and punches out of it after midnight', async () => {
  await punch('in', at('13:55', BEFORE));
  expect(await seenAt(at('00:20'))).toEqual({ shifts: [EVENING, SHIFT.id], punches: ['in'] });
  await punch('out', at('00:20'));
  expect(await seenAt(at('00:21'))).toEqual({ shifts: [SHIFT.id], punches: ['out'] });
});

it('who forgot to punch out begins the next day with nothing open', async () => {
  await punch('in', at('13:55', BEFORE));
  expect(await seenAt(at('03:29'))).toMatchObject({ punches: ['in'] });
  expect(await seenAt(at('03:30'))).toEqual({ shifts: [SHIFT.id], punches: [] });
});

it('an hour before the next shift its own punch comes first', async () => {
  const night = { ...SHIFT, id: EVENING, breaks: [], startAt: at('22:00', BEFORE), endAt: at('06:00') };
  const none = { leaves: [], trips: [] };
  await saveSchedules([{ personId: 'zhang', day: BEFORE, timeZone: TIME_ZONE, shifts: [night], ...none }]);
  await punch('in', at('21:58', BEFORE));
  expect(await seenAt(at('06:40'))).toMatchObject({ punches: ['in'] });
  expect(await seenAt(at('08:00'))).toEqual({ shifts: [SHIFT.id], punches: [] });
});

it('who was out in time sees the new day alone', async () => {
  await punch('in', at('13:55', BEFORE));
  await punch('out', at('23:31', BEFORE));
  expect(await seenAt(at('00:20'))).toEqual({ shifts: [SHIFT.id], punches: [] });
});
