import { randomUUID } from 'node:crypto';
import { postEnvelope, verifyUrl } from './envelope.ts';
import { nextSeq, randomId, tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { PendingEvent } from './types.ts';

/** Re-push after a failed delivery, in real ms: 15 s, 5 min, 1 h, 6 h, then given up. */
const retryDelaysMs = [15_000, 300_000, 3_600_000, 21_600_000];
/** A URL that does not echo its challenge yet is asked again soon: it may still be starting. */
const verifyAgainMs = 2000;
const ackTimeoutMs = 3000;

export type Events = {
  pushV1(queue: string, event: Record<string, unknown>): void;
  pushV2(type: string, event: Record<string, unknown>): void;
  /** Tries everything pending at once, whatever its retry time; settles when each was tried. */
  deliverNow(): Promise<void>;
  /** Looks for due events; call after the URLs change. */
  kick(): void;
  verified(url: string): Promise<boolean>;
  stop(): Promise<void>;
};

/** The outbox of events to our webhook. */
export function createEvents(state: TenantState): Events {
  const verifiedUrls = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const verified = async (url: string): Promise<boolean> => {
    if (verifiedUrls.has(url)) return true;
    if (!(await verifyUrl(state, url))) return false;
    verifiedUrls.add(url);
    return true;
  };
  const run = async (force: boolean): Promise<void> => {
    const { eventUrl } = state.urls;
    if (stopped || eventUrl === '' || heads(state).length === 0) return;
    if (!(await verified(eventUrl))) return arm(verifyAgainMs);
    for (let due = dueHeads(state, force, new Set()), tried = new Set<string>(); due.length > 0;) {
      for (const event of due) {
        if (stopped) return;
        tried.add(event.id);
        await deliver(state, event);
      }
      due = dueHeads(state, force, tried);
    }
    const next = Math.min(...heads(state).map((event) => event.nextAtMs));
    if (Number.isFinite(next)) arm(Math.max(next - Date.now(), 0));
  };
  const start = (force: boolean): Promise<void> => {
    running = running.then(() => run(force)).catch(() => arm(verifyAgainMs));
    return running;
  };
  const arm = (delayMs: number): void => {
    if (timer !== null) clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => void start(false), delayMs);
    timer.unref();
  };
  const kick = (): void => void start(false);
  const push = (draft: Pick<PendingEvent, 'id' | 'queue' | 'type' | 'body'>): void => {
    const seq = nextSeq(state, 'event');
    state.events.set(draft.id, { ...draft, seq, attempts: 0, nextAtMs: 0, state: 'pending' });
    kick();
  };

  return {
    pushV1: (queue, event) => {
      const id = randomId('');
      const { appId, verificationToken: token } = state.options;
      const { tenantKey } = tenantFacts(state);
      const full = { app_id: appId, tenant_key: tenantKey, ...event };
      const ts = (state.nowMs() / 1000).toFixed(6);
      push({
        id,
        queue,
        type: String(event['type']),
        body: { ts, uuid: id, token, type: 'event_callback', event: full },
      });
    },
    pushV2: (type, event) => {
      const header = createHeader(state, type, String(state.nowMs()));
      push({ id: header.event_id, queue: header.event_id, type, body: { schema: '2.0', header, event } });
    },
    deliverNow: () => start(true),
    kick,
    verified,
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      return running;
    },
  };
}

/** Header of a schema 2.0 event or callback. */
export function createHeader(state: TenantState, eventType: string, createTime: string) {
  const { appId, verificationToken } = state.options;
  return {
    event_id: randomUUID(),
    token: verificationToken,
    create_time: createTime,
    event_type: eventType,
    tenant_key: tenantFacts(state).tenantKey,
    app_id: appId,
  };
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
  heads(state).filter((event) => !tried.has(event.id) && (force || event.nextAtMs <= Date.now()));

async function deliver(state: TenantState, event: PendingEvent): Promise<void> {
  const options = { json: event.body, signed: true, timeoutMs: ackTimeoutMs };
  const status = await postEnvelope(state, state.urls.eventUrl, options).then(
    (reply) => reply.status,
    () => 0,
  );
  if (state.events.get(event.id) === undefined) return;
  if (status === 200) {
    state.events.delete(event.id);
    return;
  }
  const delayMs = retryDelaysMs[event.attempts];
  const attempts = event.attempts + 1;
  if (delayMs === undefined) state.events.set(event.id, { ...event, attempts, state: 'given_up' });
  else state.events.set(event.id, { ...event, attempts, nextAtMs: Date.now() + delayMs });
}
