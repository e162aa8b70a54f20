import { model, Schema } from 'mongoose';
import type { WebhookEvent, WebhookPeople } from '../contract/webhook.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { schemaOptions, toPlain, type Stored } from './schema.ts';
import type { Replacement } from './settings.ts';

/** Another system's address and what it is told. Secrets are sealed. */
export type Webhook = Readonly<{
  id: string;
  version: number;
  name: string;
  url: string;
  events: readonly WebhookEvent[];
  people: WebhookPeople;
  isOn: boolean;
  disabledAt?: Date;
  createdAt: Date;
  createdById: string;
  sealedSecret: string;
  /** Good until then too, so that the other side may change over. */
  secretBefore?: Readonly<{ sealed: string; untilAt: Date }>;
}>;
type WebhookDoc = Stored<Webhook> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const schema = new Schema<WebhookDoc>(
  {
    _id: text,
    version: { type: Number, required: true },
    name: text,
    url: text,
    events: { type: [String], required: true },
    people: text,
    isOn: { type: Boolean, required: true },
    disabledAt: Date,
    createdAt: { type: Date, required: true },
    createdById: text,
    sealedSecret: text,
    secretBefore: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('webhooks'),
);
schema.index({ 'pending.id': 1 });
const Webhooks = model('Webhook', schema);

export async function insertWebhook(webhook: Webhook, pending: readonly Pending[]): Promise<void> {
  const { id, ...fields } = webhook;
  await Webhooks.create({ _id: id, ...fields, pending: [...pending] });
}

export async function findWebhook(id: string): Promise<Webhook | null> {
  const found = await Webhooks.findById(id).lean<WebhookDoc>();
  return found && toWebhook(found);
}

/** Oldest first. */
export async function listWebhooks(): Promise<Webhook[]> {
  return (await Webhooks.find().sort({ createdAt: 1, _id: 1 }).lean<WebhookDoc[]>()).map(toWebhook);
}

/** One write, if it still has this version; null = somebody was first. */
export async function updateWebhook(
  { id, version }: Pick<Webhook, 'id' | 'version'>,
  change: Readonly<{
    set: Partial<Omit<Webhook, 'id' | 'version'>>;
    unset?: readonly ('disabledAt' | 'secretBefore')[];
    pending: readonly Pending[];
  }>,
): Promise<Webhook | null> {
  const { set, unset = [], pending } = change;
  const found = await Webhooks.findOneAndUpdate(
    { _id: id, version },
    {
      $set: { ...set, version: version + 1 },
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] } },
    },
    { returnDocument: 'after' },
  ).lean<WebhookDoc>();
  return found && toWebhook(found);
}

/** The same secret under another key. */
export async function replaceSecret(id: string, { from, to }: Replacement): Promise<void> {
  await Webhooks.updateOne({ _id: id, sealedSecret: from }, { $set: { sealedSecret: to } });
}

/** The same for the secret before it, as long as there is one. */
export async function replaceSecretBefore(id: string, { from, to }: Replacement): Promise<void> {
  await Webhooks.updateOne({ _id: id, 'secretBefore.sealed': from }, { $set: { 'secretBefore.sealed': to } });
}

function toWebhook(stored: WebhookDoc): Webhook {
  const { pending: _pending, sent: _sent, ...webhook } = toPlain(stored);
  return webhook;
}
