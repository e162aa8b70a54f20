/** Days after the question at which those who have not acknowledged are reminded: soon, after a week, then weekly, a month in all. */
export const REMINDER_DAYS: readonly number[] = [3, 7, 14, 21, 28];
const DAY_MS = 86_400_000;

/** Whether the next reminder is due; `reminded` were sent before. A reminder that was missed is not sent afterwards. */
export function isReminderDue(askedAt: Date, reminded: number, now: Date): boolean {
  const days = REMINDER_DAYS[reminded];
  return days !== undefined && +now - +askedAt >= days * DAY_MS;
}
