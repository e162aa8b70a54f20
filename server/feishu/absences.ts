import { z } from 'zod';
import { isTimeZone } from '../contract/time-zone.ts';
import { instantOf } from '../domain/time.ts';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { AttendanceSnapshot, UnreadRow } from './platform.ts';
import { ofAsked, readRows, unreadOf } from './unread-rows.ts';

type Absence = AttendanceSnapshot['absences'][number];

const approvedStatus = 2;
const name = 'attendance.userApproval.query';
const isReal = (text: string): boolean => !Number.isNaN(Date.parse(`${text.replace(' ', 'T')}Z`));
const clock = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/)
  .refine(isReal);
const SpanSchema = z
  .object({ start_time: clock, end_time: clock })
  // One that ends before it begins is not a short one: its times are wrong.
  .refine(({ start_time: from, end_time: to }) => from <= to, { path: ['end_time'] });
const SpansSchema = z.array(SpanSchema).nullish();
const RowSchema = z.object({
  user_id: z.string().min(1),
  /** IANA name of the times; empty means UTC. */
  time_zone: z
    .string()
    .refine((zone) => zone === '' || isTimeZone(zone))
    .optional(),
  leaves: SpansSchema,
  outs: SpansSchema,
  trips: SpansSchema,
  overtime_works: SpansSchema,
});
const ApprovalsSchema = z.object({ data: z.object({ user_approvals: z.array(z.unknown()).nullish() }) });
type Row = z.output<typeof RowSchema>;

/** Approved leave, business trips (outings too) and overtime that touch the queries' days, each once. */
export async function fetchAbsences(
  client: FeishuClient,
  queries: readonly AttendanceQuery[],
): Promise<Readonly<{ absences: Absence[]; unread: UnreadRow[] }>> {
  const { sdk, call } = client;
  const found = new Map<string, Absence>();
  const unread: UnreadRow[] = [];
  for (const query of queries) {
    const payload = { data: { ...queryData(query), status: approvedStatus }, params: employeeType };
    const run = () => sdk.attendance.userApproval.query(payload);
    const reply = await call({ name, reply: ApprovalsSchema, repeatable: true, run });
    const schema = ofAsked(RowSchema, query.userIds);
    const { read, faulty } = readRows(reply.data.user_approvals ?? [], schema);
    unread.push(...unreadOf({ client, name, query }, faulty));
    for (const absence of read.flatMap(absencesOf)) found.set(JSON.stringify(absence), absence);
  }
  return { absences: [...found.values()], unread };
}

function absencesOf(row: Row): Absence[] {
  const spansOf = (kind: Absence['kind'], spans: z.output<typeof SpansSchema>): Absence[] =>
    (spans ?? []).map((span) => ({
      userId: row.user_id,
      kind,
      startAt: instantOfText(span.start_time, row.time_zone),
      endAt: instantOfText(span.end_time, row.time_zone),
    }));
  return [
    ...spansOf('leave', row.leaves),
    ...spansOf('trip', row.outs),
    ...spansOf('trip', row.trips),
    ...spansOf('overtime', row.overtime_works),
  ];
}

function instantOfText(text: string, timeZone = ''): Date {
  const at = instantOf(text.slice(0, 10), text.slice(11, 16), timeZone === '' ? 'UTC' : timeZone);
  return new Date(at.getTime() + Number(text.slice(17) || 0) * 1000);
}
