import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { notFound } from '../../server/errors.ts';
import { verificationToken } from '../sandbox/support.ts';
import { buildCard } from './cards/support.ts';
import {
  buildApprovalEvent,
  buildCardCallback,
  buildUserEvent,
  now,
  post,
  postSigned,
  seal,
  signHeaders,
  useWebhook,
} from './webhook.ts';

const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const challenge = { type: 'url_verification', token: verificationToken, challenge: 'echo-me' };

describe('the webhook guard admits', () => {
  it('a genuine 2.0 event and answers 200 {}', async () => {
    const { url, events } = await useWebhook();
    const reply = await postSigned(`${url}/events`, buildUserEvent());
    expect(reply).toMatchObject({ status: 200, text: '{}' });
    expect(reply.type).toContain('application/json');
    expect(events).toEqual([{ kind: 'user_changed', eventId: 'evt-1', openId: 'ou_p2', change: 'left' }]);
  });

  it('a genuine 1.0 approval event, by its own id and not the instance uuid', async () => {
    const { url, events } = await useWebhook();
    expect((await postSigned(`${url}/events`, buildApprovalEvent())).status).toBe(200);
    expect(events).toEqual([
      { kind: 'approval', eventId: 'evt-v1', instanceCode: 'INS-1', status: 'APPROVED' },
    ]);
  });

  it('an event it has no use for, as ignored', async () => {
    const { url, events } = await useWebhook();
    await postSigned(`${url}/events`, buildUserEvent({ event_type: 'im.message.receive_v1' }));
    await postSigned(`${url}/events`, buildApprovalEvent({ status: 'UNHEARD_OF' }));
    const noDay = { employee_id: 'u_p2', date: 20_260_231 };
    const header = { event_type: 'attendance.user_task.updated_v1', event_id: 'evt-2' };
    await postSigned(`${url}/events`, { ...buildUserEvent(header), event: noDay });
    expect(events).toEqual([
      { kind: 'ignored', eventId: 'evt-1', type: 'im.message.receive_v1' },
      { kind: 'ignored', eventId: 'evt-v1', type: 'approval_instance' },
      { kind: 'ignored', eventId: 'evt-2', type: 'attendance.user_task.updated_v1' },
    ]);
  });

  it('a signed body with spaces in its JSON', async () => {
    const { url, events } = await useWebhook();
    const body = `{ "encrypt" :  "${seal(buildUserEvent())}" }\n`;
    expect((await post(`${url}/events`, body, signHeaders(body))).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('Chinese text over 64 KB', async () => {
    const { url, events } = await useWebhook();
    const event = buildApprovalEvent({ comment: '说明'.repeat(40_000) });
    expect((await postSigned(`${url}/events`, event)).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('a re-push seven hours later that still carries its first timestamp', async () => {
    const { url, events } = await useWebhook();
    expect((await postSigned(`${url}/events`, buildUserEvent(), hoursAgo(7))).status).toBe(200);
    expect(events).toHaveLength(1);
  });

  it('the console check of both addresses, encrypted and unsigned', async () => {
    const { url, events, actions } = await useWebhook();
    const body = JSON.stringify({ encrypt: seal(challenge) });
    for (const path of ['/events', '/callbacks'])
      expect(await post(url + path, body, {})).toMatchObject({
        status: 200,
        text: '{"challenge":"echo-me"}',
      });
    expect([events, actions]).toEqual([[], []]);
  });
});

describe('event and card handlers behind the guard', () => {
  it('make the platform push again when storing fails', async () => {
    const { url } = await useWebhook({ onEvent: () => Promise.reject(new Error('disk full')) });
    expect((await postSigned(`${url}/events`, buildUserEvent())).status).toBe(500);
  });

  it('get a card action with its form, the picker zones taken off', async () => {
    const { url, actions } = await useWebhook();
    const value = { k: 'alert', id: 'a1', v: 3, a: 'arranged' };
    const form = {
      kind: 'support',
      startTime: '09:30 +0800',
      endTime: '11:00 +0800',
      note: 'a +0800',
      on: '2026-11-23 +0800',
    };
    const action = { tag: 'button', value, form_value: form, name: 'submit' };
    const reply = await postSigned(`${url}/callbacks`, buildCardCallback({ action }));
    expect(reply).toMatchObject({ status: 200, text: '{"toast":{"type":"success","content":"好"}}' });
    expect(actions).toEqual([
      {
        eventId: 'evt-1',
        operatorOpenId: 'ou_p1',
        messageId: 'om_1',
        chatId: 'oc_1',
        value,
        form: { kind: 'support', startTime: '09:30', endTime: '11:00', note: 'a +0800', on: '2026-11-23' },
      },
    ]);
  });

  it('answer with a new card', async () => {
    const card = buildCard('已处理');
    const { url } = await useWebhook({ onCardAction: () => Promise.resolve({ card }) });
    const { text } = await postSigned(`${url}/callbacks`, buildCardCallback());
    expect(JSON.parse(text)).toEqual({ card: { type: 'raw', data: card } });
  });

  it('tell the presser when they fail, with 200 and without details', async () => {
    const failures = [new Error('mongo is down'), notFound('alert')];
    for (const error of failures) {
      const { url } = await useWebhook({ onCardAction: () => Promise.reject(error) });
      const { status, text } = await postSigned(`${url}/callbacks`, buildCardCallback());
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({ toast: { type: 'error' } });
      expect(text).not.toMatch(/mongo|alert/);
    }
  });

  it('answer within three seconds even when they are slow', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const { url } = await useWebhook({
      onCardAction: () => {
        begin();
        return new Promise(() => {});
      },
    });
    const answer = postSigned(`${url}/callbacks`, buildCardCallback());
    await begun;
    await vi.advanceTimersByTimeAsync(2_900);
    const { status, text } = await answer;
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ toast: { type: 'info' } });
  });
});
