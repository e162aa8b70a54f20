import { isWithin } from '../../domain/interval.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { endOwnTime, findOwnTimes, insertOwnTime } from '../../store/own-times.ts';
import { auditOwnTime, isSameEnd } from './own-time-audit.ts';
import { findMyPolicy } from '../policy/policy.ts';
import { planSessionPrompts } from './presence-plan.ts';
import { rejected, taken, type SignalContext, type SignalVerdict } from './signal-context.ts';
import { findWorkWindow } from './work-window.ts';

/** Work begins where no shift is planned, inside the window of the adopted policy; it ends by itself with the window. */
export async function startSession(
  { deps, person, at, schedules }: SignalContext,
  id: string,
): Promise<SignalVerdict> {
  const { id: personId, timeZone } = person;
  const day = dayOf(at, timeZone);
  const shifts = schedules.flatMap((schedule) =>
    schedule.shifts.filter((shift) => schedule.day === day || isWithin(at, shift)),
  );
  if (shifts.some(({ isSession }) => !isSession)) return rejected('has_shift');
  const running = shifts.find((shift) => isWithin(at, shift));
  if (running) return running.id === `session:${id}` ? taken() : rejected('already_running');
  if (schedules.some(({ leaves }) => leaves.some((leave) => isWithin(at, leave))))
    return rejected('on_leave');
  if (!(await findMyPolicy(deps, personId))) return rejected('no_policy');
  const window = await findWorkWindow(day, person);
  if (!isWithin(at, window)) return rejected('outside_window');
  const session = { id, kind: 'session', personId, day, timeZone, startAt: at, endAt: window.endAt } as const;
  await insertOwnTime(session, [auditOwnTime(session, { at, action: 'session.start' })]);
  await planSessionPrompts(deps, person, session);
  return taken();
}

export async function endSession({ person, at }: SignalContext): Promise<SignalVerdict> {
  const day = dayOf(at, person.timeZone);
  const own = await findOwnTimes(person.id, addDays(day, -1), day);
  if (own.some((one) => one.kind === 'session' && isSameEnd(one, at))) return taken();
  const running = own.findLast((one) => one.kind === 'session' && !one.endedAt && isWithin(at, one));
  if (!running) return rejected('not_running');
  await endOwnTime(running.id, at, [auditOwnTime(running, { at, action: 'session.end' })]);
  return taken();
}
