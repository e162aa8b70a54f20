import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Card } from '../contract/card.ts';
import type { TenantSeed } from '../contract/tenant.ts';
import type { SandboxLimits } from './limits.ts';

type SandboxClock = { now(): Date; advanceTo(at: Date): Promise<void> };
/** Where our own server listens; known only after both sides have chosen ports. */
export type SandboxUrls = { eventUrl: string; callbackUrl: string; appUrl: string };

export type SandboxOptions = SandboxUrls & {
  /** 0 picks a free port. */
  port: number;
  /** Folder of the store; null keeps everything in memory. */
  dir: string | null;
  /** Used only when the store is empty. */
  seed: TenantSeed;
  clock: SandboxClock;
  appId: string;
  appSecret: string;
  encryptKey: string;
  verificationToken: string;
  /** The platform's documented limits when absent; null lets everybody ask as often as they like. */
  limits?: SandboxLimits | null;
  /** The next deadline somebody must meet, for the clock button; null when there is none. */
  deadlineAt?: () => Promise<Date | null>;
  /** Asked first: true when it has answered in the tenant's place. */
  answerFirst?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** A message as the tenant keeps it; `card` is null for texts and images. */
export type SandboxMessage = {
  messageId: string;
  seq: number;
  chatId: string;
  /** The person of a 1:1 chat with the bot; null in groups. */
  receiverOpenId: string | null;
  msgType: string;
  content: string;
  card: Card | null;
  parentId: string | null;
  /** Milliseconds of the sandbox clock. */
  createdAtMs: number;
  updatedAtMs: number;
  /** When it last came to ask for something, or changed because somebody had acted; absent in older stores. */
  askedAtMs?: number;
  /** How often the sender or a callback replaced the card. */
  patches: number;
  /** Who pressed something on it, or is through with it, for the page's next-step hint. */
  pressedBy: string[];
  /** Who followed its link; absent while nobody did. */
  openedBy?: string[];
  urgentFor: string[];
  uuid: string | null;
};

export type SandboxTask = {
  id: string;
  nodeId: string;
  nodeName: string;
  openId: string;
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'TRANSFERRED' | 'DONE';
  /** Who has it now, when it was passed on. */
  passedTo?: string;
  startedAtMs: number;
  endedAtMs: number | null;
  comment: string | null;
};
export type SandboxWidgetValue = { id: string; name: string; type: string; value: unknown };
export type SandboxApproval = {
  instanceCode: string;
  seq: number;
  approvalCode: string;
  uuid: string | null;
  title: string | null;
  applicantOpenId: string;
  form: SandboxWidgetValue[];
  /** Approvers by node, in order; the first node without an approval is the current one. */
  nodes: { nodeId: string; name: string; approverOpenIds: string[] }[];
  status: 'PENDING' | 'APPROVED' | 'REJECTED' | 'CANCELED';
  /** Approved, and taken back afterwards. */
  reverted?: boolean;
  tasks: SandboxTask[];
  startedAtMs: number;
  endedAtMs: number | null;
};

export type CardPress = {
  openId: string;
  messageId: string;
  /** Which component: its name, or the callback value of its behavior, or its index among the buttons. */
  name?: string;
  value?: Record<string, unknown>;
  formValue?: Record<string, unknown>;
  /** The choice, for a select or a picker outside a form. */
  option?: string;
};
/** What the presser's client shows; `clientCode` is 0 or a code such as 200671. */
export type CallbackReply = {
  clientCode: number;
  toast: { type: 'info' | 'success' | 'error' | 'warning'; content: string } | null;
  cardUpdated: boolean;
};

export type { ActiveFault, Fault, FaultKind } from './faults.ts';
export type { JournalLine } from './journal.ts';
export type { SandboxLimits } from './limits.ts';

export type FailureRule = {
  /** A path, or its beginning. */
  path: string;
  times: number;
  status: number;
  code: number;
  msg?: string;
  headers?: Record<string, string>;
};

/** An event on its way to our webhook; kept until acknowledged or given up. */
export type PendingEvent = {
  id: string;
  seq: number;
  /** Events of one queue are delivered in order, one unacknowledged event blocks the next. */
  queue: string;
  type: string;
  body: Record<string, unknown>;
  attempts: number;
  /** Wall clock in ms. */
  nextAtMs: number;
  state: 'pending' | 'delivered' | 'given_up';
};
