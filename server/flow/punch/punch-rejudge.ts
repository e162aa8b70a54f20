import { findPerson } from '../../store/people.ts';
import type { Punch } from '../../store/punches.ts';
import { rejudgeAt } from '../detect/rejudge-at.ts';

/** A punch that comes later than this was without a signal. */
const LATE_MS = 10 * 60_000;

/** A punch that comes late, or is settled days after, may clear somebody: its shift is judged anew, however long ago it was. */
export async function rejudgePunch(
  { personId, at }: Pick<Punch, 'personId' | 'at'>,
  now: Date,
): Promise<void> {
  if (+now - +at <= LATE_MS) return;
  const person = await findPerson(personId);
  if (person) await rejudgeAt(person, at, now);
}
