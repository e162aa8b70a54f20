import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import type { Call } from './router.ts';
import type { SandboxUser, TenantState } from './tenant.ts';
import { daysBetween } from './time.ts';

const maxDays = 31;
const DaysSchema = z.object({
  user_ids: z.array(z.string()).min(1).max(50),
  check_date_from: z.int().min(20000101).max(20991231),
  check_date_to: z.int().min(20000101).max(20991231),
});

const EMPLOYEE_FIELDS: Record<string, 'userId' | 'employeeNo'> = {
  employee_id: 'userId',
  employee_no: 'employeeNo',
};

export type Employee = { givenId: string; user: SandboxUser };

/** People by the call's `employee_type`; the unknown ids apart. */
export function readEmployees(
  state: TenantState,
  call: Call,
  { ids, types }: { ids: readonly string[]; types: readonly string[] },
) {
  const type = call.query.get('employee_type') ?? '';
  if (!types.includes(type)) throw badParam(`employee_type must be one of ${types.join(', ')}`);
  const field = EMPLOYEE_FIELDS[type] ?? 'openId';
  const known = new Map(state.users.values().map((user) => [user[field], user]));
  const found: Employee[] = [];
  const unknown: string[] = [];
  for (const givenId of ids) {
    const user = known.get(givenId);
    if (user === undefined) unknown.push(givenId);
    else found.push({ givenId, user });
  }
  return { found, unknown };
}

/** Calendar days of a `yyyyMMdd` range. */
export function readDays(call: Call) {
  const body = readFields(DaysSchema, call.body);
  const [from, to] = [body.check_date_from, body.check_date_to].map((no) =>
    String(no).replace(/(....)(..)(..)/, '$1-$2-$3'),
  );
  if (
    from === undefined ||
    to === undefined ||
    Number.isNaN(Date.parse(from)) ||
    Number.isNaN(Date.parse(to))
  )
    throw badParam('check_date_from and check_date_to must be yyyyMMdd');
  if (from > to) throw badParam('check_date_from is after check_date_to');
  const days = daysBetween(from, to);
  if (days.length > maxDays) throw badParam('the time span must not exceed 30 days');
  return { ids: body.user_ids, days };
}

export const badParam = (why: string): PlatformFault => new PlatformFault(1220001, `param error: ${why}`);
