import { dayOf } from '../../domain/time.ts';
import { shiftAt } from '../../domain/working-time.ts';
import { markDirty } from '../../store/detections.ts';
import type { Person } from '../../store/people.ts';
import { findSchedulesAround } from '../ingest/ingest-judge.ts';

/** The shift of this time is judged anew: the person, or a punch that came late, adds to what happened in it. */
export async function rejudgeAt(person: Person, when: Date, at: Date): Promise<void> {
  const schedules = await findSchedulesAround(person, [+when]);
  const shift = shiftAt(schedules, when);
  const day = schedules.find(({ shifts }) => shifts.some(({ id }) => id === shift?.id))?.day;
  if (!shift) return;
  const key = { personId: person.id, shiftId: shift.id, day: day ?? dayOf(when, person.timeZone) };
  await markDirty({ ...key, at });
}
