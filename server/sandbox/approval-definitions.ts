import { findDefinition } from './approval-form.ts';
import { showDefinition } from './approval-views.ts';
import { PlatformFault } from './fault.ts';
import type { Call, Route } from './router.ts';
import type { TenantState } from './tenant.ts';

const base = '/open-apis/approval/v4/approvals';

/** The definitions an administrator drew, and who is told of their instances. */
export const definitionRoutes = (state: TenantState): Route[] => [
  {
    method: 'POST',
    path: `${base}/:code/subscribe`,
    auth: 'tenant',
    handle: (call) => subscribe(state, call),
  },
  {
    method: 'POST',
    path: `${base}/:code/unsubscribe`,
    auth: 'tenant',
    handle: (call) => state.subscriptions.delete(call.params['code'] ?? ''),
  },
  {
    method: 'GET',
    path: `${base}/:code`,
    auth: 'tenant',
    handle: (call) => showDefinition(findDefinition(state, call.params['code'] ?? '')),
  },
];

function subscribe(state: TenantState, call: Call) {
  const { code } = findDefinition(state, call.params['code'] ?? '');
  if (state.subscriptions.get(code) === true) throw new PlatformFault(1390007, 'subscription existed');
  state.subscriptions.set(code, true);
  return {};
}
