import { isWithin } from '../../domain/interval.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { admitFix, COLLECTION_MARGIN_MIN, shiftAt } from '../../domain/working-time.ts';
import { endOwnTime, findOwnTimes, insertOwnTime } from '../../store/own-times.ts';
import { auditOwnTime, isSameEnd } from './own-time-audit.ts';
import { rejected, taken, type SignalContext, type SignalVerdict } from './signal-context.ts';

/** 小休: from now on nothing may be collected, until the person ends it or the shift is over. */
export async function startRest(
  { person, at, schedules }: SignalContext,
  id: string,
): Promise<SignalVerdict> {
  const { id: personId, timeZone } = person;
  const shift = shiftAt(schedules, at);
  if (!shift) return rejected('no_shift');
  // Begun by an earlier sending that was cut off: what it began is no break to refuse it for.
  const day = dayOf(at, timeZone);
  if ((await findOwnTimes(personId, addDays(day, -1), day)).some((own) => own.id === id)) return taken();
  const admission = admitFix(schedules, at);
  if (admission !== 'ok') return rejected(admission);
  const endAt = new Date(+shift.endAt + COLLECTION_MARGIN_MIN * 60_000);
  const rest = { id, kind: 'rest', personId, day, timeZone, startAt: at, endAt } as const;
  await insertOwnTime(rest, [auditOwnTime(rest, { at, action: 'rest.start' })]);
  return taken();
}

export async function endRest({ person, at }: SignalContext): Promise<SignalVerdict> {
  const day = dayOf(at, person.timeZone);
  const own = await findOwnTimes(person.id, addDays(day, -1), day);
  if (own.some((one) => one.kind === 'rest' && isSameEnd(one, at))) return taken();
  const running = own.findLast((one) => one.kind === 'rest' && !one.endedAt && isWithin(at, one));
  if (!running) return rejected('not_running');
  await endOwnTime(running.id, at, [auditOwnTime(running, { at, action: 'rest.end' })]);
  return taken();
}
