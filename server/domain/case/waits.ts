import type { CaseState, WaitKind } from '../../contract/case.ts';
import { isWorkday } from '../calendar.ts';
import { countDue } from '../due.ts';
import { addDays, dayOf } from '../time.ts';
import type { Case, Wait } from './case.ts';
import type { ClockZone } from './clocks.ts';
import type { ProcedureSettings } from './settings.ts';

/** What a case may wait for in which state; a chat approval that runs is not kept waiting. */
const allowed: Readonly<Partial<Record<CaseState, readonly WaitKind[]>>> = {
  contacted: ['leave'],
  verified: ['correction_deadline', 'delivery', 'union_reply', 'leave'],
  approved: ['delivery', 'union_reply', 'leave'],
  executed: ['delivery', 'leave'],
};

/** Whether a case may wait for this in this state. */
export const mayWaitFor = (state: CaseState, kind: WaitKind): boolean =>
  allowed[state]?.includes(kind) === true;

/** The wait that runs, if any: there is never more than one. */
export const openWaitOf = ({ waits }: Pick<Case, 'waits'>): Wait | undefined =>
  waits?.find(({ endedAt }) => endedAt === undefined);

/** Whether a wait runs, so that the procedure's clock stands still. */
export const isWaiting = (subject: Pick<Case, 'waits'>): boolean => openWaitOf(subject) !== undefined;

/** The waits with the open one ended at `at`. */
export const endWait = (waits: readonly Wait[] | undefined, at: Date): readonly Wait[] =>
  (waits ?? []).map((wait) => (wait.endedAt === undefined ? { ...wait, endedAt: at } : wait));

/**
 * Whether a day is no part of the clock that a wait stands still: each day after the one a wait began on, to the one it ended on. The day
 * it began on was the clock's; the day it ended on is not.
 */
export function isPaused(day: string, waits: readonly Wait[], timeZone: string): boolean {
  return waits.some(
    ({ startedAt, endedAt }) =>
      day > dayOf(startedAt, timeZone) && (endedAt === undefined || day <= dayOf(endedAt, timeZone)),
  );
}

/** Waits in which what was decided has not come to the person, or the person is not there: the time to appeal stands still. */
const OFF_APPEAL: readonly WaitKind[] = ['delivery', 'leave'];

/** The waits that keep the person from appealing; the running one is taken to end when it is due. */
export const waitsOffAppeal = (waits: readonly Wait[] = []): readonly Wait[] =>
  waits
    .filter(({ kind }) => OFF_APPEAL.includes(kind))
    .map((wait) => ({ ...wait, endedAt: wait.endedAt ?? wait.dueAt }));

/** Whether such a wait runs. */
export function isOffAppeal(subject: Pick<Case, 'waits'>): boolean {
  const open = openWaitOf(subject);
  return open !== undefined && OFF_APPEAL.includes(open.kind);
}

/** How long a wait held the case up, in working days: reported apart from the procedure's own time. */
export function waitedDays(wait: Wait, until: Date, zone: ClockZone): number {
  const last = dayOf(wait.endedAt ?? until, zone.timeZone);
  let days = 0;
  for (let day = addDays(dayOf(wait.startedAt, zone.timeZone), 1); day <= last; day = addDays(day, 1))
    if (isWorkday(day, zone.overrides).workday) days += 1;
  return days;
}

/** How long a wait is given, in working days, where the person who starts it names no day. */
export function standardWaitDays(kind: WaitKind, settings: ProcedureSettings): number | null {
  if (kind === 'delivery') return settings.deliveryDays;
  return kind === 'union_reply' ? settings.unionReplyDays : null;
}

/**
 * The waits with the running one counted anew by the days as they are known now; undefined where it is due as it was. One from before the
 * days were noted was counted where its date is uncertain.
 */
export function recountWaits(
  waits: readonly Wait[] | undefined,
  { zone, settings }: Readonly<{ zone: ClockZone; settings: ProcedureSettings }>,
): readonly Wait[] | undefined {
  const open = openWaitOf({ ...(waits && { waits }) });
  if (!waits || !open) return undefined;
  const days = open.workingDays ?? (open.certain ? null : standardWaitDays(open.kind, settings));
  if (days === null) return undefined;
  const { at: dueAt, certain } = countDue({ fromAt: open.startedAt, workingDays: days }, zone);
  if (+dueAt === +open.dueAt && certain === open.certain) return undefined;
  return waits.map((wait) => (wait === open ? { ...wait, dueAt, certain } : wait));
}
