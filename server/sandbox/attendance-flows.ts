import { z } from 'zod';
import { badParam, readDays, readEmployees } from './attendance-input.ts';
import { absencesOn, shiftOn } from './attendance.ts';
import { readFields } from './fault.ts';
import { flatJson } from './router.ts';
import type { Call, Route } from './router.ts';
import { nextSeq } from './tenant.ts';
import type { FlowRow, SandboxUser, TenantState } from './tenant.ts';
import { instantOf } from './time.ts';

const base = '/open-apis/attendance/v1';
const employeeTypes = ['employee_id', 'employee_no'];
const SecondsSchema = z.string().regex(/^\d{9,11}$/);
const FlowSchema = z.object({
  user_id: z.string().min(1),
  creator_id: z.string().min(1),
  location_name: z.string(),
  check_time: SecondsSchema,
  comment: z.string(),
  ssid: z.string().optional(),
  bssid: z.string().optional(),
  is_field: z.boolean().optional(),
  is_wifi: z.boolean().optional(),
  type: z.int().optional(),
  external_id: z.string().optional(),
  idempotent_id: z.string().max(200).optional(),
});
/** What the platform makes of the `type` of every record that comes through its API. */
const IMPORTED = 7;
const CreateSchema = z.object({ flow_records: z.array(FlowSchema).min(1).max(50) });
const QuerySchema = z.object({
  user_ids: z.array(z.string()).min(1).max(50),
  check_time_from: SecondsSchema,
  check_time_to: SecondsSchema,
});

/** Punch records and the results of the days. */
export function flowRoutes(state: TenantState): Route[] {
  return [
    {
      method: 'POST',
      path: `${base}/user_flows/batch_create`,
      auth: 'tenant',
      handle: (call) => create(state, call),
    },
    {
      method: 'POST',
      path: `${base}/user_flows/query`,
      auth: 'tenant',
      handle: (call) => query(state, call),
    },
    {
      method: 'POST',
      path: `${base}/user_tasks/query`,
      auth: 'tenant',
      handle: (call) => queryTasks(state, call),
    },
  ];
}

/** Records of unknown people are left out and named in `msg`, with code 0: the documented partial failure. */
function create(state: TenantState, call: Call) {
  const { flow_records: records } = readFields(CreateSchema, call.body);
  const ids = records.map((record) => record.user_id);
  const { found, unknown } = readEmployees(state, call, { ids, types: employeeTypes });
  const people = new Map(found.map(({ givenId, user }) => [givenId, user]));
  const made = records.flatMap((record) => {
    const user = people.get(record.user_id);
    return user === undefined
      ? []
      : [{ ...saveFlow(state, user, { ...record, type: IMPORTED }), user_id: record.user_id }];
  });
  const msg =
    unknown.length === 0 ? 'success' : `part of the records failed, invalid users: ${unknown.join(', ')}`;
  return flatJson({ code: 0, msg, data: { flow_records: made } });
}

/** Keeps a punch; one of the same idempotent id is the one before. */
export function saveFlow(state: TenantState, user: SandboxUser, record: z.infer<typeof FlowSchema>): FlowRow {
  const key = record.idempotent_id === undefined ? undefined : `flow:${record.idempotent_id}`;
  const before = key === undefined ? undefined : state.flows.get(state.uuids.get(key)?.id ?? '');
  if (before !== undefined) return before;
  const recordId = String(6_709_359_313_699_356_000n + BigInt(nextSeq(state, 'flow')));
  const flow: FlowRow = {
    ...record,
    user_id: user.userId,
    record_id: recordId,
    check_result: 'NoNeedCheck',
    create_time: String(Math.floor(state.nowMs() / 1000)),
  };
  state.flows.set(recordId, flow);
  if (key !== undefined) state.uuids.set(key, { id: recordId, atMs: state.nowMs() });
  return flow;
}

function query(state: TenantState, call: Call) {
  const body = readFields(QuerySchema, call.body);
  const { found, unknown } = readEmployees(state, call, { ids: body.user_ids, types: employeeTypes });
  if (unknown.length > 0) throw badParam(`user not found: ${unknown.join(', ')}`);
  const from = Number(body.check_time_from);
  const to = Number(body.check_time_to);
  const rows = found.flatMap(({ givenId, user }) =>
    flowsOf(state, user.userId, { fromS: from, toS: to }).map((flow) => ({ ...flow, user_id: givenId })),
  );
  return { user_flow_results: rows };
}

/** A person's punches with `fromS <= check_time < toS` (seconds since 1970), oldest first. */
function flowsOf(
  state: TenantState,
  userId: string,
  { fromS, toS }: { fromS: number; toS: number },
): FlowRow[] {
  return state.flows
    .values()
    .filter(
      (flow) => flow.user_id === userId && Number(flow.check_time) >= fromS && Number(flow.check_time) < toS,
    )
    .sort((a, b) => Number(a.check_time) - Number(b.check_time));
}

function queryTasks(state: TenantState, call: Call) {
  const { ids, days } = readDays(call);
  const { found, unknown } = readEmployees(state, call, { ids, types: employeeTypes });
  if (unknown.length > 0 && call.query.get('ignore_invalid_users') !== 'true')
    throw badParam(`user not found: ${unknown.join(', ')}`);
  const results = found.flatMap(({ givenId, user }) =>
    days.flatMap((day) => {
      const result = dayResult(state, user, day);
      return result === null ? [] : [{ ...result, user_id: givenId }];
    }),
  );
  return { user_task_results: results, invalid_user_ids: unknown, unauthorized_user_ids: [] };
}

/** What the attendance system makes of a person's day; null without a shift. */
export function dayResult(state: TenantState, user: SandboxUser, day: string) {
  const shift = shiftOn(state, user.userId, day);
  if (shift === undefined) return null;
  const onS = instantOf(day, shift.onTime) / 1000;
  const offS = instantOf(day, shift.offTime) / 1000;
  const middleS = (onS + offS) / 2;
  const checkIn = flowsOf(state, user.userId, { fromS: onS - 4 * 3600, toS: middleS })[0];
  const checkOut = flowsOf(state, user.userId, { fromS: middleS, toS: offS + 6 * 3600 }).at(-1);
  const supplement = absencesOn(state, user.userId, day).some((one) => one.kind === 'leave')
    ? 'Leave'
    : 'None';
  const missing = (dueS: number) => (state.nowMs() / 1000 > dueS ? 'Lack' : 'Todo');
  const record = {
    check_in_record_id: checkIn?.record_id ?? '',
    check_out_record_id: checkOut?.record_id ?? '',
    ...(checkIn === undefined ? {} : { check_in_record: checkIn }),
    ...(checkOut === undefined ? {} : { check_out_record: checkOut }),
    check_in_result:
      checkIn === undefined ? missing(middleS) : Number(checkIn.check_time) > onS ? 'Late' : 'Normal',
    check_out_result:
      checkOut === undefined ? missing(offS) : Number(checkOut.check_time) < offS ? 'Early' : 'Normal',
    check_in_result_supplement: supplement,
    check_out_result_supplement: supplement,
    check_in_shift_time: String(onS),
    check_out_shift_time: String(offS),
    task_shift_type: 0,
  };
  return {
    result_id: `${user.userId}-${day}`,
    user_id: user.userId,
    employee_name: user.name,
    day: Number(day.replaceAll('-', '')),
    group_id: '6919358128597097404',
    shift_id: shift.shiftId,
    records: [record],
  };
}
