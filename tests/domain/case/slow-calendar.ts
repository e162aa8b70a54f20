/**
 * A second way to count deadlines, slow and by hand: the State Council's notice for the last months of 2026 written out, days found by
 * looking at the wall clock again and again. It shares nothing with the product's own calendar.
 */
const REST = new Set(['2026-09-25', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']);
const WORK = new Set(['2026-09-20', '2026-10-10']);
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

export type Own = Readonly<Record<string, 'work' | 'rest'>>;
export type Pause = Readonly<{ startedAt: Date; endedAt: Date }>;

/** The wall clock at an instant: day and HH:mm. */
export function wallOf(at: Date, timeZone: string): { day: string; clock: string } {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    } as const;
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...digits, hourCycle: 'h23' });
    formats.set(timeZone, format);
  }
  const [day = '', clock = ''] = format.format(at).split(' ');
  return { day, clock };
}

function isWorkingByHand(day: string, own: Own = {}): boolean {
  const set = own[day];
  if (set) return set === 'work';
  if (WORK.has(day)) return true;
  if (REST.has(day)) return false;
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The days after the one of `at`, in order, by walking through the hours. */
export function* daysAfter(at: Date, timeZone: string): Generator<string> {
  let day = wallOf(at, timeZone).day;
  for (let ms = +at; ; ms += HOUR_MS) {
    const now = wallOf(new Date(ms), timeZone).day;
    if (now !== day) {
      day = now;
      yield day;
    }
  }
}

/** The last instant at which the wall shows a day, by walking through the minutes. */
export function endOf(day: string, timeZone: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`);
  for (let ms = noon + 30 * HOUR_MS; ms > noon - 14 * HOUR_MS; ms -= MINUTE_MS)
    if (wallOf(new Date(ms - 1), timeZone).day === day) return new Date(ms - 1);
  throw new Error(`no end of ${day}`);
}

/** The end of the n-th working day after `at` that no pause covers. */
export function dueByHand(
  at: Date,
  n: number,
  input: Readonly<{ timeZone: string; own?: Own; pauses?: readonly Pause[] }>,
): Date {
  const { timeZone, own, pauses = [] } = input;
  const spans = pauses.map((pause) => [
    wallOf(pause.startedAt, timeZone).day,
    wallOf(pause.endedAt, timeZone).day,
  ]);
  let left = n;
  for (const day of daysAfter(at, timeZone)) {
    const isPaused = spans.some(([from = '', to = '']) => from < day && day <= to);
    if (isWorkingByHand(day, own) && !isPaused) left -= 1;
    if (left === 0) return endOf(day, timeZone);
  }
  throw new Error('no working day');
}
