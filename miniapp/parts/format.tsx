import { createContext, useContext, useMemo } from 'react';
import { serverNowMs } from '../api-call.ts';
import { useLanguage } from '../texts/language.tsx';

/** Times are shown in the person's own zone (IANA name from /me), wherever the phone thinks it is. */
export const ZoneContext = createContext<string>('Asia/Shanghai');

export type Format = {
  time: (at: string | number) => string;
  /** Days of another year than the present one are said with their year: papers are read years later, and periods end in the next. */
  day: (at: string | number) => string;
  dateTime: (at: string | number) => string;
  /** The same with its weekday: what somebody has to keep. */
  deadline: (at: string | number) => string;
  /** With its year, for what lies years ahead. */
  farDay: (at: string | number) => string;
  /** Beside something of `than`: the time alone on the same day, else with its day. */
  timeBeside: (at: string | number, than: string | number) => string;
  /** A calendar day YYYY-MM-DD, in words. */
  calendarDay: (day: string) => string;
  month: (month: string) => string;
  /** Words of one kind in a row. */
  list: (words: readonly string[]) => string;
  /** Sentences or parts of one, one after the other. */
  clauses: (words: readonly string[]) => string;
  /** Parts of one sentence. */
  phrases: (words: readonly string[]) => string;
  /** What is said under a name. */
  named: (name: string, text: string) => string;
};

export function useFormat(): Format {
  const { language } = useLanguage();
  const timeZone = useContext(ZoneContext);
  return useMemo(
    () => createFormat(language === 'zh' ? 'zh-CN' : 'en-GB', timeZone, serverNowMs()),
    [language, timeZone],
  );
}

export function createFormat(locale: 'zh-CN' | 'en-GB', timeZone: string, nowMs: number): Format {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { month: 'short', day: 'numeric' } as const;
  const show = (options: Intl.DateTimeFormatOptions, zone: string) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    return (at: string | number): string => format.format(new Date(at));
  };
  const yearIn = (zone: string) => {
    const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone });
    return (at: string | number): string => year.format(new Date(at));
  };
  const thisYear = yearIn(timeZone)(nowMs);
  const yeared = (options: Intl.DateTimeFormatOptions, zone: string) => {
    const [near, far, yearOf] = [
      show(options, zone),
      show({ ...options, year: 'numeric' }, zone),
      yearIn(zone),
    ];
    return (at: string | number): string => (yearOf(at) === thisYear ? near : far)(at);
  };
  const [time, fullDay, dateTime] = [
    show(clock, timeZone),
    show({ ...date, year: 'numeric' }, timeZone),
    yeared({ ...date, ...clock }, timeZone),
  ];
  const calendar = yeared({ ...date, weekday: 'short' }, 'UTC');
  const month = show({ year: 'numeric', month: 'long' }, 'UTC');
  return {
    time,
    day: yeared({ ...date, weekday: 'short' }, timeZone),
    dateTime,
    timeBeside: (at, than) => (fullDay(at) === fullDay(than) ? time : dateTime)(at),
    deadline: yeared({ ...date, weekday: 'short', ...clock }, timeZone),
    farDay: fullDay,
    calendarDay: (day) => calendar(`${day}T00:00:00Z`),
    month: (value) => month(`${value}-01T00:00:00Z`),
    named: (name, text) => `${name}${locale === 'zh-CN' ? '：' : ': '}${text}`,
    phrases: (words) => words.join(locale === 'zh-CN' ? '，' : ', '),
    clauses: (words) => words.join(locale === 'zh-CN' ? '；' : '; '),
    list: (words) => words.join(locale === 'zh-CN' ? '、' : ', '),
  };
}
