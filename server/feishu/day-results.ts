import { z } from 'zod';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { ReadDays, UnreadRow } from './platform.ts';
import { ofAsked, readRows, unreadOf } from './unread-rows.ts';

const name = 'attendance.userTask.query';
/** Words such as Normal, Late, Lack and Leave, FieldPunch; a new one of the platform is kept as it comes. */
const WordSchema = z.string().min(1).max(40);
const TasksSchema = z.object({ data: z.object({ user_task_results: z.array(z.unknown()).nullish() }) });
const DaySchema = z.object({
  day: z
    .int()
    .min(19700101)
    .max(99991231)
    .refine((day) => isDay(dayOfNumber(day))),
});
const RowSchema = DaySchema.extend({
  user_id: z.string().min(1),
  records: z.array(
    z.object({
      check_in_result: WordSchema,
      check_out_result: WordSchema,
      check_in_result_supplement: WordSchema.optional(),
      check_out_result_supplement: WordSchema.optional(),
    }),
  ),
});

/** What the attendance system makes of each person-day; people it does not know are left out. */
export async function fetchDayResults(client: FeishuClient, query: AttendanceQuery): Promise<ReadDays> {
  const { sdk, call } = client;
  const payload = { data: queryData(query), params: { ...employeeType, ignore_invalid_users: true } };
  const run = () => sdk.attendance.userTask.query(payload);
  const reply = await call({ name, reply: TasksSchema, repeatable: true, run });
  const { read, faulty } = readRows(reply.data.user_task_results ?? [], ofAsked(RowSchema, query.userIds));
  const days = read.map(({ user_id: userId, day, records }) => ({
    userId,
    day: dayOfNumber(day),
    results: records.map((one) => ({
      in: one.check_in_result,
      out: one.check_out_result,
      inNote: one.check_in_result_supplement ?? 'None',
      outNote: one.check_out_result_supplement ?? 'None',
    })),
  }));
  return { days, unread: unreadOf({ client, name, query }, faulty, whenOf(query)) };
}

/** A day that was not asked for is as wrong as one that cannot be read. */
const whenOf =
  ({ fromDay, toDay }: AttendanceQuery) =>
  (row: unknown): Pick<UnreadRow, 'day'> => {
    const { data } = DaySchema.safeParse(row);
    const day = data && dayOfNumber(data.day);
    return day !== undefined && day >= fromDay && day <= toDay ? { day } : {};
  };

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

function dayOfNumber(day: number): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
