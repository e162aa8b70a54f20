import type { Events } from './events.ts';
import { dayResult, saveFlow } from './attendance-flows.ts';
import { shiftOn } from './attendance.ts';
import { tenantFacts } from './tenant.ts';
import type { FlowRow, SandboxUser, TenantState } from './tenant.ts';
import { dayOf } from './time.ts';

/** 0 none, 1 cheating software, 2 somebody else's device, 3 one device for many. */
export type RiskResult = 0 | 1 | 2 | 3;

/** A punch in the chat app's own attendance; raises the events of the record and of the day's result. */
export function punchNatively(
  state: TenantState,
  events: Events,
  { user, riskResult, locationName }: { user: SandboxUser; riskResult: RiskResult; locationName: string },
): FlowRow {
  const flow = saveFlow(state, user, {
    user_id: user.userId,
    creator_id: user.userId,
    location_name: locationName,
    check_time: String(Math.floor(state.nowMs() / 1000)),
    ...plainPunch,
  });
  events.pushV2('attendance.user_flow.created_v1', {
    ...idsOf(user),
    tenant_id: tenantFacts(state).tenantKey,
    record_id: flow.record_id,
    check_time: flow.check_time,
    location_name: locationName,
    ...plainPunch,
    photo_urls: [],
    risk_result: riskResult,
  });
  announceResult(state, events, user);
  return flow;
}

/** What the record and its event say alike of a punch at a place, without Wi-Fi. */
const plainPunch = { comment: '', is_field: false, is_wifi: false, type: 0 } as const;

const idsOf = (user: SandboxUser) => ({ employee_id: user.userId, employee_no: user.employeeNo });

/** The event of the day's result; none for a day without a shift. */
function announceResult(state: TenantState, events: Events, user: SandboxUser): void {
  const day = dayOf(state.nowMs());
  const result = dayResult(state, user, day);
  const shift = shiftOn(state, user.userId, day);
  if (result === null || shift === undefined) return;
  events.pushV2('attendance.user_task.updated_v1', {
    ...idsOf(user),
    date: result.day,
    group_id: result.group_id,
    shift_id: shift.shiftId,
    status_changes: result.records.map((record) => ({
      index: 0,
      before_status: 'Todo',
      current_status: record.check_in_result,
      before_supplement: 'None',
      current_supplement: record.check_in_result_supplement,
      work_type: 'on',
    })),
  });
}

/** One person's attendance of today, as the attendance app shows it. */
export function readAttendance(state: TenantState, me: SandboxUser) {
  const day = dayOf(state.nowMs());
  const shift = shiftOn(state, me.userId, day);
  const flows = state.flows
    .values()
    .filter((flow) => flow.user_id === me.userId && dayOf(Number(flow.check_time) * 1000) === day)
    .sort((a, b) => Number(a.check_time) - Number(b.check_time))
    .map((flow) => ({
      atMs: Number(flow.check_time) * 1000,
      place: typeof flow['location_name'] === 'string' ? flow['location_name'] : '',
      isImported: flow['type'] === 7,
    }));
  const record = dayResult(state, me, day)?.records[0];
  return {
    name: me.name,
    day,
    shift:
      shift === undefined
        ? null
        : { name: shift.name, onTime: shift.onTime, offTime: shift.offTime, rests: shift.rests },
    flows,
    results:
      record === undefined ? null : { checkIn: record.check_in_result, checkOut: record.check_out_result },
  };
}
