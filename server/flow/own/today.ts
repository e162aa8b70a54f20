import type { CaseState } from '../../contract/case.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { refuseMove } from '../../domain/case/guard.ts';
import { isWithin } from '../../domain/interval.ts';
import { leaveInShifts } from '../../domain/leave-in-shifts.ts';
import { samplingPlanOf, type SamplingPlan } from '../../domain/sampling-plan.ts';
import { collectionWindows, type DaySchedule, type Interval } from '../../domain/working-time.ts';
import { listCases, type CaseRecord } from '../../store/cases.ts';
import type { Place } from '../../domain/geo/place.ts';
import type { Person } from '../../store/people.ts';
import { findPunches, type Punch } from '../../store/punches.ts';
import { findSchedules } from '../../store/schedules.ts';
import { companyMap } from '../detect/company-map.ts';
import { hasCurrentConsent } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { findMyDecisions } from '../punch/overtime.ts';
import { findMyPunchesToConfirm } from '../punch/punch-confirmers.ts';
import { findOwnDay, type OwnDay } from './own-day.ts';
import { isStillIn } from './open-shift.ts';
import { findPolicyToRead } from '../policy/policy.ts';
import { findMyQuiz, type MyQuiz } from '../policy/quiz.ts';

/** All that one person's first screen needs. */
export type Today = Readonly<{
  now: Date;
  day: string;
  schedules: readonly DaySchedule[];
  windows: readonly Interval[];
  onLeave: boolean;
  /** Parts of the shifts, where it is not the whole. */
  leaves: readonly Interval[];
  punches: readonly Punch[];
  places: ReadonlyMap<string, Place>;
  locationConsent: boolean;
  photoConsent: boolean;
  policyAcknowledged: boolean;
  quizDueAt?: Date;
  waiting: readonly CaseRecord[];
  /** Decided cases from which the person may still appeal. */
  appealable: readonly CaseRecord[];
  toConfirm: number;
  sampling: SamplingPlan;
  own: OwnDay;
}>;

const MANY_CASES = 20;
const DECIDED: readonly CaseState[] = ['approved', 'executed'];

/**
 * The day in the person's own zone; after midnight yesterday's shift still shows until it and its margin are over, or it is punched out
 * of.
 */
export async function findToday(deps: Deps, person: Person): Promise<Today> {
  const now = deps.now();
  const { id, timeZone } = person;
  const day = dayOf(now, timeZone);
  const known = await findSchedules(id, addDays(day, -1), day);
  const [before, own] = [known.find((one) => one.day !== day), known.find((one) => one.day === day)];
  const isShown = before !== undefined && (isRunning(before, now) || (await isStillIn(before, own, now)));
  const schedules = known.filter((one) => one === own || isShown);
  const leaves = schedules.map(leaveInShifts);
  const windows = schedules.flatMap(collectionWindowsOf);
  const fromAt = earliest([instantOf(day, '00:00', timeZone), ...windows.map(({ startAt }) => startAt)]);
  const [punches, map, locationConsent, photoConsent, policy, quiz, cases, toConfirm, toDecide] =
    await Promise.all([
      findPunches(id, fromAt, new Date(+now + 1)),
      companyMap(),
      hasCurrentConsent(id, 'location'),
      hasCurrentConsent(id, 'photo'),
      findPolicyToRead(deps, id),
      findMyQuiz(deps, id),
      listCases({ personId: id, states: ['explaining', 'contacted', ...DECIDED], limit: MANY_CASES }),
      findMyPunchesToConfirm(person),
      findMyDecisions(person),
    ]);
  return {
    now,
    day,
    schedules,
    windows,
    onLeave: windows.length === 0 && (leaves.some(({ isWhole }) => isWhole) || isLeaveAt(known, now)),
    leaves: windows.length === 0 ? [] : leaves.flatMap(({ parts }) => parts),
    punches,
    places: map.namedById,
    locationConsent,
    photoConsent,
    policyAcknowledged: policy?.acknowledgedAt !== undefined,
    ...(quiz?.dueAt && isQuizAsked(quiz, now) && { quizDueAt: quiz.dueAt }),
    waiting: cases.filter(({ state, explanation }) => !DECIDED.includes(state) && explanation === undefined),
    appealable: cases.filter((one) => mayAppeal(one, { person, now })),
    toConfirm: toConfirm.length + toDecide.length,
    sampling: samplingPlanOf(person.staffKind),
    own: await findOwnDay(deps, person, { day, schedules, punches }),
  };
}

/** Until its date: a notice of something without consequences would else stand there for good. */
const isQuizAsked = ({ dueAt, passedAt, questions }: MyQuiz, now: Date): boolean =>
  dueAt !== undefined && now < dueAt && !passedAt && questions.length > 0;

const mayAppeal = (record: CaseRecord, { person, now }: Readonly<{ person: Person; now: Date }>): boolean =>
  refuseMove(record, { event: 'appeal', actor: { personId: person.id, roles: person.roles }, at: now }) ===
  null;

function isRunning(schedule: DaySchedule, now: Date): boolean {
  return collectionWindows(schedule).some(({ endAt }) => endAt > now);
}

const isLeaveAt = (schedules: readonly DaySchedule[], at: Date): boolean =>
  schedules.some(({ leaves }) => leaves.some((leave) => isWithin(at, leave)));
const collectionWindowsOf = (schedule: DaySchedule): Interval[] => collectionWindows(schedule);
const earliest = (dates: readonly Date[]): Date => new Date(Math.min(...dates.map(Number)));
