import type { ApprovalEnding } from './approval-steps.ts';
import type { RiskResult } from './attendance-punch.ts';
import type { OrgChange } from './org.ts';
import type { FlowRow } from './tenant.ts';
import type {
  ActiveFault,
  CallbackReply,
  CardPress,
  FailureRule,
  Fault,
  JournalLine,
  PendingEvent,
  SandboxApproval,
  SandboxLimits,
  SandboxMessage,
  SandboxUrls,
} from './types.ts';

/** A simulated Feishu tenant on loopback; see createSandbox. */
export type Sandbox = {
  /** The SDK's `domain`, without a trailing slash; also the address of the page. */
  url: string;
  close(): Promise<void>;
  /** Empties the store and seeds it again. */
  reset(): void;
  setUrls(urls: Partial<SandboxUrls>): void;
  /** All messages, approvals, punches, oldest first. */
  messages(): SandboxMessage[];
  approvals(): SandboxApproval[];
  flows(): FlowRow[];
  /** Events not acknowledged yet, and those given up. */
  events(): PendingEvent[];
  /** Pushes everything pending at once; settles when each was tried. */
  deliverNow(): Promise<void>;
  pressButton(press: CardPress): Promise<CallbackReply>;
  /** Decides the pending task of a person and pushes the events. */
  approve(decision: {
    openId: string;
    instanceCode: string;
    decision: 'APPROVED' | 'REJECTED';
    comment?: string;
  }): Promise<void>;
  /** Passes a person's pending task on to somebody else. */
  transfer(task: {
    fromOpenId: string;
    toOpenId: string;
    instanceCode: string;
    comment?: string;
  }): Promise<void>;
  /** Ends an approval otherwise: its applicant takes it back, before or after it was approved, or its time runs out. */
  endApproval(end: { instanceCode: string; how: ApprovalEnding }): Promise<void>;
  setOrg(change: OrgChange): void;
  /** A punch in the chat app's own attendance, with its events. */
  punch(punch: { openId: string; riskResult?: RiskResult; locationName?: string }): Promise<void>;
  /** The person leaves the company. */
  removeUser(openId: string): void;
  /** Answers the next matching requests with any refusal. */
  failNext(rule: FailureRule): void;
  /** Lets something go wrong from now on, as often as the fault says. */
  addFault(fault: Fault): void;
  clearFaults(): void;
  faults(): ActiveFault[];
  /** The bot leaves a group, or comes back. */
  setBotInChat(chatId: string, isIn: boolean): void;
  setLimits(limits: SandboxLimits | null): void;
  /** Turns the clock of tokens and event retries forward; settles when what is due then was tried. */
  turnWallClock(byMs: number): Promise<void>;
  /** The last requests, events and callbacks, oldest first. */
  journal(): JournalLine[];
};
