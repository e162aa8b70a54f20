import { addDays, clockOf, dayOf, instantOf, weekdayOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { requestFlexible } from '../flow/flexible/flexible.ts';
import { sweep } from '../flow/sweep.ts';
import { findFlexible } from '../store/flexible-shifts.ts';
import { findPeople } from '../store/people.ts';
import type { Approve } from './case-moments.ts';
import { MUST_EXPLAIN } from './people.ts';
import { findDemoPerson, findWorkingSpan } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV7Of } from './uuid.ts';

const MIN_MS = 60_000;
/** Both begin after the demo does, so that nobody's past days change. */
const FIRST_DAY = 2;
const LAST_DAY = 10;
const LATER_MIN = 120;

/** Two wishes for other hours: one agreed to two days ago, for a weekday of four weeks, and one from this morning that waits. */
export function flexibleMoments({ startAt, approve }: { startAt: Date; approve: Approve }): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = (daysAgo: number, clock: string): Date => instantOf(addDays(today, -daysAgo), clock, DEMO_ZONE);
  const askedAt = at(2, '10:20');
  const answeredAt = at(2, '15:40');
  const id = uuidV7Of(askedAt, `${MUST_EXPLAIN}:flexible`);
  const askWeekly = async (deps: Deps): Promise<void> => {
    const [day] = await comingDays(today);
    if (day) await ask(deps, { id, day, weeks: 4, reason: 'child_or_elder', note: '这天早上要照顾老人' });
  };
  const agree = async (): Promise<void> => {
    const { instanceCode, approverIds } = (await findFlexible(id)) ?? { approverIds: [] };
    const [approver] = await findPeople(approverIds);
    if (instanceCode === undefined || approver === undefined)
      throw new Error('the demo request for other hours has no approval');
    const said = { decision: 'APPROVED', comment: '可以，早班由同事开门' } as const;
    await approve({ openId: approver.openId, instanceCode, ...said });
  };
  const askOnce = async (deps: Deps): Promise<void> => {
    const [, day] = await comingDays(today);
    const once = uuidV7Of(deps.now(), `${MUST_EXPLAIN}:flexible-once`);
    if (day) await ask(deps, { id: once, day, weeks: 1, reason: 'private' });
  };
  return [
    { at: askedAt, run: askWeekly },
    { at: later(askedAt), run: sweep },
    { at: answeredAt, run: agree },
    { at: later(answeredAt), run: sweep },
    { at: new Date(+startAt - 2 * MIN_MS), run: askOnce },
  ];
}

type Wish = Readonly<{
  id: string;
  day: string;
  weeks: number;
  reason: 'child_or_elder' | 'private';
  note?: string;
}>;

/** The day's shift two hours later. */
async function ask(deps: Deps, { day, weeks, ...rest }: Wish): Promise<void> {
  const person = await findDemoPerson(MUST_EXPLAIN);
  const span = await findWorkingSpan(person, day);
  if (!span) return;
  const clock = (at: Date): string => clockOf(new Date(+at + LATER_MIN * MIN_MS), DEMO_ZONE);
  await requestFlexible(deps, person, {
    ...rest,
    weekdays: [weekdayOf(day)],
    startTime: clock(span.startAt),
    endTime: clock(span.endAt),
    fromDay: day,
    toDay: addDays(day, 7 * (weeks - 1)),
  });
}

/** The next days with a shift, each on another weekday, without leave. */
async function comingDays(today: string): Promise<string[]> {
  const person = await findDemoPerson(MUST_EXPLAIN);
  const days: string[] = [];
  for (let n = FIRST_DAY; n <= LAST_DAY; n += 1) {
    const day = addDays(today, n);
    const isNew = days.every((other) => weekdayOf(other) !== weekdayOf(day));
    if (isNew && (await findWorkingSpan(person, day))) days.push(day);
  }
  return days;
}

const later = (at: Date): Date => new Date(+at + MIN_MS);
