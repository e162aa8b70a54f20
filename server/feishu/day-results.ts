import { z } from 'zod';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { AttendanceDay } from './platform.ts';

const name = 'attendance.userTask.query';
/** Words such as Normal, Late, Lack and Leave, FieldPunch; a new one of the platform is kept as it comes. */
const WordSchema = z.string().min(1).max(40);
const TasksSchema = z.object({
  data: z.object({
    user_task_results: z
      .array(
        z.object({
          user_id: z.string().min(1),
          day: z.int().min(19700101).max(99991231),
          records: z.array(
            z.object({
              check_in_result: WordSchema,
              check_out_result: WordSchema,
              check_in_result_supplement: WordSchema.optional(),
              check_out_result_supplement: WordSchema.optional(),
            }),
          ),
        }),
      )
      .nullish(),
  }),
});

/** What the attendance system makes of each person-day; people it does not know are left out. */
export async function fetchDayResults(
  { sdk, call }: FeishuClient,
  query: AttendanceQuery,
): Promise<AttendanceDay[]> {
  const payload = { data: queryData(query), params: { ...employeeType, ignore_invalid_users: true } };
  const run = () => sdk.attendance.userTask.query(payload);
  const reply = await call({ name, reply: TasksSchema, repeatable: true, run });
  return (reply.data.user_task_results ?? []).map(({ user_id: userId, day, records }) => ({
    userId,
    day: dayOfNumber(day),
    results: records.map((one) => ({
      in: one.check_in_result,
      out: one.check_out_result,
      inNote: one.check_in_result_supplement ?? 'None',
      outNote: one.check_out_result_supplement ?? 'None',
    })),
  }));
}

function dayOfNumber(day: number): string {
  const digits = String(day);
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
}
