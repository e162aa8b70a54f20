import type { CaseState } from '../../contract/case.ts';
import type { Case, Clock, Wait } from './case.ts';
import {
  contactClock,
  daysClock,
  decisionClock,
  explanationClock,
  verificationClock,
  type ClockZone,
} from './clocks.ts';
import { nextSpeakMoment } from './publication.ts';
import type { ProcedureSettings } from './settings.ts';
import { openWaitOf, recountWaits, waitsOffAppeal } from './waits.ts';

/** What clocks are counted with, besides the case: all of it may change while one runs. */
export type ClockFacts = Readonly<{
  zone: ClockZone;
  /** The subject's own working days from today on, YYYY-MM-DD, in order. */
  rosteredDays: readonly string[];
  settings: ProcedureSettings;
}>;
/** What follows from a case and the calendar: the running clock, the two dates the person was told, and the end of a wait. */
export type Deadlines = Readonly<{
  clock?: Clock;
  explanationDueAt?: Date;
  appealUntilAt?: Date;
  /** Where the running wait is due on another day than was noted. */
  waits?: readonly Wait[];
}>;

/**
 * The deadlines of a case at `at`, from its data alone: the same data always give the same deadlines, so they may be derived again at
 * any time. A date the person was told never moves to an earlier one.
 */
export function deriveDeadlines(noted: Case, facts: ClockFacts, at: Date): Deadlines {
  const waits = recountWaits(noted.waits, facts);
  const subject = waits ? { ...noted, waits } : noted;
  const explanation = explanationOf(subject, facts);
  const appealUntilAt = appealUntilOf(subject, facts);
  const wait = waitClock(subject);
  const clock =
    wait ?? clockOf({ ...subject, ...(appealUntilAt && { appealUntilAt }) }, { facts, explanation, at });
  return {
    ...(clock && { clock: withReminders(clock, subject.clock) }),
    ...(explanation && { explanationDueAt: explanation.dueAt }),
    ...(appealUntilAt && { appealUntilAt }),
    ...(waits && { waits }),
  };
}

type Known = Readonly<{ facts: ClockFacts; explanation: Clock | undefined; at: Date }>;

const clockOf = (subject: Case, known: Known): Clock | undefined => clocks[subject.state]?.(subject, known);

/** The clock of each state; the others have none. */
const clocks: Readonly<Partial<Record<CaseState, (subject: Case, known: Known) => Clock | undefined>>> = {
  explaining: ({ publishedAt, publishAt }) => contactClock(publishedAt ?? publishAt),
  contacted: (subject, { facts, explanation }) =>
    subject.explanationEndedAt ? verificationOf(subject, facts) : explanation,
  verified: (subject, { facts }) => decisionOf(subject, facts),
  proposed: (subject, { facts }) => withKind(decisionOf(subject, facts), 'approval'),
  rejected: (subject, { facts }) => decisionOf(subject, facts),
  approved: approvedOf,
  appealed: ({ appeal }, { facts }) =>
    appeal && daysClock('appeal', span(appeal.at, facts, facts.settings.appealDecisionDays)),
  executed: closingOf,
};

/** Told once, from the first moment the person could read it. */
function explanationOf(subject: Case, { zone, rosteredDays }: ClockFacts): Clock | undefined {
  const { contact, explanationDueAt: told, explanationEndedAt, waits } = subject;
  if (!contact) return undefined;
  const startedAt = nextSpeakMoment(contact.queuedUntil ?? contact.at, zone.timeZone);
  const clock = explanationClock(startedAt, rosteredDays, zone, waits);
  const isSettled = explanationEndedAt !== undefined || subject.state !== 'contacted';
  if (told === undefined || (!isSettled && clock.dueAt > told)) return clock;
  return { ...clock, dueAt: told };
}

function verificationOf(subject: Case, { zone }: ClockFacts): Clock | undefined {
  const { explanationEndedAt, contact, extension, waits = [] } = subject;
  if (!explanationEndedAt) return undefined;
  const startedAt = contact && contact.at > explanationEndedAt ? contact.at : explanationEndedAt;
  return verificationClock(startedAt, zone, { isExtended: extension !== undefined, waits });
}

/** Proposal and approval share three days from the finding, or from when the proposal before was refused or its approval taken back. */
function decisionOf(
  { verification, decision, waits = [], history }: Case,
  { zone }: ClockFacts,
): Clock | undefined {
  const revertedAt = history.findLast(({ event }) => event === 'revert')?.at;
  const startedAt = decision?.at ?? revertedAt ?? verification?.at;
  return startedAt && decisionClock(startedAt, zone, waits);
}

const withKind = (clock: Clock | undefined, kind: Clock['kind']): Clock | undefined =>
  clock && { ...clock, kind };

function approvedOf(
  { decision, appeal, appealUntilAt, waits = [] }: Case,
  { facts, at }: Known,
): Clock | undefined {
  if (!decision || !appealUntilAt) return undefined;
  const window = daysClock('appeal_window', span(decision.at, facts, facts.settings.appealWindowDays));
  if (!appeal && at < appealUntilAt) return { ...window, dueAt: appealUntilAt };
  const startedAt = appeal?.decision?.at ?? appealUntilAt;
  return daysClock('execution', { ...span(startedAt, facts, facts.settings.executionDays), waits });
}

/** Nothing is left to wait for once an appeal is decided. */
function closingOf({ execution, appeal, appealUntilAt }: Case): Clock | undefined {
  if (!execution || !appealUntilAt) return undefined;
  const decidedAt = appeal?.decision?.at;
  const overAt = decidedAt && (decidedAt > execution.at ? decidedAt : execution.at);
  if (overAt) return { kind: 'closing', startedAt: overAt, dueAt: overAt, certain: true };
  return { kind: 'closing', startedAt: execution.at, dueAt: appealUntilAt, certain: true };
}

function appealUntilOf(subject: Case, facts: ClockFacts): Date | undefined {
  const { decision, execution, appealUntilAt: told } = subject;
  if (decision?.result !== 'approved') return told;
  const { closingDays, appealWindowDays } = facts.settings;
  const counted = execution
    ? span(execution.at, facts, closingDays)
    : span(decision.at, facts, appealWindowDays);
  const waits = waitsOffAppeal(subject.waits);
  const derived = daysClock(execution ? 'closing' : 'appeal_window', { ...counted, waits }).dueAt;
  return told !== undefined && told > derived ? told : derived;
}

function waitClock(subject: Case): Clock | undefined {
  const wait = openWaitOf(subject);
  const isHeld = wait !== undefined && subject.state !== 'appealed';
  return isHeld
    ? { kind: wait.kind, startedAt: wait.startedAt, dueAt: wait.dueAt, certain: wait.certain }
    : undefined;
}

const span = (startedAt: Date, { zone }: ClockFacts, days: number) => ({ startedAt, days, zone });

/** The reminders of a clock stay its own: a new deadline of the same clock is reminded of again when it comes. */
function withReminders(clock: Clock, before: Clock | undefined): Clock {
  const isSame = before?.kind === clock.kind && +before.startedAt === +clock.startedAt;
  if (!isSame || !before.reminded) return clock;
  const isMoved = +before.dueAt !== +clock.dueAt;
  const kept = before.reminded.filter((step) => !isMoved || step === 'half' || step === 'most');
  return kept.length === 0 ? clock : { ...clock, reminded: kept };
}
