import { PlatformFault } from './fault.ts';
import { rateLimited } from './faults.ts';
import { Raw } from './router.ts';

/** Documented limits (feishu.md sections 3 and 6), counted in real time whatever the tenant's clock says. */
export const documentedLimits = {
  /** Calls of one API by one app. */
  perApiPerS: 50,
  perApiPerMin: 1000,
  /** Messages to one person or group, all bots together; changes of one message. */
  perChatPerS: 5,
} as const;
export type SandboxLimits = Readonly<Record<keyof typeof documentedLimits, number>>;
export type Limits = ReturnType<typeof createLimits>;

/** Refuses who asks too often; with null nobody is refused. */
export function createLimits(initial: SandboxLimits | null) {
  let limits = initial;
  const windows = new Map<string, number[]>();
  /** Whether one more fits into the window; counts it when it does. */
  const fits = (key: string, most: number, windowMs: number): boolean => {
    const now = performance.now();
    const recent = (windows.get(key) ?? []).filter((at) => now - at < windowMs);
    windows.set(key, recent);
    if (recent.length >= most) return false;
    recent.push(now);
    return true;
  };
  return {
    set: (next: SandboxLimits | null): void => {
      limits = next;
      windows.clear();
    },
    get: (): SandboxLimits | null => limits,
    /** The gateway counts calls of one API; the refusal, or null. */
    ofApi: (api: string): Raw | null => {
      if (limits === null) return null;
      const isWithin =
        fits(`${api} s`, limits.perApiPerS, 1000) && fits(`${api} min`, limits.perApiPerMin, 60_000);
      return isWithin ? null : new Raw(rateLimited(1, limits.perApiPerS));
    },
    /** Throws 230020 when a chat or a message gets more than it may in a second. */
    ofChat: (id: string): void => {
      if (limits !== null && !fits(id, limits.perChatPerS, 1000))
        throw new PlatformFault(230020, 'This operation triggers the frequency limit.');
    },
  };
}
