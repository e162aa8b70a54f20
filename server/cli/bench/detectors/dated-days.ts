import { addDays, weekdayOf } from '../../../domain/time.ts';
import type { RawDay } from './raw-person.ts';
import { HOUR_MS, MIN_MS, zeroOf, type Day } from './scene.ts';

const FIRST_DAY = '2026-03-02';
const QUARTER_MS = 15 * MIN_MS;

/** In their order on Mondays to Fridays, the same weekday as recorded where one of the next days has it. */
export function putOnDates(days: readonly RawDay[]): Day[] {
  const left = [...days];
  const dated: Day[] = [];
  for (let day = FIRST_DAY; left.length > 0; day = addDays(day, 1)) {
    const weekday = weekdayOf(day);
    if (weekday > 5) continue;
    const same = left.slice(0, 6).findIndex((raw) => raw.weekday === weekday);
    const [raw] = left.splice(Math.max(0, same), 1);
    const made = raw && dayOf(raw, day);
    if (made) dated.push(made);
  }
  return dated;
}

function dayOf(raw: RawDay, day: string): Day | null {
  const zeroMs = zeroOf(day);
  const fixes = raw.fixes.map((fix) => ({ ...fix, ms: fix.ms + zeroMs }));
  const first = fixes[0]?.ms ?? zeroMs;
  const last = fixes.at(-1)?.ms ?? zeroMs;
  const startMs = Math.max(zeroMs + 8 * HOUR_MS, Math.ceil((first + 5 * MIN_MS) / QUARTER_MS) * QUARTER_MS);
  const endMs = Math.min(zeroMs + 19.5 * HOUR_MS, Math.floor((last - 5 * MIN_MS) / QUARTER_MS) * QUARTER_MS);
  if (endMs - startMs < 4.5 * HOUR_MS) return null;
  const noonMs = zeroMs + 12 * HOUR_MS;
  const hasBreak = startMs <= noonMs - HOUR_MS && endMs >= noonMs + 2 * HOUR_MS;
  return {
    day,
    zeroMs,
    fixes,
    shift: { startMs, endMs, breaks: hasBreak ? [{ startMs: noonMs, endMs: noonMs + HOUR_MS }] : [] },
    leaves: [],
    gaps: [],
    punches: [],
    visits: [],
    orders: [],
    tasks: [],
    anchors: [],
    arrangements: [],
    peers: [],
  };
}
