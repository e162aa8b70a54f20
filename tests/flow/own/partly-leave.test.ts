import { beforeEach, expect, it } from 'vitest';
import { todayView } from '../../../server/http/views/today-view.ts';
import { myDayView } from '../../../server/http/views/my-view.ts';
import { findMyDay } from '../../../server/flow/own/my-day.ts';
import { findMyMonth } from '../../../server/flow/own/my-month.ts';
import { findToday } from '../../../server/flow/own/today.ts';
import { MyDaySchema, TodayViewSchema } from '../../../server/contract/views.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { createShop, SHIFT } from '../../support/phone.ts';
import { at, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
beforeEach(async () => {
  shop = await createShop();
});

const giveLeave = (...leaves: readonly (readonly [string, string])[]) =>
  saveSchedules([
    {
      personId: 'zhang',
      day: DAY,
      timeZone: TIME_ZONE,
      shifts: [SHIFT],
      leaves: leaves.map(([from, to]) => ({ startAt: at(from), endAt: at(to) })),
      trips: [],
    },
  ]);
const todayAt = async (clock: string) => {
  shop.setNow(at(clock));
  return TodayViewSchema.parse(todayView(await findToday(shop.deps, shop.promoter)));
};
const myDay = async () => MyDaySchema.parse(myDayView(await findMyDay(shop.deps, shop.promoter, DAY)));
const month = async () => {
  const { days } = await findMyMonth(shop.promoter, DAY.slice(0, 7), at('20:00'));
  return days.find(({ day }) => day === DAY);
};
const span = (from: string, to: string) => ({
  startAt: at(from).toISOString(),
  endAt: at(to).toISOString(),
});

it.each(['08:30', '10:00', '15:00'])(
  'a morning off is said beside the shift and is no day off (at %s)',
  async (clock) => {
    await giveLeave(['00:00', '13:00']);
    const seen = { onLeave: false, leaves: [span('09:00', '13:00')] };
    expect(await todayAt(clock)).toMatchObject({ ...seen, shifts: [{ id: SHIFT.id }] });
    expect(await myDay()).toMatchObject(seen);
    expect(await month()).toMatchObject({ onLeave: false, partlyOnLeave: true });
  },
);

it('an afternoon off is known in the morning', async () => {
  await giveLeave(['15:00', '18:00']);
  expect(await todayAt('09:30')).toMatchObject({ onLeave: false, leaves: [span('15:00', '18:00')] });
  expect(await myDay()).toMatchObject({ onLeave: false, leaves: [span('15:00', '18:00')] });
});

it.each(['08:00', '10:00', '19:00'])('a whole day off is one at any hour (at %s)', async (clock) => {
  await giveLeave(['09:00', '18:00']);
  const today = await todayAt(clock);
  expect(today.onLeave).toBe(true);
  expect(today).not.toHaveProperty('leaves');
  expect(await myDay()).toMatchObject({ onLeave: true });
  expect(await month()).toMatchObject({ onLeave: true, partlyOnLeave: false });
});

it('two leaves that leave only the break are a whole day off', async () => {
  const [rest] = SHIFT.breaks;
  if (!rest) throw new Error('no break');
  await saveSchedules([
    {
      personId: 'zhang',
      day: DAY,
      timeZone: TIME_ZONE,
      shifts: [SHIFT],
      leaves: [
        { startAt: SHIFT.startAt, endAt: rest.startAt },
        { startAt: rest.endAt, endAt: SHIFT.endAt },
      ],
      trips: [],
    },
  ]);
  expect(await todayAt('08:00')).toMatchObject({ onLeave: true });
});

it('a day of leave without a shift is one in the month as on its page', async () => {
  const leaves = [{ startAt: at('00:00'), endAt: at('23:59') }];
  await saveSchedules([{ personId: 'zhang', day: DAY, timeZone: TIME_ZONE, shifts: [], leaves, trips: [] }]);
  expect(await myDay()).toMatchObject({ onLeave: true });
  expect(await month()).toMatchObject({ onLeave: true, partlyOnLeave: false });
});

it('without leave nothing is said of it', async () => {
  await giveLeave();
  const today = await todayAt('10:00');
  expect(today.onLeave).toBe(false);
  expect(today).not.toHaveProperty('leaves');
  expect(await myDay()).toMatchObject({ onLeave: false });
  expect(await month()).toMatchObject({ onLeave: false, partlyOnLeave: false });
});
