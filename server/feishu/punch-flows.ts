import { z } from 'zod';
import { employeeType } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { AttendanceFlow } from './platform.ts';
import { isByPerson } from './punch-type.ts';

const name = 'attendance.userFlow.query';
const FlowsSchema = z.object({
  data: z.object({
    user_flow_results: z
      .array(
        z.object({
          user_id: z.string().min(1),
          record_id: z.string().min(1),
          check_time: z.string().regex(/^\d{9,11}$/),
          is_field: z.boolean().optional(),
          is_wifi: z.boolean().optional(),
          type: z.number().optional().catch(undefined),
        }),
      )
      .nullish(),
  }),
});

/** Punches of at most 50 people with `fromAt <= at < toAt`; the query carries no risk result, only the event does. */
export async function fetchPunchFlows(
  { sdk, call }: FeishuClient,
  { userIds, fromAt, toAt }: Readonly<{ userIds: readonly string[]; fromAt: Date; toAt: Date }>,
): Promise<Omit<AttendanceFlow, 'riskResult'>[]> {
  const data = { user_ids: [...userIds], check_time_from: seconds(fromAt), check_time_to: seconds(toAt) };
  const run = () => sdk.attendance.userFlow.query({ data, params: employeeType });
  const reply = await call({ name, reply: FlowsSchema, repeatable: true, run });
  return (reply.data.user_flow_results ?? []).map((flow) => ({
    recordId: flow.record_id,
    userId: flow.user_id,
    at: new Date(Number(flow.check_time) * 1000),
    isField: flow.is_field ?? false,
    isWifi: flow.is_wifi ?? false,
    isByPerson: isByPerson(flow.type),
  }));
}

const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));
