import { postEnvelope, verifyUrl } from './envelope.ts';
import type { TenantState } from './tenant.ts';
import type { PendingEvent } from './types.ts';

/** Re-push after a failed delivery, in ms of the wall clock: 15 s, 5 min, 1 h, 6 h, then given up. */
const retryDelaysMs = [15_000, 300_000, 3_600_000, 21_600_000];
/** A URL that does not echo its challenge yet is asked again soon: it may still be starting. */
const verifyAgainMs = 2000;
const ackTimeoutMs = 3000;

export type Delivery = {
  /** Tries everything pending at once, whatever its retry time; settles when each was tried. */
  deliverNow(): Promise<void>;
  /** Tries what is due by the wall clock; settles when each was tried. */
  deliverDue(): Promise<void>;
  /** Looks for due events; call after the URLs change. */
  kick(): void;
  /** Whether a URL has echoed its challenge, asking it when it has not. */
  verified(url: string): Promise<boolean>;
  stop(): Promise<void>;
};

/** Pushes pending events one after the other, and again when their retry time comes. */
export function createDelivery(state: TenantState): Delivery {
  const verified = createVerifier(state);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const arm = (delayMs: number): void => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void start(false), delayMs);
    timer.unref();
  };
  const run = async (force: boolean): Promise<void> => {
    const { eventUrl } = state.urls;
    if (stopped || eventUrl === '' || heads(state).length === 0) return;
    if (!(await verified(eventUrl))) return arm(verifyAgainMs);
    await deliverDue(state, { force, isStopped: () => stopped });
    const next = Math.min(...heads(state).map((event) => event.nextAtMs));
    if (Number.isFinite(next)) arm(Math.max(next - state.wallMs(), 0));
  };
  const start = (force: boolean): Promise<void> => {
    running = running.then(() => run(force)).catch(() => arm(verifyAgainMs));
    return running;
  };
  return {
    deliverNow: () => start(true),
    deliverDue: () => start(false),
    kick: () => void start(false),
    verified,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}

function createVerifier(state: TenantState): (url: string) => Promise<boolean> {
  const known = new Set<string>();
  return async (url) => {
    if (known.has(url)) return true;
    if (!(await verifyUrl(state, url))) return false;
    known.add(url);
    return true;
  };
}

/** Every due event once; an acknowledged one makes room for the next of its queue. */
async function deliverDue(
  state: TenantState,
  { force, isStopped }: { force: boolean; isStopped: () => boolean },
): Promise<void> {
  const tried = new Set<string>();
  for (let due = dueHeads(state, force, tried); due.length > 0; due = dueHeads(state, force, tried)) {
    for (const event of due) {
      if (isStopped()) return;
      tried.add(event.id);
      await deliver(state, event);
    }
  }
}

/** The oldest pending event of each queue. */
function heads(state: TenantState): PendingEvent[] {
  const first = new Map<string, PendingEvent>();
  const pending = state.events.values().filter((event) => event.state === 'pending');
  for (const event of pending.sort((a, b) => a.seq - b.seq))
    if (!first.has(event.queue)) first.set(event.queue, event);
  return [...first.values()];
}

const dueHeads = (state: TenantState, force: boolean, tried: ReadonlySet<string>): PendingEvent[] =>
  heads(state).filter((event) => !tried.has(event.id) && (force || event.nextAtMs <= state.wallMs()));

async function deliver(state: TenantState, event: PendingEvent): Promise<void> {
  const isAcknowledged = await postEvent(state, event);
  if (state.events.get(event.id) === undefined) return;
  if (isAcknowledged) {
    if (state.faults.forEvent('duplicate_event') !== null) await postEvent(state, event);
    state.events.delete(event.id);
    return;
  }
  const delayMs = retryDelaysMs[event.attempts];
  const attempts = event.attempts + 1;
  if (delayMs === undefined) state.events.set(event.id, { ...event, attempts, state: 'given_up' });
  else state.events.set(event.id, { ...event, attempts, nextAtMs: state.wallMs() + delayMs });
}

/** Sends one event once; whether the platform heard that it arrived. */
async function postEvent(state: TenantState, event: PendingEvent): Promise<boolean> {
  const stale = state.faults.forEvent('stale_signature');
  const bad = state.faults.forEvent('bad_signature');
  const lost = state.faults.forEvent('lost_ack');
  const startedMs = performance.now();
  const status = await postEnvelope(state, state.urls.eventUrl, {
    json: event.body,
    signed: true,
    timeoutMs: ackTimeoutMs,
    ...(stale === null ? {} : { signedAgoS: stale.ageS }),
    ...(bad === null ? {} : { forged: true }),
  }).then(
    (reply) => reply.status,
    () => 0,
  );
  state.journal.add({
    kind: 'event',
    name: `${event.type} ${event.id.slice(0, 8)} #${event.attempts + 1}`,
    status,
    code: null,
    tookMs: Math.round(performance.now() - startedMs),
    fault: (stale ?? bad ?? lost)?.kind ?? null,
  });
  return status === 200 && lost === null;
}
