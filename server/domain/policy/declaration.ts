import type { AnswerStep } from '../../contract/asked.ts';
import type { DeclarationKind, DeclarationSettings, DeclarationStatus } from '../../contract/declaration.ts';
import { declaredWindows, type DeclaredHours } from '../declared-hours.ts';
import { intersectIntervals, minutesOf, type Interval } from '../interval.ts';
import { addDays, endOfDay, instantOf } from '../time.ts';

/** Where a declaration stands; `step` only while it is pending. */
export type DeclarationState = Readonly<{ status: DeclarationStatus; step?: AnswerStep }>;
/**
 * `release`: the manager's silence or absence passes it on to HR. `contest`: the person wants somebody else to look again. `reopen`:
 * an approval was taken back; one given on a second look is looked at again there (`reopen_review`).
 */
export type DeclarationEvent =
  'approve' | 'reject' | 'release' | 'withdraw' | 'end' | 'contest' | 'reopen' | 'reopen_review';

const PENDING_AT_HR: DeclarationState = { status: 'pending', step: 'hr' };
const IN_REVIEW: DeclarationState = { status: 'pending', step: 'review' };
const MOVES: Readonly<Record<string, Readonly<Partial<Record<DeclarationEvent, DeclarationState>>>>> = {
  'pending:manager': {
    approve: PENDING_AT_HR,
    release: PENDING_AT_HR,
    reject: { status: 'rejected' },
    withdraw: { status: 'withdrawn' },
  },
  'pending:hr': {
    approve: { status: 'approved' },
    reject: { status: 'rejected' },
    withdraw: { status: 'withdrawn' },
  },
  'pending:review': {
    approve: { status: 'approved' },
    reject: { status: 'rejected' },
    // Taken back, it leaves the refusal as it was.
    withdraw: { status: 'rejected' },
  },
  rejected: { contest: IN_REVIEW },
  approved: {
    withdraw: { status: 'ended' },
    end: { status: 'ended' },
    reopen: PENDING_AT_HR,
    reopen_review: IN_REVIEW,
  },
};

/** Where an event leads, or null where it may not happen. */
export function moveDeclaration(
  { status, step }: DeclarationState,
  event: DeclarationEvent,
): DeclarationState | null {
  return MOVES[step === undefined ? status : `${status}:${step}`]?.[event] ?? null;
}

/** The days of one week that notice-only is judged by: every declared weekday once. */
const WEEK_DAYS = 7;
/** Days of the roster that have to be free of the side job. */
export const ROSTER_DAYS = 28;

/**
 * Whether a notice is enough: a kind the company named, no rival's place, no minute of the known roster, few hours a week. Without a
 * roster nothing is known to be off shift.
 */
export function isNoticeOnly(
  declared: DeclaredHours & Readonly<{ kind: DeclarationKind }>,
  facts: Readonly<{ isRival: boolean; shifts: readonly Interval[]; timeZone: string }>,
  settings: Pick<DeclarationSettings, 'noticeOnlyKinds' | 'lightWeekHours'>,
): boolean {
  const { shifts, timeZone } = facts;
  if (!settings.noticeOnlyKinds.includes(declared.kind) || facts.isRival || shifts.length === 0) return false;
  if (weekHours(declared, timeZone) > settings.lightWeekHours) return false;
  return shifts.every(
    (shift) => intersectIntervals(declaredWindows(declared, shift, timeZone), [shift]).length === 0,
  );
}

/** Declared hours a week, overlaps counted once. */
export function weekHours({ weekdays, startTime, endTime }: DeclaredHours, timeZone: string): number {
  // A week without a clock change anywhere: 2024-01-01 was a Monday.
  const fromDay = '2024-01-01';
  const span = {
    startAt: instantOf(fromDay, '00:00', timeZone),
    endAt: instantOf(addDays(fromDay, WEEK_DAYS), '00:00', timeZone),
  };
  const declared = { weekdays, startTime, endTime, fromDay, toDay: addDays(fromDay, WEEK_DAYS - 1) };
  return minutesOf(declaredWindows(declared, span, timeZone)) / 60;
}

const DAY_MS = 86_400_000;

/** Whether a declaration of this moment falls into the amnesty after the first policy came into force (product M12). */
export function isInAmnesty(
  submittedAt: Date,
  policyEffectiveAt: Date | null,
  { amnestyDays }: Pick<DeclarationSettings, 'amnestyDays'>,
): boolean {
  return policyEffectiveAt === null || +submittedAt <= +policyEffectiveAt + amnestyDays * DAY_MS;
}

type Course = Readonly<{
  status: DeclarationStatus;
  toDay: string;
  decidedAt?: Date;
  endedAt?: Date;
  review?: Readonly<{ refusedAt: Date }>;
}>;

/** When the matter is closed: it was refused, taken back or ended, or its last day is over; null while it waits for an answer. */
export function closedAtOf({ status, toDay, decidedAt, endedAt }: Course, timeZone: string): Date | null {
  if (status === 'pending') return null;
  const overAt = instantOf(addDays(toDay, 1), '00:00', timeZone);
  return status === 'approved' ? overAt : (endedAt ?? decidedAt ?? overAt);
}

/**
 * Until when the declared hours are permitted, or null when they never were. What was permitted stays so: ending it later takes nothing
 * back. In the amnesty the first refusal counts from its own moment on, whatever is asked after it.
 */
export function permittedUntil(
  declaration: Course & Readonly<{ isAmnesty?: boolean }>,
  timeZone: string,
): Date | null {
  const { status, toDay, isAmnesty = false, decidedAt, endedAt, review } = declaration;
  const lastAt = endOfDay(toDay, timeZone);
  const earlier = (at: Date | undefined): Date => (at !== undefined && at < lastAt ? at : lastAt);
  if (status === 'approved') return lastAt;
  if (status === 'ended') return earlier(endedAt);
  const refusedAt = review?.refusedAt ?? (status === 'rejected' ? decidedAt : undefined);
  return isAmnesty && refusedAt !== undefined ? earlier(refusedAt) : null;
}

/**
 * Whether a declaration holds the manager card for a stay (M12): nobody has said no to it yet. A second look nobody has decided is
 * neither a permission nor a penalty: time before the refusal is judged as while the declaration waited, time from the refusal on as
 * refused, so that asking buys no day and costs none. Another no leaves it so; a yes permits the whole period, as every approval does.
 */
export function holdsCard(
  { status, review }: Pick<Course, 'status' | 'review'>,
  { endAt }: Pick<Interval, 'endAt'>,
): boolean {
  return status === 'pending' && (review === undefined || endAt <= review.refusedAt);
}
