import { model, Schema } from 'mongoose';
import type { DeliveryFault, WebhookType } from '../contract/webhook.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

export type Attempt = Readonly<{ at: Date; status?: number; fault?: DeliveryFault }>;
/** One message to one webhook; its body never changes, however often it is sent. */
export type Delivery = Readonly<{
  id: string;
  webhookId: string;
  type: WebhookType;
  body: string;
  /** Whom it is about. */
  personId?: string;
  createdAt: Date;
  status: 'waiting' | 'delivered' | 'failed';
  /** Not before then; while it is being sent, when another process may take it over. */
  nextAt: Date;
  attempts: readonly Attempt[];
}>;
type DeliveryDoc = Stored<Delivery>;

/** Days a delivery can be looked at and sent again. */
export const KEPT_DAYS = 30;
const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<DeliveryDoc>(
  {
    _id: text,
    webhookId: text,
    type: text,
    body: text,
    personId: String,
    createdAt: when,
    status: text,
    nextAt: when,
    attempts: { type: [Schema.Types.Mixed], default: [] },
  },
  schemaOptions('webhook_deliveries'),
);
schema.index({ status: 1, nextAt: 1 });
schema.index({ webhookId: 1, createdAt: -1 });
schema.index({ personId: 1 }, { sparse: true });
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEPT_DAYS * 86_400 });
const Deliveries = model('WebhookDelivery', schema);

/** Keeps a message; false when it is there already. */
export async function insertDelivery({ id, ...fields }: Delivery): Promise<boolean> {
  return isCreated(Deliveries.create({ _id: id, ...fields }));
}

export async function findDelivery(id: string): Promise<Delivery | null> {
  const found = await Deliveries.findById(id).lean<DeliveryDoc>();
  return found && toPlain(found);
}

/** Newest first. */
export async function listWebhookDeliveries(webhookId: string, limit: number): Promise<Delivery[]> {
  const found = Deliveries.find({ webhookId }).sort({ createdAt: -1, _id: 1 }).limit(limit);
  return (await found.lean<DeliveryDoc[]>()).map(toPlain);
}

export async function countDeliveries(
  webhookId: string,
): Promise<Readonly<{ waiting: number; failed: number }>> {
  const [waiting, failed] = await Promise.all(
    (['waiting', 'failed'] as const).map((status) => Deliveries.countDocuments({ webhookId, status })),
  );
  return { waiting: waiting ?? 0, failed: failed ?? 0 };
}

/** How many wait to be sent, and since when the oldest has. */
export async function countWaiting(): Promise<Readonly<{ count: number; oldestAt?: Date }>> {
  const [row] = await Deliveries.aggregate<{ count: number; oldestAt: Date }>([
    { $match: { status: 'waiting' } },
    { $group: { _id: null, count: { $sum: 1 }, oldestAt: { $min: '$createdAt' } } },
  ]);
  return row ? { count: row.count, oldestAt: row.oldestAt } : { count: 0 };
}

/** What may be sent now to these webhooks, the longest waiting first. */
export async function findDueDeliveries(
  webhookIds: readonly string[],
  now: Date,
  limit: number,
): Promise<Delivery[]> {
  const filter = { status: 'waiting' as const, nextAt: { $lte: now }, webhookId: { $in: [...webhookIds] } };
  return (await Deliveries.find(filter).sort({ nextAt: 1 }).limit(limit).lean<DeliveryDoc[]>()).map(toPlain);
}

/** Takes one for `leaseMs`; false when another process was first. */
export async function claimDelivery({ id, nextAt }: Delivery, now: Date, leaseMs: number): Promise<boolean> {
  const { modifiedCount } = await Deliveries.updateOne(
    { _id: id, status: 'waiting', nextAt },
    { $set: { nextAt: new Date(+now + leaseMs) } },
  );
  return modifiedCount === 1;
}

/** Notes how an attempt went. */
export async function noteAttempt(
  id: string,
  attempt: Attempt,
  next: Pick<Delivery, 'status' | 'nextAt'>,
): Promise<void> {
  await Deliveries.updateOne({ _id: id }, { $set: next, $push: { attempts: attempt } });
}

/** Puts one in line again, under its own id. */
export async function requeueDelivery(id: string, at: Date): Promise<void> {
  await Deliveries.updateOne({ _id: id }, { $set: { status: 'waiting', nextAt: at, attempts: [] } });
}
