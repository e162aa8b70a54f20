import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { reconcilePunches } from '../../domain/reconcile-punches.ts';
import { addDays, clockOf, dayOf, instantOf } from '../../domain/time.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listStaff } from '../../store/people.ts';
import { findPunchesBetween } from '../../store/punches.ts';
import { findReconciliation, saveReconciliation } from '../../store/reconciliations.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import { writeAttendances } from './attendance.ts';
import type { Deps } from '../deps.ts';
import { noteHealth } from '../health.ts';

const DONE_KEY = 'attendance-reconciled-day';
/** Night shifts are over and the night's judging is done. */
const FROM_CLOCK = '04:00';
/** A punch that was confirmed late, or failed to be written, is still found. */
const BACK_DAYS = 3;
/** Punches of one call of the platform. */
const WRITE_SIZE = 50;

/** Once per company day: compares the last days' confirmed punches with the platform's attendance and writes again what it lacks. */
export async function reconcileYesterday(deps: Deps): Promise<void> {
  const timeZone = await getTimeZone();
  const today = dayOf(deps.now(), timeZone);
  const done = z
    .string()
    .catch('')
    .parse(await getSetting(DONE_KEY));
  if (done >= today || clockOf(deps.now(), timeZone) < FROM_CLOCK) return;
  let isStuck = false;
  for (let back = BACK_DAYS; back >= 1; back -= 1)
    isStuck = (await reconcileDay(deps, addDays(today, -back), timeZone)) || isStuck;
  await noteHealth(deps, 'attendance', isStuck ? new AppError('attendance_missing', 502) : null);
  await saveSetting(DONE_KEY, today);
}

/** True when a punch that was missing before, and written again then, is missing still. Fails closed: nothing is written on half a list. */
export async function reconcileDay(deps: Deps, day: string, timeZone: string): Promise<boolean> {
  const fromAt = instantOf(day, '00:00', timeZone);
  const toAt = instantOf(addDays(day, 1), '00:00', timeZone);
  const staff = new Map((await listStaff()).map((person) => [person.userId, person]));
  const found = await deps.feishu.attendance.fetchFlows({
    userIds: [...staff.keys()],
    fromAt: new Date(+fromAt - 60_000),
    toAt: new Date(+toAt + 60_000),
  });
  // Of whom a record cannot be read nobody knows what is missing there.
  const unread = new Set(found.unread.map(({ userId }) => userId));
  const known = [...staff.values()].filter(({ userId }) => !unread.has(userId));
  const ids = new Set(known.map(({ id }) => id));
  const confirmed = (await findPunchesBetween(fromAt, toAt)).filter(
    ({ status, personId }) => status === 'confirmed' && ids.has(personId),
  );
  const flows = found.flows
    .filter(({ userId }) => !unread.has(userId))
    .map(({ recordId, userId, at }) => ({ id: recordId, personId: staff.get(userId)?.id ?? '', at }));
  const { missing, onlyThere } = reconcilePunches(confirmed, flows);
  const missingIds = missing.map(({ id }) => id);
  const before = new Set((await findReconciliation(day))?.missing);
  for (let from = 0; from < missingIds.length; from += WRITE_SIZE)
    await writeAttendances(deps, missingIds.slice(from, from + WRITE_SIZE));
  await saveReconciliation({
    day,
    at: deps.now(),
    checked: confirmed.length,
    missing: missingIds,
    onlyThere: onlyThere.filter(({ at }) => at >= fromAt && at < toAt).length,
  });
  return missingIds.some((id) => before.has(id));
}
