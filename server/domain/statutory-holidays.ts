import { solarDayOf } from './chinese-days.ts';
import { addDays } from './time.ts';

/** Mean tropical year and the days of Qingming in it, for the years 2000 to 2099 (the almanacs' rule of thumb; off by no day in them). */
const [YEAR_DAYS, QINGMING] = [0.2422, 4.81];
const byYear = new Map<string, ReadonlySet<string>>();

/**
 * Whether a day (YYYY-MM-DD) is a holiday of all citizens by law, which needs no yearly notice: New Year's Day, the eve and the first three
 * days of Spring Festival, Qingming, May 1 and 2, Dragon Boat, Mid-Autumn, October 1 to 3. Source: 《全国年节及纪念日放假办法》 art. 2 as
 * amended for 2025. The notice adds days off around them and says which weekends are worked.
 */
export function isStatutoryHoliday(day: string): boolean {
  const year = day.slice(0, 4);
  let days = byYear.get(year);
  if (!days) byYear.set(year, (days = holidaysOf(year)));
  return days.has(day);
}

function holidaysOf(year: string): ReadonlySet<string> {
  const springFestival = solarDayOf(`${year}-01-01`);
  return new Set([
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((days) => addDays(springFestival, days)),
    qingmingOf(year),
    `${year}-05-01`,
    `${year}-05-02`,
    solarDayOf(`${year}-05-05`),
    solarDayOf(`${year}-08-15`),
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ]);
}

function qingmingOf(year: string): string {
  const ofCentury = Number(year) % 100;
  return `${year}-04-0${Math.floor(ofCentury * YEAR_DAYS + QINGMING) - Math.floor(ofCentury / 4)}`;
}
