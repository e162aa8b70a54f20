import { addDays, dayOf, instantOf } from '../time.ts';

/** When a group reads what came in, company time (product M13). */
const DIGEST_CLOCKS = ['09:30', '16:00'] as const;

/** The newest of the two daily moments that is not after `now`. */
export function lastDigestMoment(now: Date, timeZone: string): Date {
  const today = dayOf(now, timeZone);
  const moments = [addDays(today, -1), today].flatMap((day) =>
    DIGEST_CLOCKS.map((clock) => instantOf(day, clock, timeZone)),
  );
  const passed = moments.filter((moment) => moment <= now);
  const last = passed.at(-1);
  if (last === undefined) throw new Error('no digest moment before now');
  return last;
}
