import { z } from 'zod';
import { platformFailed } from '../errors.ts';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import { pathId } from './path-id.ts';
import type { AttendanceSnapshot } from './platform.ts';
import { badReplyCode } from './reply-fault.ts';

type ShiftDay = AttendanceSnapshot['days'][number];
type ShiftTimes = Pick<ShiftDay, 'periods' | 'rests'>;

const queryName = 'attendance.userDailyShift.query';
const DailyShiftsSchema = z.object({
  data: z.object({
    user_daily_shifts: z
      .array(
        z.object({
          user_id: z.string().min(1),
          group_id: z.string().optional(),
          shift_id: z.string(),
          month: z.int().min(197001).max(999912),
          day_no: z.int().min(1).max(31),
        }),
      )
      .optional(),
  }),
});
/** Hours above 23 mean the next day. */
const ClockSchema = z
  .string()
  .regex(/^\d{1,2}:[0-5]\d$/)
  .transform((clock) => clock.padStart(5, '0'));
/** `get` takes no other department id type. */
const groupParams = { ...employeeType, dept_type: 'open_id' as const };
const GroupSchema = z.object({ data: z.object({ time_zone: z.string().optional() }) });
const ShiftSchema = z.object({
  data: z.object({
    punch_time_rule: z.array(z.object({ on_time: ClockSchema, off_time: ClockSchema })),
    rest_time_rule: z
      .array(z.object({ rest_begin_time: ClockSchema, rest_end_time: ClockSchema }))
      .optional(),
  }),
});

/** Who works when, in the queries' days; a day without a shift (or with the rest shift "0") has no row. */
export async function fetchShiftDays(
  client: FeishuClient,
  queries: readonly AttendanceQuery[],
): Promise<ShiftDay[]> {
  const timesOf = once((shiftId: string) => fetchShift(client, shiftId));
  const zoneOf = once((groupId: string) => fetchGroupZone(client, groupId));
  const days: ShiftDay[] = [];
  for (const query of queries) {
    for (const row of await fetchDailyShifts(client, query)) {
      const { user_id: userId, shift_id: shiftId, group_id: groupId = '' } = row;
      const times = await timesOf(shiftId);
      const timeZone = groupId === '' ? null : await zoneOf(groupId);
      days.push({
        userId,
        day: dayOfRow(row.month, row.day_no),
        shiftId,
        ...(timeZone !== null && { timeZone }),
        ...times,
      });
    }
  }
  return days;
}

/** Each id is asked after once. */
function once<T>(fetch: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const found = known.get(id) ?? fetch(id);
    known.set(id, found);
    return found;
  };
}

/** The zone of an attendance group; null when it names none that exists, so that the person's own counts. */
async function fetchGroupZone({ sdk, call }: FeishuClient, groupId: string): Promise<string | null> {
  const payload = { path: { group_id: pathId('groupId', groupId) }, params: groupParams };
  const run = () => sdk.attendance.group.get(payload);
  const { data } = await call({ name: 'attendance.group.get', reply: GroupSchema, repeatable: true, run });
  const zone = data.time_zone ?? '';
  return Intl.supportedValuesOf('timeZone').includes(zone) ? zone : null;
}

async function fetchDailyShifts({ sdk, call }: FeishuClient, query: AttendanceQuery) {
  const payload = { data: queryData(query), params: employeeType };
  const run = () => sdk.attendance.userDailyShift.query(payload);
  const reply = await call({ name: queryName, reply: DailyShiftsSchema, repeatable: true, run });
  const rows = reply.data.user_daily_shifts ?? [];
  if (rows.some((row) => !query.userIds.includes(row.user_id))) throw platformFailed(queryName, badReplyCode);
  return rows.filter((row) => row.shift_id !== '' && row.shift_id !== '0');
}

async function fetchShift({ sdk, call }: FeishuClient, shiftId: string): Promise<ShiftTimes> {
  const payload = { path: { shift_id: pathId('shiftId', shiftId) } };
  const run = () => sdk.attendance.shift.get(payload);
  const { data } = await call({ name: 'attendance.shift.get', reply: ShiftSchema, repeatable: true, run });
  return {
    periods: data.punch_time_rule.map((rule) => ({ start: rule.on_time, end: rule.off_time })),
    rests: (data.rest_time_rule ?? []).map((rule) => ({
      start: rule.rest_begin_time,
      end: rule.rest_end_time,
    })),
  };
}

function dayOfRow(month: number, dayNo: number): string {
  const text = String(month);
  return `${text.slice(0, 4)}-${text.slice(4)}-${String(dayNo).padStart(2, '0')}`;
}
