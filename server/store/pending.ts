import { Schema } from 'mongoose';
import type { ApprovalKind } from '../contract/approval.ts';
import type { Arrangement } from './arrangements.ts';

/** One line for the audit chain: ids and hashes only, so that erasing a person never breaks the chain. */
export type AuditEntry = Readonly<{
  at: Date;
  /** Person id or `system`. */
  actorId: string;
  /** noun.verb, as in `case.contact`, `consent.withdraw`. */
  action: string;
  /** `collection:id` of what changed. */
  subject: string;
  /** Whose data it is about. */
  personId?: string;
  from?: string;
  to?: string;
  why?: string;
}>;

/**
 * Work that a state change leaves behind, written in the same document as the change and done afterwards by the relay
 * (one-document atomicity instead of transactions). `id` makes each effect happen once.
 */
export type Pending =
  | Readonly<{ id: string; kind: 'audit'; entry: AuditEntry }>
  /** Send the card of `slot` (built from the document as it is then), not before `notBefore`. */
  | Readonly<{ id: string; kind: 'card'; slot: string; notBefore?: Date }>
  /** Bring every card already sent for this document up to its present state. */
  | Readonly<{ id: string; kind: 'refresh' }>
  /** Start the chat approval of this document. */
  | Readonly<{ id: string; kind: 'approval'; topic: ApprovalKind }>
  /** Take this chat approval back: its document no longer asks for it. */
  | Readonly<{ id: string; kind: 'revoke'; topic: ApprovalKind; instanceCode: string; applicantId: string }>
  /** Bring the case of this alert in line with it: open it, or withdraw or close it in the person's favour. */
  | Readonly<{ id: string; kind: 'case' }>
  /** Bring the alert of this case in line with it, its cards too. */
  | Readonly<{ id: string; kind: 'alert' }>
  /** Keep the manager's word that this alert was arranged work: once, and only after the alert was taken. */
  | Readonly<{ id: string; kind: 'arrangement'; arrangement: Arrangement }>
  /** Do what follows from this document elsewhere: open the case of a record or a lead, end one whose ground is gone. */
  | Readonly<{ id: string; kind: 'follow' }>
  /** Judge again what this record of the company may clear. */
  | Readonly<{ id: string; kind: 'rejudge' }>
  /** Write to somebody without a chat account, by SMS or e-mail. */
  | Readonly<{ id: string; kind: 'message'; template: 'link' | 'news' | 'lead_closed' }>
  /** Write this punch to the platform's attendance record. */
  | Readonly<{ id: string; kind: 'attendance' }>;

/** A card already sent for a document, by slot. */
export type SentCard = Readonly<{
  slot: string;
  receiverId: string;
  messageId: string;
  sentAt: Date;
  /** When it was made urgent (加急). */
  urgedAt?: Date;
}>;

/** Put `...pendingFields` into the schema of every collection the relay serves. */
export const pendingFields = {
  pending: { type: [new Schema({}, { strict: false, _id: false })], default: [] },
  sent: { type: [new Schema({}, { strict: false, _id: false })], default: [] },
} as const;
