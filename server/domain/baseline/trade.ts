import { weekdayOf } from '../time.ts';
import { addDays } from '../time.ts';
import type { DayRecords } from './learn-day.ts';

/** What one week (its Monday, YYYY-MM-DD) brought: logged visits, orders booked to the person, their sum in fen. */
export type TradeWeek = Readonly<{ monday: string; visits: number; orders: number; salesFen: number }>;

/** Half a year: the trend and a season's half. */
const MAX_WEEKS = 26;

/** The weeks with the records after `after` up to the end of `day` added to the day's week. */
export function addTrade(
  weeks: readonly TradeWeek[],
  { visits, orders }: Pick<DayRecords, 'visits' | 'orders'>,
  { day, personId, from, to }: { day: string; personId: string; from: Date; to: Date },
): TradeWeek[] {
  const ofDay = visits.filter(
    ({ startAt }) => startAt.getTime() >= from.getTime() && startAt.getTime() < to.getTime(),
  );
  const booked = orders.filter(
    ({ at, bookedTo }) =>
      at.getTime() >= from.getTime() && at.getTime() < to.getTime() && bookedTo === personId,
  );
  if (ofDay.length + booked.length === 0) return [...weeks];
  const monday = addDays(day, 1 - weekdayOf(day));
  const last = weeks.at(-1);
  const open = last?.monday === monday ? last : { monday, visits: 0, orders: 0, salesFen: 0 };
  return [
    ...weeks.filter((week) => week !== open),
    {
      monday,
      visits: open.visits + ofDay.length,
      orders: open.orders + booked.length,
      salesFen: open.salesFen + booked.reduce((sum, { amountFen }) => sum + amountFen, 0),
    },
  ].slice(-MAX_WEEKS);
}
