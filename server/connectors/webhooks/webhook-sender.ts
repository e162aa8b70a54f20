import type { DeliveryFault } from '../../contract/webhook.ts';

/** `fault` is absent when it arrived; `status` when nothing was answered. */
export type WebhookReply = Readonly<{ status?: number; fault?: DeliveryFault }>;

/** Writes signed messages to other systems. */
export type WebhookSender = Readonly<{
  /** Whether this address is one that may be written to, as far as it can be told without asking for its name. */
  mayWriteTo: (url: string) => boolean;
  send: (
    message: Readonly<{ url: string; headers: Readonly<Record<string, string>>; body: string }>,
  ) => Promise<WebhookReply>;
}>;
