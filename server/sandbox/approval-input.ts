import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import type { Call } from './router.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxApproval } from './types.ts';

const UserIdTypeSchema = z.object({
  user_id_type: z.enum(['open_id', 'user_id', 'union_id']).default('open_id'),
});

/** What kind of id a call names people by. */
export function readUserIdType(call: Call): z.output<typeof UserIdTypeSchema>['user_id_type'] {
  return readFields(UserIdTypeSchema, Object.fromEntries(call.query)).user_id_type;
}

/** By instance code, or by the uuid given at creation. */
export function mustFindInstance(state: TenantState, id: string): SandboxApproval {
  const found =
    state.approvals.get(id) ??
    state.approvals.values().find((one) => one.uuid?.toUpperCase() === id.toUpperCase());
  if (found === undefined) throw new PlatformFault(1390003, 'instance code not found');
  return found;
}
