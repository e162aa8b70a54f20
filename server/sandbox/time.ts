const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

/** The tenant lives in Asia/Shanghai, which has had no daylight saving since 1991. */
export const dayOf = (atMs: number): string => new Date(atMs + shanghaiOffsetMs).toISOString().slice(0, 10);

/** `09:00` of a day as an instant in ms; hours above 23 fall on the next day. */
export function instantOf(day: string, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return Date.parse(`${day}T00:00:00+08:00`) + (hours * 60 + minutes) * 60_000;
}

/** `2026-11-23 09:00:00` in Shanghai. */
export const wallTime = (atMs: number): string =>
  new Date(atMs + shanghaiOffsetMs).toISOString().slice(0, 19).replace('T', ' ');

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** Days from `from` to `to`, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
