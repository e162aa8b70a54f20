import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { WebhookReply } from '../../../server/connectors/webhooks/webhook-sender.ts';
import { VERIFY_EXAMPLE } from '../../../server/contract/open-api/webhooks.ts';
import { WEBHOOK_DATA, WebhookEventSchema, type WebhookType } from '../../../server/contract/webhook.ts';
import { contactCase, talkCase } from '../../../server/flow/case.ts';
import { detectPerson } from '../../../server/flow/detect.ts';
import { relay } from '../../../server/flow/relay.ts';
import { queueWebhooks } from '../../../server/flow/webhook/webhook-queue.ts';
import {
  changeWebhook,
  createWebhook,
  resendDelivery,
  rotateSecret,
  testWebhook,
} from '../../../server/flow/webhook/webhook.ts';
import { hintWebhooks, sendWebhooks } from '../../../server/flow/webhook/webhook-send.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { listAudit } from '../../../server/store/audit.ts';
import { findCase } from '../../../server/store/cases.ts';
import { listWebhookDeliveries } from '../../../server/store/webhook-deliveries.ts';
import { findWebhook } from '../../../server/store/webhooks.ts';
import { insertRollout } from '../../../server/store/rollouts.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { useDatabase } from '../../support/db.ts';
import { buildPerson, createCompany, DAY, dwell, giveShift, type Company } from '../company.ts';
import { savePerson } from '../../../server/store/people.ts';

const root = { personId: 'root', roles: ['admin'] };
const li = { personId: 'li', roles: ['hr'] };
const BODY = {
  name: 'payroll',
  url: 'https://hooks.example.com/mingqin?token=1',
  events: [...WebhookEventSchema.options],
  people: 'pseudonym' as const,
};
const MessageSchema = z.strictObject({ type: z.string(), timestamp: z.iso.datetime(), data: z.unknown() });
type Sent = { url: string; headers: Readonly<Record<string, string>>; body: string };
const VerifierSchema = z.object({
  isGenuine: z.custom<(headers: object, body: string, secret: string, nowS: number) => boolean>(
    (value) => typeof value === 'function',
  ),
});

useDatabase();
let company: Company;
let deps: Deps;
let sent: Sent[] = [];
let reply: WebhookReply = { status: 204 };
let now = new Date();
beforeEach(async () => {
  company = await createCompany();
  await savePerson(buildPerson({ id: 'root', roles: ['employee', 'admin'], staffKind: 'office' }));
  sent = [];
  reply = { status: 204 };
  now = company.deps.now();
  const webhooks: Deps['webhooks'] = {
    mayWriteTo: (url) => url.startsWith('https:'),
    send: async (message) => {
      sent.push(message);
      return reply;
    },
  };
  deps = { ...company.deps, now: () => now, webhooks };
  await giveShift('zhang');
});
const later = (hours: number): void => {
  now = new Date(+now + hours * 3_600_000);
};
const raise = async () => {
  await dwell('zhang', { from: '10:00', to: '11:20' });
  await detectPerson(deps, 'zhang');
  await relay(deps);
};
const types = (): string[] => sent.map(({ body }) => MessageSchema.parse(JSON.parse(body)).type);
const register = (change: object = {}) => createWebhook(deps, root, { ...BODY, ...change });
const isGenuine = async ({ headers, body }: Sent, secret: string, atS = +now / 1000) => {
  const url = `data:text/javascript,${encodeURIComponent(VERIFY_EXAMPLE)}`;
  const { isGenuine: ask } = VerifierSchema.parse(await import(/* @vite-ignore */ url));
  return ask(headers, body, secret, atS);
};

describe('what happens in a case', () => {
  it('is told in its order, in the shapes that are documented, and names nobody and no place', async () => {
    const { secret } = await register();
    await raise();
    const caseId = (await findAlerts('zhang', DAY, DAY))[0]?.caseId ?? '';
    await contactCase(deps, li, { caseId });
    const version = (await findCase(caseId))?.version ?? 0;
    await talkCase(deps, li, { caseId, version, reason: '当面谈过，情况已经说明清楚，不再追究此事' });
    await relay(deps);
    await sendWebhooks(deps);
    expect(types().toSorted()).toEqual(['alert.raised', 'case.closed', 'case.opened']);
    for (const one of sent) {
      const message = MessageSchema.parse(JSON.parse(one.body));
      const type = z.custom<WebhookType>((value) => String(value) in WEBHOOK_DATA).parse(message.type);
      expect(WEBHOOK_DATA[type].safeParse(message.data).error).toBeUndefined();
      expect(one.body).not.toMatch(/张导购|zhang|lng|lat|竞品|121\.|E-zhang/);
      expect(await isGenuine(one, secret)).toBe(true);
    }
  });

  it('is told once, whatever is repeated: the same id and the same bytes', async () => {
    await register();
    await raise();
    const [delivery] = await listWebhookDeliveries((await only()).id, 10);
    const lines = await listAudit(`alerts:${(await findAlerts('zhang', DAY, DAY))[0]?.id}`);
    expect(lines.length).toBeGreaterThan(0);
    const before = await listWebhookDeliveries((await only()).id, 50);
    await queueWebhooks(
      deps,
      lines.map(({ _id, entry }) => ({ id: _id, entry })),
    );
    expect(await listWebhookDeliveries((await only()).id, 50)).toHaveLength(before.length);
    await sendWebhooks(deps);
    await sendWebhooks(deps);
    const first = sent.find(({ headers }) => headers['webhook-id'] === delivery?.id);
    await resendDelivery(deps, root, { id: (await only()).id, deliveryId: delivery?.id ?? '' });
    const again = sent.at(-1);
    expect(isDeepStrictEqual([again?.body, again?.headers['webhook-id']], [first?.body, delivery?.id])).toBe(
      true,
    );
    expect(sent).toHaveLength(before.length + 1);
  });

  it('of a region in its pilot goes nowhere', async () => {
    await register();
    const periods = [{ mode: 'pilot', fromAt: new Date('2026-11-10T00:00:00Z') }] as const;
    await insertRollout({ id: 'pudong', version: 1, periods, history: [] }, []);
    await raise();
    await sendWebhooks(deps);
    expect((await findAlerts('zhang', DAY, DAY))[0]).toMatchObject({ status: 'open', isPilot: true });
    expect(sent).toEqual([]);
  });

  it('is not told of what was not chosen, nor by what is off', async () => {
    await register({ events: ['import.finished'] });
    await raise();
    await sendWebhooks(deps);
    expect(sent).toEqual([]);
  });
});

describe('a delivery that fails', () => {
  it('is tried again at growing distances for a day, then the webhook is off and IT is told', async () => {
    await register({ events: ['alert.raised'] });
    await raise();
    reply = { status: 503, fault: 'status' };
    const hours: number[] = [];
    const startedAt = now;
    for (let minute = 0; minute < 40 * 60; minute += 1) {
      const before = sent.length;
      await sendWebhooks(deps);
      if (sent.length > before) hours.push((+now - +startedAt) / 3_600_000);
      if (!(await only()).isOn) break;
      const [waiting] = await listWebhookDeliveries((await only()).id, 1);
      now = waiting?.nextAt ?? now;
    }
    expect(hours).toHaveLength(9);
    expect(hours.at(-1)).toBeGreaterThan(23);
    expect(hours.at(-1)).toBeLessThan(30);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await only()).toMatchObject({ isOn: false, disabledAt: expect.any(Date) });
    company.recording.messages.length = 0;
    now = new Date('2026-11-23T02:00:00Z');
    await relay(deps);
    expect(company.recording.messages.map(({ to }) => to)).toContain('ou_root');
    const audit = (await listAudit(`webhooks:${(await only()).id}`)).map(({ entry }) => entry.action);
    expect(audit).toEqual(['webhook.create', 'webhook.disable']);
  });

  it('stays on the list while the webhook is off, and goes out when it is on again', async () => {
    const { id } = await register({ events: ['alert.raised'] });
    reply = { fault: 'network' };
    await raise();
    await sendWebhooks(deps);
    const change = { ...BODY, events: ['alert.raised' as const], id };
    await changeWebhook(deps, root, { ...change, isOn: false, version: 0 });
    later(1);
    reply = { status: 200 };
    await sendWebhooks(deps);
    expect(sent).toHaveLength(1);
    await changeWebhook(deps, root, { ...change, isOn: true, version: 1 });
    company.queued.length = 0;
    await hintWebhooks(deps);
    expect(company.queued).toEqual(['webhook']);
    await sendWebhooks(deps);
    const [delivery] = await listWebhookDeliveries(id, 5);
    expect(delivery).toMatchObject({
      status: 'delivered',
      attempts: [{ fault: 'network' }, { status: 200 }],
    });
  });

  it('with 410 is given up at once', async () => {
    await register({ events: ['alert.raised'] });
    await raise();
    reply = { status: 410, fault: 'status' };
    await sendWebhooks(deps);
    expect(await only()).toMatchObject({ isOn: false });
  });

  it('of two processes is sent by one', async () => {
    await register({ events: ['alert.raised'] });
    await raise();
    await Promise.all([sendWebhooks(deps), sendWebhooks(deps), sendWebhooks(deps)]);
    expect(sent).toHaveLength(1);
  });
});

describe('the secret', () => {
  it('is kept sealed, and both are good for a day after a change', async () => {
    const { id, secret } = await register();
    const { secret: next } = await rotateSecret(deps, root, id);
    const stored = JSON.stringify(await mongoose.connection.collection('webhooks').find().toArray());
    expect([secret, next].some((one) => stored.includes(one.slice(6)))).toBe(false);
    await testWebhook(deps, root, id);
    expect([await isGenuine(lastSent(), secret), await isGenuine(lastSent(), next)]).toEqual([true, true]);
    later(25);
    await testWebhook(deps, root, id);
    expect([await isGenuine(lastSent(), secret), await isGenuine(lastSent(), next)]).toEqual([false, true]);
  });

  it('of a body that was changed, or of another time, is no good', async () => {
    const { id, secret } = await register();
    await testWebhook(deps, root, id);
    const one = lastSent();
    expect(await isGenuine({ ...one, body: one.body.replace('webhook.test', 'case.closed') }, secret)).toBe(
      false,
    );
    expect(await isGenuine(one, secret, +now / 1000 + 301)).toBe(false);
  });

  it('sealed under the key before is still opened', async () => {
    const { id, secret } = await register();
    deps = { ...deps, secretKey: 'n'.repeat(32), secretKeyBefore: deps.secretKey };
    await testWebhook(deps, root, id);
    expect(await isGenuine(lastSent(), secret)).toBe(true);
  });
});

describe('registering', () => {
  it('is for IT and the HR lead, and only of an address that may be written to', async () => {
    await expect(createWebhook(deps, li, BODY)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(register({ url: 'http://intranet/x' })).rejects.toMatchObject({ code: 'address_refused' });
    for (let n = 0; n < 20; n += 1) await register();
    await expect(register()).rejects.toMatchObject({ code: 'too_many_webhooks' });
  });

  it('a test that fails says so and switches nothing off', async () => {
    const { id } = await register();
    reply = { fault: 'tls' };
    expect(await testWebhook(deps, root, id)).toMatchObject({ attempts: [{ fault: 'tls' }] });
    expect(await findWebhook(id)).toMatchObject({ isOn: true });
  });
});

const lastSent = (): Sent => sent.at(-1) ?? expect.fail('nothing was sent');
const only = async () => {
  const [id] = await mongoose.connection
    .collection<{ _id: string }>('webhooks')
    .find()
    .map(({ _id }) => _id)
    .toArray();
  return (await findWebhook(id ?? '')) ?? expect.fail('no webhook');
};
