import { randomUUID } from 'node:crypto';
import { createDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { nextSeq, randomId, tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import type { PendingEvent } from './types.ts';

export type Events = Delivery & {
  /** Events of one queue arrive in the order they were pushed. */
  pushV1(queue: string, event: Record<string, unknown>): void;
  pushV2(type: string, event: Record<string, unknown>): void;
};

type Draft = Pick<PendingEvent, 'id' | 'queue' | 'type' | 'body'>;

/** The outbox of events to our webhook. */
export function createEvents(state: TenantState): Events {
  const delivery = createDelivery(state);
  const held: Draft[] = [];
  const keep = (draft: Draft): void => {
    const seq = nextSeq(state, 'event');
    state.events.set(draft.id, { ...draft, seq, attempts: 0, nextAtMs: 0, state: 'pending' });
  };
  const releaseHeld = (): void => {
    for (const draft of held.splice(0).toReversed()) keep(draft);
  };
  const push = (draft: Draft): void => {
    if (state.faults.forEvent('reordered_events') === null) keep(draft);
    else held.push(draft);
    if (state.faults.held() === 0) releaseHeld();
    delivery.kick();
  };
  return {
    ...delivery,
    deliverNow: () => {
      releaseHeld();
      return delivery.deliverNow();
    },
    pushV1: (queue, event) => {
      const id = randomId('');
      const { appId, verificationToken: token } = state.options;
      const { tenantKey } = tenantFacts(state);
      const full = { app_id: appId, tenant_key: tenantKey, ...event };
      const ts = (state.nowMs() / 1000).toFixed(6);
      const body = { ts, uuid: id, token, type: 'event_callback', event: full };
      push({ id, queue, type: String(event['type']), body });
    },
    pushV2: (type, event) => {
      const header = createHeader(state, type, String(state.nowMs()));
      push({ id: header.event_id, queue: header.event_id, type, body: { schema: '2.0', header, event } });
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
