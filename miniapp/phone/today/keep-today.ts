import type { Cell } from '../../track/cell.ts';
import { stillOf, type Day } from '../company-day.ts';

const EACH_MS = 60_000;
/** A touch within this time means that somebody looks at the page. */
const IN_USE_MS = 5 * 60_000;
/** Whoever comes back to the page sooner than this sees what was asked for last. */
const NEW_MS = 30_000;

type Watched<D> = {
  today: Cell<D | undefined>;
  me: { timeZone: string };
  refreshToday: () => Promise<void>;
};

/**
 * The day's plan is asked for again each minute while somebody uses the page, and when they come back to it: a withdrawal on another
 * device stops this one within 60 s (R3). A phone that lies there saves its radio and asks with its uploads; the server takes nothing in
 * between. A day that is over is shown no more, also without a network.
 */
export function keepTodayFresh<D extends Day>({ today, me, refreshToday }: Watched<D>): () => void {
  let usedMs = Date.now();
  let askedMs = usedMs;
  const ask = (): void => {
    askedMs = Date.now();
    void refreshToday();
  };
  const letGo = (): boolean => {
    const isOver = today.get() !== undefined && stillOf(today.get(), me.timeZone) === undefined;
    if (isOver) today.set(undefined);
    return isOver;
  };
  const isShown = (): boolean => document.visibilityState === 'visible';
  const onUse = (): void => {
    usedMs = Date.now();
  };
  const onShow = (): void => {
    if (!isShown()) return;
    onUse();
    // A clock that was set back must not put it off.
    if (letGo() || Math.abs(Date.now() - askedMs) >= NEW_MS) ask();
  };
  const timer = setInterval(() => {
    if (isShown() && (letGo() || Date.now() - usedMs < IN_USE_MS)) ask();
  }, EACH_MS);
  document.addEventListener('pointerdown', onUse, { passive: true });
  document.addEventListener('visibilitychange', onShow);
  return () => {
    clearInterval(timer);
    document.removeEventListener('pointerdown', onUse);
    document.removeEventListener('visibilitychange', onShow);
  };
}
