import { addWorkingDays, type WorkMoment } from './calendar.ts';

/** What a due date was counted from: noted beside it, so that it is counted anew by the days as they are known later. */
export type Counted = Readonly<{
  fromAt: Date;
  workingDays: number;
  /** It is due by then however the days fall. */
  latestAt?: Date;
}>;
type Zone = Parameters<typeof addWorkingDays>[2];
type Due = Readonly<{ dueAt: Date; counted: Counted }>;

export function countDue({ fromAt, workingDays, latestAt }: Counted, zone: Zone): WorkMoment {
  const counted = addWorkingDays(fromAt, workingDays, zone);
  return latestAt && latestAt < counted.at ? { ...counted, at: latestAt } : counted;
}

/** A due date with what it was counted from, as documents keep both. */
export const dueFrom = (counted: Counted, zone: Zone): Due => ({
  dueAt: countDue(counted, zone).at,
  counted,
});

/**
 * When it is due by the days as they are known now; null where it stays. A date that somebody was told they have until (`isTold`) never
 * moves to an earlier one.
 */
export function recountDue(
  { dueAt, counted }: Due,
  { zone, isTold = false }: Readonly<{ zone: Zone; isTold?: boolean }>,
): Date | null {
  const { at } = countDue(counted, zone);
  return +at === +dueAt || (isTold && at < dueAt) ? null : at;
}

/** How a timeline or the audit log says that a deadline falls on another day (both YYYY-MM-DD). */
export const recountText = (kind: string, { was, is }: Readonly<{ was: string; is: string }>): string =>
  `clock:${kind} ${was} → ${is}`;
