import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readFields } from './fault.ts';
import { issueClientCode } from './oauth.ts';
import type { Call } from './router.ts';
import { appOrigin } from './tenant.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

const ConfigSchema = z.strictObject({
  appId: z.string(),
  timestamp: z.number(),
  nonceStr: z.string(),
  signature: z.string(),
  /** Address of the page that asks, as the client itself sees it. */
  url: z.url(),
});
const codes = { badSignature: 333441, noTicket: 333442, notVisible: 333449 };

/** Whether the client lets a page use its JSAPIs: 0, or the code its `h5sdk.error` shows. */
export function checkConfig(state: TenantState, call: Call): { errorCode: number } {
  const { appId, timestamp, nonceStr, signature, url } = readFields(ConfigSchema, call.body);
  if (appId !== state.options.appId || new URL(url).origin !== appOrigin(state))
    return { errorCode: codes.notVisible };
  const [page = url] = url.split('#');
  const live = state.tickets.keys().filter((ticket) => (state.tickets.get(ticket) ?? 0) > state.wallMs());
  if (live.length === 0) return { errorCode: codes.noTicket };
  const isSigned = live.some((ticket) => {
    const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${page}`;
    return createHash('sha1').update(text).digest('hex') === signature;
  });
  return { errorCode: isSigned ? 0 : codes.badSignature };
}

/** The code of `tt.requestAccess`, for the person whose phone it is. */
export function grantCode(
  state: TenantState,
  me: SandboxUser,
  call: Call,
): { code: string } | { errno: number } {
  const { appId } = readFields(z.strictObject({ appId: z.string() }), call.body);
  if (appId !== state.options.appId || me.resigned) return { errno: 104 };
  return { code: issueClientCode(state, me.openId) };
}
