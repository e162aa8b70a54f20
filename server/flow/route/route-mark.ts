import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { notFound } from '../../errors.ts';
import type { Person } from '../../store/people.ts';
import { removeRouteMark, saveRouteMark } from '../../store/route-marks.ts';
import { findWorkRecords } from '../../store/work-records.ts';
import type { Deps } from '../deps.ts';

/** Ticks a waybill task of today off in the own route, or takes the tick back; the same again changes nothing. */
export async function markTask(
  { now }: Pick<Deps, 'now'>,
  { id: personId, employeeNo, timeZone }: Person,
  { taskId, isDone }: Readonly<{ taskId: string; isDone: boolean }>,
): Promise<void> {
  const day = dayOf(now(), timeZone);
  const today = [instantOf(day, '00:00', timeZone), instantOf(addDays(day, 1), '00:00', timeZone)] as const;
  const records = await findWorkRecords(employeeNo, ...today);
  if (!records.some(({ kind, externalId }) => kind === 'tasks' && externalId === taskId))
    throw notFound('task');
  if (isDone) await saveRouteMark({ personId, taskId }, now());
  else await removeRouteMark({ personId, taskId });
}
