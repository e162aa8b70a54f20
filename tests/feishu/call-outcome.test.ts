import { expect, it } from 'vitest';
import { outcomeOf } from '../../server/feishu/call-outcome.ts';
import { badReplyCode, noReplyCode } from '../../server/feishu/reply-fault.ts';

it.each([
  [{ code: 99991400, status: 400 }, 'rate_limited'],
  [{ code: 1, status: 429 }, 'rate_limited'],
  [{ code: 230020, status: 200 }, 'rate_limited'],
  [{ code: 99991663, status: 400 }, 'token_expired'],
  [{ code: noReplyCode, status: 0 }, 'no_answer'],
  [{ code: badReplyCode, status: 502 }, 'server_error'],
  [{ code: badReplyCode, status: 200 }, 'malformed'],
  [{ code: 230002, status: 200 }, 'refused'],
])('counts %o as %s', (fault, outcome) => {
  expect(outcomeOf(fault)).toBe(outcome);
});
