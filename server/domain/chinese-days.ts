import chineseDays from 'chinese-days';
import { weekdayOf } from './time.ts';

// oxlint-disable-next-line import/no-named-as-default-member -- CommonJS: Node finds no named exports in it
const { getDayDetail, getSolarDateFromLunar } = chineseDays;

const FRIDAY = 5;

/** Whether a day (YYYY-MM-DD) is worked by the State Council's notice, which names what differs from the week; else by its weekday. */
export function isWorkedByNotice(day: string): boolean {
  // The library knows days of the notice everywhere, but west of Greenwich it takes the weekday of the day before.
  const { name, work } = getDayDetail(day);
  return isOfNotice(name) ? work : weekdayOf(day) <= FRIDAY;
}

/** Whether the notice of a year is known: it names the National Day holiday. */
export const isYearAnnounced = (year: string): boolean => isOfNotice(getDayDetail(`${year}-10-01`).name);

/** The day (YYYY-MM-DD) of a day of the lunar calendar, written YYYY-MM-DD too; not of a leap month. */
export function solarDayOf(lunarDay: string): string {
  // A text would be read as UTC and its day asked for where this machine stands.
  const [year = 0, month = 1, day = 1] = lunarDay.split('-').map(Number);
  return getSolarDateFromLunar(new Date(year, month - 1, day, 12)).date;
}

/** 'National Day,国庆节,3'; other days are named by their weekday. */
const isOfNotice = (name: string): boolean => name.includes(',');
