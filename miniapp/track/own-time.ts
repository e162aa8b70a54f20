import type { TodayView } from '../../server/contract/views.ts';
import type { QueuedSignal } from './database.ts';

type Windows = TodayView['collectionWindows'];
type Plan = Pick<TodayView, 'collectionWindows'> & Partial<Pick<TodayView, 'session' | 'rest' | 'shifts'>>;

/** The day as the person's own word changes it: what they said on this phone counts at once, also before the server has heard of it. */
export type OwnTimeState = Readonly<{
  windows: Windows;
  isResting: boolean;
  /** Start of the running session, ISO; absent when none runs. */
  sessionSince?: string;
}>;

/** `offsetMs` is server minus device. */
export function ownTimeOf(plan: Plan, queued: readonly QueuedSignal[], offsetMs: number): OwnTimeState {
  let { collectionWindows: windows } = plan;
  let isResting = plan.rest !== undefined;
  let sessionSince = plan.session?.runningSince;
  for (const { signal } of queued) {
    const at = new Date(signal.capturedAtMs + offsetMs).toISOString();
    if (signal.kind === 'rest_start') isResting = true;
    if (signal.kind === 'rest_end') isResting = false;
    if (signal.kind === 'session_start' && plan.session && sessionSince === undefined) {
      sessionSince = at;
      windows = [...windows, { startAt: at, endAt: plan.session.untilAt }];
    }
    if (signal.kind === 'session_end' && sessionSince !== undefined && sessionSince < at) {
      sessionSince = undefined;
      windows = withSessionEnded(windows, plan, at);
    }
    if (signal.kind === 'rest_end' && plan.rest) windows = withRestEnded(windows, plan.rest, at);
  }
  return { windows, isResting, ...(sessionSince === undefined ? {} : { sessionSince }) };
}

/** The server cut the open rest out up to its latest end; it ended earlier. */
function withRestEnded(windows: Windows, rest: NonNullable<TodayView['rest']>, at: string): Windows {
  return [...windows, { startAt: at, endAt: rest.untilAt }];
}

/** The rest of the session is over, and nothing else: a shift inside it keeps its own hours, a window after it all of its own. */
function withSessionEnded(windows: Windows, { session, shifts = [] }: Plan, at: string): Windows {
  const untilAt = session?.untilAt ?? at;
  const planned = shifts.filter(({ id }) => !id.startsWith('session:'));
  return windows.flatMap((window) => {
    if (window.endAt <= at || window.startAt >= untilAt) return [window];
    const before = window.startAt < at ? [{ ...window, endAt: at }] : [];
    const after = { startAt: later(window.startAt, at), endAt: window.endAt };
    return [...before, ...planned.flatMap((shift) => shared(after, shift))];
  });
}

const later = (one: string, other: string): string => (one > other ? one : other);

function shared(window: Windows[number], shift: Windows[number]): Windows {
  const startAt = later(window.startAt, shift.startAt);
  const endAt = window.endAt < shift.endAt ? window.endAt : shift.endAt;
  return startAt < endAt ? [{ startAt, endAt }] : [];
}
