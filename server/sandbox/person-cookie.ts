import type { Call } from './router.ts';
import type { SandboxUser, TenantState } from './tenant.ts';

const cookieName = 'sandbox_person';

/** Who the browser is, as chosen on the sandbox page; undefined when nobody is chosen. */
export function personFromCookie(state: TenantState, call: Pick<Call, 'headers'>): SandboxUser | undefined {
  const pairs = (call.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const openId = pairs.find(([name]) => name === cookieName)?.[1];
  return openId === undefined ? undefined : state.users.get(openId);
}

export const personCookie = (openId: string): string =>
  `${cookieName}=${openId}; Path=/; HttpOnly; SameSite=Lax`;
