import { isBetter, type Cost, type Here, type Timetable } from './timetable.ts';

/** Stops up to which every order is looked at: 8 make at most 109,601 beginnings. */
export const EXACT_STOPS = 8;

/** The best order of few stops, by trying all; what does not fit stands at its end. */
export function exactOrder(table: Timetable): number[] {
  const { count, step, startMs } = table;
  const numbers = Array.from({ length: count }, (_, stop) => stop);
  const done = new Uint8Array(count);
  const isDone = (stop: number): boolean => done[stop] === 1;
  const path: number[] = [];
  let best: Readonly<{ order: number[]; cost: Cost }> | undefined;

  const visit = (here: Here, sum: Readonly<{ lateMs: number; metres: number }>): void => {
    const cost = { left: count - path.length, endMs: here.atMs, ...sum };
    if (!best || isBetter(cost, best.cost))
      best = { order: [...path, ...numbers.filter((stop) => !isDone(stop))], cost };
    // Going on adds lateness and time: a beginning that is worse than a whole route stays so.
    if (best.cost.left === 0 && !isBetter({ ...cost, left: 0, metres: sum.metres }, best.cost)) return;
    for (const to of numbers) {
      if (isDone(to)) continue;
      const next = step(here, to, isDone);
      if (typeof next === 'string') continue;
      done[to] = 1;
      path.push(to);
      visit(
        { stop: to, atMs: next.leaveMs },
        { lateMs: sum.lateMs + next.lateMs, metres: sum.metres + next.metres },
      );
      path.pop();
      done[to] = 0;
    }
  };
  visit({ stop: -1, atMs: startMs }, { lateMs: 0, metres: 0 });
  return best?.order ?? numbers;
}
