import { recountText } from '../due.ts';
import { dayOf } from '../time.ts';
import type { Case, CaseMove, ClockKind } from './case.ts';
import type { Deadlines } from './deadlines.ts';

type Dated = readonly [ClockKind, Date | undefined];

/**
 * The rows that tell of deadlines which fall on another day than was noted: the calendar, the roster or a setting has changed since.
 * A move of the case tells its own deadlines.
 */
export function recountRows(before: Case, now: Deadlines, at: Date): CaseMove[] {
  const { state, timeZone } = before;
  const noted = new Map(datesOf(before, before));
  const dayIn = (dueAt: Date | undefined): string => (dueAt ? dayOf(dueAt, timeZone) : '');
  return datesOf(now, before)
    .map(([kind, dueAt]) => ({ kind, was: dayIn(noted.get(kind)), is: dayIn(dueAt) }))
    .filter(({ was, is }) => was !== '' && is !== '' && was !== is)
    .map(({ kind, was, is }) => ({
      at,
      actorId: 'system',
      event: 'recount',
      from: state,
      to: state,
      reason: recountText(kind, { was, is }),
    }));
}

/** Each deadline once: the running clock may be one of the two the person was told. */
function datesOf(
  { clock, explanationDueAt, appealUntilAt }: Deadlines,
  { execution }: Pick<Case, 'execution'>,
): Dated[] {
  const appeal = execution ? 'closing' : 'appeal_window';
  const told: readonly Dated[] = [
    ['explanation', explanationDueAt],
    [appeal, appealUntilAt],
  ];
  return [
    ...(clock ? [[clock.kind, clock.dueAt] as const] : []),
    ...told.filter(([kind]) => kind !== clock?.kind),
  ];
}
