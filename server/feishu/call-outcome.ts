import type { CallOutcome } from '../metrics/feishu.ts';
import { badReplyCode, noReplyCode, type ReplyFault } from './reply-fault.ts';
import { invalidTenantToken, rateLimitCodes } from './retry.ts';

/** The kind of a refusal, as it is counted. */
export function outcomeOf({ code, status }: Pick<ReplyFault, 'code' | 'status'>): CallOutcome {
  if (status === 429 || rateLimitCodes.has(code)) return 'rate_limited';
  if (code === invalidTenantToken) return 'token_expired';
  if (code === noReplyCode) return 'no_answer';
  if (status >= 500) return 'server_error';
  return code === badReplyCode ? 'malformed' : 'refused';
}
