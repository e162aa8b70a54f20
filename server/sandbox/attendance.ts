import { z } from 'zod';
import type { TenantAbsence, TenantShift } from '../contract/tenant.ts';
import { badParam, readDays, readEmployees } from './attendance-input.ts';
import { readFields } from './fault.ts';
import { pageOf, PageSchema } from './paging.ts';
import type { Call, Route } from './router.ts';
import { tenantFacts } from './tenant.ts';
import type { TenantState } from './tenant.ts';
import { dayOf, instantOf, wallTime, weekdayOf } from './time.ts';

const base = '/open-apis/attendance/v1';
const groupId = '6919358128597097404';
/** Schedules and leave; ids are `employee_id` or `employee_no`, open_id only for user_approvals. */
export function attendanceRoutes(state: TenantState): Route[] {
  return [
    {
      method: 'POST',
      path: `${base}/user_daily_shifts/query`,
      auth: 'tenant',
      handle: (call) => queryDailyShifts(state, call),
    },
    {
      method: 'POST',
      path: `${base}/user_approvals/query`,
      auth: 'tenant',
      handle: (call) => queryApprovals(state, call),
    },
    {
      method: 'GET',
      path: `${base}/groups/:id`,
      auth: 'tenant',
      handle: (call) => showGroup(call),
    },
    {
      method: 'GET',
      path: `${base}/shifts/:id`,
      auth: 'tenant',
      handle: (call) => showShift(mustFindShift(state, call.params['id'] ?? '')),
    },
    {
      method: 'GET',
      path: `${base}/shifts`,
      auth: 'tenant',
      handle: (call) => {
        const page = pageOf(
          tenantFacts(state).shifts,
          readFields(PageSchema(20), Object.fromEntries(call.query)),
        );
        return { shift_list: page.items.map(showShift), has_more: page.has_more, ...page.next };
      },
    },
  ];
}

/** The shift of a person on a day; a daily entry wins over the weekly one. */
export function shiftOn(state: TenantState, userId: string, day: string): TenantShift | undefined {
  const { dailyShifts, weekly, shifts } = tenantFacts(state);
  const daily = dailyShifts.find((row) => row.userId === userId && row.day === day);
  const regular = weekly.find((row) => row.userId === userId && row.weekdays.includes(weekdayOf(day)));
  const shiftId = (daily ?? regular)?.shiftId;
  return shifts.find((shift) => shift.shiftId === shiftId);
}

function queryDailyShifts(state: TenantState, call: Call) {
  const { ids, days } = readDays(call);
  const { found, unknown } = readEmployees(state, call, { ids, types: ['employee_id', 'employee_no'] });
  if (unknown.length > 0) throw badParam(`user not found: ${unknown.join(', ')}`);
  const rows = found.flatMap(({ givenId, user }) =>
    days.flatMap((day) => {
      const shift = shiftOn(state, user.userId, day);
      if (shift === undefined) return [];
      const month = Number(day.slice(0, 7).replace('-', ''));
      return [
        { group_id: groupId, shift_id: shift.shiftId, month, user_id: givenId, day_no: Number(day.slice(8)) },
      ];
    }),
  );
  return { user_daily_shifts: rows };
}

/** The one group everybody is in. */
function showGroup(call: Call) {
  readFields(
    z.object({ employee_type: z.enum(['employee_id', 'employee_no']), dept_type: z.literal('open_id') }),
    Object.fromEntries(call.query),
  );
  if (call.params['id'] !== groupId) throw badParam('group not found');
  return {
    group_id: groupId,
    group_name: '全员考勤',
    time_zone: 'Asia/Shanghai',
    group_leader_ids: [],
    group_type: 0,
  };
}

function mustFindShift(state: TenantState, id: string): TenantShift {
  const shift = tenantFacts(state).shifts.find((one) => one.shiftId === id);
  if (shift === undefined) throw badParam('shift not found');
  return shift;
}

const unpadded = (time: string): string => time.replace(/^0(\d:)/, '$1');

function showShift(shift: TenantShift) {
  return {
    shift_id: shift.shiftId,
    shift_name: shift.name,
    punch_times: 1,
    is_flexible: false,
    flexible_minutes: 0,
    no_need_off: false,
    punch_time_rule: [
      {
        on_time: unpadded(shift.onTime),
        off_time: unpadded(shift.offTime),
        late_minutes_as_late: 5,
        late_minutes_as_lack: 240,
        on_advance_minutes: 240,
        early_minutes_as_early: 5,
        early_minutes_as_lack: 240,
        off_delay_minutes: 360,
      },
    ],
    rest_time_rule: shift.rests.map((rest) => ({
      rest_begin_time: unpadded(rest.start),
      rest_end_time: unpadded(rest.end),
    })),
  };
}

function queryApprovals(state: TenantState, call: Call) {
  const { ids, days } = readDays(call);
  const { found } = readEmployees(state, call, { ids, types: ['employee_id', 'employee_no', 'open_id'] });
  const rows = found.flatMap(({ givenId, user }) =>
    days.flatMap((day) => {
      const absences = absencesOn(state, user.userId, day);
      if (absences.length === 0) return [];
      const of = (kind: TenantAbsence['kind']) =>
        absences.filter((one) => one.kind === kind).map(showAbsence);
      const [leaves, trips, overtime] = [of('leave'), of('trip'), of('overtime')];
      return [
        {
          user_id: givenId,
          date: day.replaceAll('-', ''),
          outs: [],
          leaves,
          trips,
          overtime_works: overtime,
          time_zone: 'Asia/Shanghai',
        },
      ];
    }),
  );
  return { user_approvals: rows };
}

/** Approved absences that touch a day. */
export function absencesOn(state: TenantState, userId: string, day: string): TenantAbsence[] {
  return tenantFacts(state).approvals.filter(
    (one) =>
      one.userId === userId &&
      dayOf(Date.parse(one.startAt)) <= day &&
      Date.parse(one.endAt) > instantOf(day, '00:00'),
  );
}

function showAbsence(absence: TenantAbsence) {
  const times = {
    start_time: wallTime(Date.parse(absence.startAt)),
    end_time: wallTime(Date.parse(absence.endAt)),
  };
  const hours = (Date.parse(absence.endAt) - Date.parse(absence.startAt)) / 3_600_000;
  const reason = absence.reason ?? '';
  if (absence.kind === 'overtime')
    return { ...times, duration: hours, unit: 2, category: 1, type: 1, reason };
  const passed = { approve_pass_time: times.start_time, approve_apply_time: times.start_time };
  if (absence.kind === 'trip') return { ...times, ...passed, reason };
  const names = { ch: '事假', en: 'Personal leave' };
  return {
    ...times,
    ...passed,
    unit: 2,
    interval: hours * 3600,
    i18n_names: names,
    default_locale: 'ch',
    reason,
  };
}
