import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { addDays, dayOf } from '../../domain/time.ts';
import type { OwnTime } from '../../domain/own-time.ts';
import { promptTimes } from '../../domain/prompt-times.ts';
import { workIntervals, type DaySchedule, type Interval } from '../../domain/working-time.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { listStaff, type Person } from '../../store/people.ts';
import { findPromptsOf, planPrompts, type PresencePrompt } from '../../store/presence-prompts.ts';
import { findDaySchedules } from '../../store/schedules.ts';
import { getSetting, saveSetting } from '../../store/settings.ts';
import type { Deps } from '../deps.ts';

/** How often people are asked in a day; the limits are the product's (M2), the standards half of them. */
export const PresenceSettingsSchema = z.strictObject({
  promoterPerDay: z.int().min(0).max(2).default(1),
  repPerDay: z.int().min(0).max(3).default(1),
  /** Nobody who rides is asked to look at a phone; a company may ask once, and never on a task. */
  riderPerDay: z.int().min(0).max(1).default(0),
  /** Minutes to answer: a customer can be served first. */
  answerMin: z.int().min(5).max(60).default(15),
});
export const PRESENCE_KEY = 'presence-prompts';
const CURSOR_KEY = 'presence-planned-until';
/** Shifts are planned this long before they start, looked for as often. */
const AHEAD_MS = 30 * 60_000;
/** A session has no planned end worth spreading over: its prompt comes within its first hours. */
const SESSION_MS = 4 * 3_600_000;
const CHANCES = 1_000_000;

export async function readPresenceSettings(): Promise<z.infer<typeof PresenceSettingsSchema>> {
  return PresenceSettingsSchema.parse((await getSetting(PRESENCE_KEY)) ?? {});
}

/** Twice an hour: draws the moments of the days whose first shift starts soon. Days that began unplanned stay unasked. */
export async function planPresence(deps: Deps): Promise<void> {
  const now = deps.now();
  const untilAt = new Date(+now + AHEAD_MS);
  const kept = z.coerce
    .date()
    .catch(now)
    .parse(await getSetting(CURSOR_KEY));
  // Further than it ever plans: the clock had run ahead and was set right.
  const known = kept > untilAt ? now : kept;
  if (+known - +now > AHEAD_MS / 2) return;
  const window = { startAt: known < now ? now : known, endAt: untilAt };
  const settings = await readPresenceSettings();
  const staff = new Map((await listStaff()).map((person) => [person.id, person]));
  const timeZone = await getTimeZone();
  const day = dayOf(now, timeZone);
  for (const schedule of await findDaySchedules([addDays(day, -1), day, addDays(day, 1)])) {
    const person = staff.get(schedule.personId);
    if (person && startsIn(schedule, window))
      await planPrompts(promptsOf(schedule, perDayOf(person, settings), settings));
  }
  await saveSetting(CURSOR_KEY, untilAt);
}

/** A session that begins may be asked about once, unless the day has been planned. */
export async function planSessionPrompts(
  _deps: Deps,
  person: Person,
  { personId, day, timeZone, startAt, endAt, id }: OwnTime,
): Promise<void> {
  const settings = await readPresenceSettings();
  if (perDayOf(person, settings) === 0 || (await findPromptsOf(personId, [day])).length > 0) return;
  const lastAt = new Date(Math.min(+endAt, +startAt + SESSION_MS));
  const shift = { id, startAt, endAt: lastAt, breaks: [] };
  await planPrompts(
    promptsOf({ personId, day, timeZone, shifts: [shift], leaves: [], trips: [] }, 1, settings),
  );
}

function perDayOf({ staffKind }: Person, settings: z.infer<typeof PresenceSettingsSchema>): number {
  if (staffKind === 'promoter') return settings.promoterPerDay;
  if (staffKind === 'rep') return settings.repPerDay;
  return staffKind === 'rider' ? settings.riderPerDay : 0;
}

function promptsOf(
  schedule: DaySchedule,
  count: number,
  { answerMin }: { answerMin: number },
): PresencePrompt[] {
  const { personId, day } = schedule;
  const chances = Array.from({ length: count }, () => randomInt(CHANCES) / CHANCES);
  return promptTimes(workIntervals(schedule), chances).map((sendAt, n) => ({
    id: `${personId}:${day}:${n}`,
    personId,
    day,
    sendAt,
    answerBy: new Date(+sendAt + answerMin * 60_000),
    state: 'planned',
  }));
}

function startsIn({ shifts }: DaySchedule, { startAt, endAt }: Interval): boolean {
  const firstMs = Math.min(...shifts.map((shift) => +shift.startAt));
  return firstMs >= +startAt && firstMs < +endAt;
}
