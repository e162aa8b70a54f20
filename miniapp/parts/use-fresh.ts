import { useEffect } from 'react';
import { serverOffsetMs } from '../api-call.ts';

const LOOK_MS = 60_000;
/** A moment after a deadline, so that the server is past it too. */
const AFTER_MS = 1_000;
/** Longer waits are what a timer cannot hold; somebody looks before. */
const LONGEST_MS = 24 * 3_600_000;

/** Looks again what a page shows while it stays open: each minute it is seen, when it is seen again, and when `dueAt` has passed. */
export function useFresh(look: () => Promise<void>, dueAt?: string): void {
  useEffect(() => {
    const onSeen = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    const timer = setInterval(onSeen, LOOK_MS);
    document.addEventListener('visibilitychange', onSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onSeen);
    };
  }, [look]);
  useEffect(() => {
    const leftMs = dueAt === undefined ? 0 : Date.parse(dueAt) - Date.now() - (serverOffsetMs() ?? 0);
    const isNear = leftMs > 0 && leftMs <= LONGEST_MS;
    const timer = isNear ? setTimeout(() => void look(), leftMs + AFTER_MS) : undefined;
    return () => clearTimeout(timer);
  }, [look, dueAt]);
}
