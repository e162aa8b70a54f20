import { collectionSpan, type DaySchedule } from '../../domain/working-time.ts';
import { findPunches } from '../../store/punches.ts';

/** How long after a shift a punch out still belongs to it: a shop is closed late, also after midnight. */
const LATE_OUT_MS = 4 * 3_600_000;
/** From then on before a shift a punch is its own first one. */
const EARLY_IN_MS = 3_600_000;

/** Whether the person has punched in to the shift of the day before, which is over, and not out of it yet. */
export async function isStillIn(
  before: DaySchedule,
  next: DaySchedule | undefined,
  now: Date,
): Promise<boolean> {
  const ends = before.shifts.map(({ endAt }) => +endAt);
  const starts = (next?.shifts ?? []).map(({ startAt }) => +startAt - EARLY_IN_MS);
  if (ends.length === 0 || +now >= Math.min(Math.max(...ends) + LATE_OUT_MS, ...starts)) return false;
  const punches = await findPunches(before.personId, collectionSpan(before).startAt, new Date(+now + 1));
  return punches.toSorted((a, b) => +a.at - +b.at).at(-1)?.kind === 'in';
}
