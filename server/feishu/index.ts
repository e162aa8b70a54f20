import { createApprovals, defaultApprovalForm } from './approval.ts';
import type { ApprovalForm } from './approval.ts';
import { createAttendance } from './attendance.ts';
import { createClient } from './client.ts';
import type { ClientOptions } from './client.ts';
import { createOrg } from './org.ts';
import type { Feishu } from './platform.ts';
import { createMessages } from './send.ts';
import { createSignIn } from './sign-in.ts';
import { createTables } from './tables.ts';

export { createWebhookGuard } from './guard.ts';
export type { WebhookGuard, WebhookGuardOptions } from './guard.ts';
export { startLongConnection } from './long-connection.ts';
export type { LongConnection } from './long-connection.ts';
export type { SharedTokens } from './token-cache.ts';

export type FeishuOptions = ClientOptions & Readonly<{ approvalForm?: ApprovalForm }>;

/** The chat platform on the real SDK. */
export function createFeishu(options: FeishuOptions): Feishu {
  const client = createClient(options);
  return {
    signIn: createSignIn(client),
    org: createOrg(client),
    attendance: createAttendance(client),
    messages: createMessages(client),
    approvals: createApprovals(client, options.approvalForm ?? defaultApprovalForm),
    tables: createTables(client),
  };
}
