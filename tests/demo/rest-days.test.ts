import { describe, expect, it } from 'vitest';
import { buildTenant } from '../../server/demo/company.ts';
import { doingsOf, LOGGED_TOO_MUCH_DAYS_AGO } from '../../server/demo/doings.ts';
import { buildPeople, LOGS_TOO_MUCH, userIdOf } from '../../server/demo/people.ts';
import { buildSituations, lateDataOf } from '../../server/demo/situations.ts';
import { addDays, instantOf, weekdayOf } from '../../server/domain/time.ts';

const widgets = {
  decision: [],
  declaration: [],
  flexible: [],
  unmask: [],
  threshold: [],
  export: [],
  go_live: [],
};
const weekly = (startDay: string) => buildTenant(widgets, startDay).weekly ?? [];
/** Every weekday a demo can begin on, and the Sunday that is worked in exchange. */
const STARTS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-09-20'];

describe.each(STARTS)('the people of a demo that begins on %s', (startDay) => {
  const worksOn = (key: string, day: string): boolean =>
    weekly(startDay).some(
      ({ userId, weekdays }) => userId === userIdOf(key) && weekdays.includes(weekdayOf(day)),
    );
  const startAt = instantOf(startDay, '10:30', 'Asia/Shanghai');

  it('work 40 hours a week and rest within any seven days, and all are there on the first day', () => {
    const people = weekly(startDay);
    expect(people.length).toBeGreaterThan(30);
    expect(people.filter(({ weekdays }) => weekdays.length !== 5)).toEqual([]);
    expect(people.filter(({ weekdays }) => !weekdays.includes(weekdayOf(startDay)))).toEqual([]);
  });

  it('are at work on the days their story is told of', () => {
    const { day: lateDay, personKey } = lateDataOf(startAt);
    const situations = Object.values(buildSituations(startAt)).map(
      (one) => [one.personKey, one.day] as const,
    );
    const doings = buildPeople().flatMap(({ key }) =>
      Array.from({ length: 14 }, (_, ago) => [key, addDays(startDay, -ago - 1)] as const).filter(
        ([, day]) => doingsOf(key, day, startAt).length > 0,
      ),
    );
    const logged = LOGGED_TOO_MUCH_DAYS_AGO.map((ago) => [LOGS_TOO_MUCH, addDays(startDay, -ago)] as const);
    const told = [...situations, ...doings, ...logged, [personKey, lateDay] as const];
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter(([key, day]) => !worksOn(key, day))).toEqual([]);
  });

  it('leave no store without a promoter or its manager', () => {
    const bare = Array.from({ length: 7 }, (_, n) => addDays(startDay, n)).flatMap((day) =>
      buildPeople()
        .filter(({ jobTitle }) => jobTitle === '店长')
        .filter(
          ({ storeId }) => !buildPeople().some((one) => one.storeId === storeId && worksOn(one.key, day)),
        )
        .map(({ storeId }) => `${storeId} ${day}`),
    );
    expect(bare).toEqual([]);
  });
});
