import { Router } from '@koa/router';
import {
  DeliveryIdSchema,
  WebhookBodySchema,
  WebhookChangeSchema,
  WebhookIdSchema,
  type DeliveryList,
  type WebhookList,
} from '../contract/webhook.ts';
import type { Role } from '../contract/person.ts';
import { notFound } from '../errors.ts';
import type { Actor, Deps } from '../flow/deps.ts';
import {
  changeWebhook,
  createWebhook,
  resendDelivery,
  rotateSecret,
  testWebhook,
} from '../flow/webhook/webhook.ts';
import { findPeople } from '../store/people.ts';
import { countDeliveries, listWebhookDeliveries } from '../store/webhook-deliveries.ts';
import { findWebhook, listWebhooks } from '../store/webhooks.ts';
import { parseBody, parseValue } from './parse.ts';
import { requireRole } from './require-role.ts';
import type { Session } from './session.ts';
import { deliveryView, webhookView } from './views/webhook-view.ts';

const EDITORS: readonly Role[] = ['admin', 'hr_lead'];
const MOST_SHOWN = 50;

/** Addresses of other systems that are told what happens (product M20): registered, tested, looked at, stopped. */
export function outgoingWebhookRoutes(deps: Deps): Router<Session> {
  const router = new Router<Session>({ prefix: '/api/v1/webhooks' });

  router.get('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = await listView(deps);
  });
  router.post('/', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(WebhookBodySchema, ctx);
    ctx.body = await createWebhook(deps, actorOf(ctx.state), body);
    ctx.status = 201;
  });
  router.put('/:id', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const body = parseBody(WebhookChangeSchema, ctx);
    await changeWebhook(deps, actorOf(ctx.state), { ...body, id: idOf(ctx.params['id']) });
    ctx.body = await listView(deps);
  });
  router.post('/:id/secret', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = await rotateSecret(deps, actorOf(ctx.state), idOf(ctx.params['id']));
  });
  router.post('/:id/test', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    ctx.body = deliveryView(await testWebhook(deps, actorOf(ctx.state), idOf(ctx.params['id'])));
  });
  router.get('/:id/deliveries', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const id = idOf(ctx.params['id']);
    if (!(await findWebhook(id))) throw notFound('webhook');
    const deliveries = (await listWebhookDeliveries(id, MOST_SHOWN)).map(deliveryView);
    ctx.body = { deliveries } satisfies DeliveryList;
  });
  router.post('/:id/deliveries/:deliveryId/resend', async (ctx) => {
    requireRole(ctx.state.person, EDITORS);
    const deliveryId = parseValue(DeliveryIdSchema, ctx.params['deliveryId'], 'deliveryId');
    const input = { id: idOf(ctx.params['id']), deliveryId };
    ctx.body = deliveryView(await resendDelivery(deps, actorOf(ctx.state), input));
  });
  return router;
}

async function listView({ now }: Deps): Promise<WebhookList> {
  const webhooks = await listWebhooks();
  const people = await findPeople([...new Set(webhooks.map(({ createdById }) => createdById))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const views = webhooks.map(async (webhook) =>
    webhookView(webhook, {
      createdBy: names.get(webhook.createdById) ?? webhook.createdById,
      at: now(),
      ...(await countDeliveries(webhook.id)),
    }),
  );
  return { webhooks: await Promise.all(views) };
}

const idOf = (param: string | undefined): string => parseValue(WebhookIdSchema, param, 'id');
const actorOf = ({ person: { id, roles } }: Session): Actor => ({ personId: id, roles });
