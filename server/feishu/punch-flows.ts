import { z } from 'zod';
import { employeeType } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { ReadFlows, UnreadRow } from './platform.ts';
import { isByPerson } from './punch-type.ts';
import { ofAsked, readRows, unreadOf } from './unread-rows.ts';

const name = 'attendance.userFlow.query';
const FlowsSchema = z.object({ data: z.object({ user_flow_results: z.array(z.unknown()).nullish() }) });
const AtSchema = z.object({ check_time: z.string().regex(/^\d{9,11}$/) });
const RowSchema = AtSchema.extend({
  user_id: z.string().min(1),
  record_id: z.string().min(1),
  is_field: z.boolean().optional(),
  is_wifi: z.boolean().optional(),
  type: z.number().optional().catch(undefined),
});
type Query = Readonly<{ userIds: readonly string[]; fromAt: Date; toAt: Date }>;

/** Punches of at most 50 people with `fromAt <= at < toAt`; the query carries no risk result, only the event does. */
export async function fetchPunchFlows(client: FeishuClient, query: Query): Promise<ReadFlows> {
  const { sdk, call } = client;
  const { userIds, fromAt, toAt } = query;
  const data = { user_ids: [...userIds], check_time_from: seconds(fromAt), check_time_to: seconds(toAt) };
  const run = () => sdk.attendance.userFlow.query({ data, params: employeeType });
  const reply = await call({ name, reply: FlowsSchema, repeatable: true, run });
  const { read, faulty } = readRows(reply.data.user_flow_results ?? [], ofAsked(RowSchema, userIds));
  const flows = read.map((flow) => ({
    recordId: flow.record_id,
    userId: flow.user_id,
    at: instantIn(flow),
    isField: flow.is_field ?? false,
    isWifi: flow.is_wifi ?? false,
    isByPerson: isByPerson(flow.type),
  }));
  return { flows, unread: unreadOf({ client, name, query }, faulty, whenOf(query)) };
}

/** A moment that was not asked for is as wrong as one that cannot be read. */
const whenOf =
  ({ fromAt, toAt }: Query) =>
  (row: unknown): Pick<UnreadRow, 'at'> => {
    const { data } = AtSchema.safeParse(row);
    const at = data && instantIn(data);
    return at && at >= fromAt && at < toAt ? { at } : {};
  };

const instantIn = ({ check_time: time }: z.output<typeof AtSchema>): Date => new Date(Number(time) * 1000);
const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));
