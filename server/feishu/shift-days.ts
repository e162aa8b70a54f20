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
  const shifts = new Map<string, ShiftTimes>();
  const days: ShiftDay[] = [];
  for (const query of queries) {
    for (const row of await fetchDailyShifts(client, query)) {
      const times = shifts.get(row.shift_id) ?? (await fetchShift(client, row.shift_id));
      shifts.set(row.shift_id, times);
      days.push({
        userId: row.user_id,
        day: dayOfRow(row.month, row.day_no),
        shiftId: row.shift_id,
        ...times,
      });
    }
  }
  return days;
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
