import type { Job } from '../contract/jobs.ts';
import type { MessageSender } from '../connectors/messages/message-sender.ts';
import type { Puller } from '../connectors/pull/json-puller.ts';
import type { WebhookSender } from '../connectors/webhooks/webhook-sender.ts';
import type { Feishu } from '../feishu/platform.ts';
import type { Tombstones } from '../store/tombstones.ts';

/** What a flow cannot have for real in a test; built in main, passed first. */
export type Deps = Readonly<{
  feishu: Feishu;
  now: () => Date;
  /** How far `now` runs ahead of real time, milliseconds; only the demo's does. */
  aheadMs?: () => number;
  /** A hint to run soon; losing it loses nothing. */
  enqueue: (job: Job) => Promise<void>;
  /** Public address of the app, without a trailing slash: links in cards start with it. */
  publicUrl: string;
  /** Approval definitions of the tenant. */
  approvalCodes: ApprovalCodes;
  /** HMAC key for session ids, API keys and pseudonyms; 32 bytes or more. */
  secretKey: string;
  /** The key before it, while it is being changed: opens and finds what was made under it, makes nothing. */
  secretKeyBefore?: string;
  /** Scheduled messages go out spread over this time after their hour, milliseconds; all at once when absent. */
  spreadMs?: number;
  /** Told of an error nobody expected where the work itself goes on: a bug has to be seen by somebody. */
  noteBug?: (where: string, error: unknown) => void;
  /** Told of each point of the relay that a crash may hit; only tests listen. */
  onRelay?: (point: RelayPoint) => void;
  /** Writes SMS and e-mail to people without a chat account; without it HR hands links over. */
  messages?: MessageSender;
  /** Writes signed messages to other systems; without it they wait. */
  webhooks?: WebhookSender;
  /** Asks other systems' APIs; without it nothing is pulled. */
  puller?: Puller;
  /** Keeps what an older backup must not bring back; without it a restore brings it back. */
  tombstones?: Tombstones;
  /** How long ingest must be quiet before a shift is judged, milliseconds. */
  settleMs: number;
  /** How long what everybody is compared with is kept between the judgements of single days; read each time when absent. */
  comparisonsKeptMs?: number;
  /** How long a step of the sweep that goes over everybody works before the next has its turn; the demo's history is told whole. */
  sliceMs?: number;
}>;

/** Codes of the tenant's approval definitions; what has none yet cannot be asked for in the chat. */
export type ApprovalCodes = Readonly<{
  decision: string;
  declaration: string;
  flexible?: string;
  unmask?: string;
  threshold?: string;
  export?: string;
  go_live?: string;
}>;

/** Who does something, as the audit log names them. */
export type Actor = Readonly<{ personId: string; roles: readonly string[] }>;
export const SYSTEM: Actor = { personId: 'system', roles: ['system'] };

/** Points of the relay between which a process may die. */
export const RELAY_POINTS = [
  'claimed',
  'built',
  'sent',
  'noted',
  'urged',
  'replaced',
  'done',
  'finished',
] as const;
export type RelayPoint = (typeof RELAY_POINTS)[number];
