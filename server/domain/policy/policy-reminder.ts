/** Days after the question at which those who have not acknowledged are reminded: soon, after a week, then weekly, a month in all. */
export const REMINDER_DAYS: readonly number[] = [3, 7, 14, 21, 28];
const DAY_MS = 86_400_000;

/** How many reminders belong before `now`. */
export const remindersBy = (askedAt: Date, now: Date): number =>
  REMINDER_DAYS.filter((days) => +now - +askedAt >= days * DAY_MS).length;

/** Whether a reminder is due; `reminded` were sent or missed before. Several that were missed are one. */
export const isReminderDue = (askedAt: Date, reminded: number, now: Date): boolean =>
  remindersBy(askedAt, now) > reminded;
