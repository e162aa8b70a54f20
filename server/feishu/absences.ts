import { z } from 'zod';
import { instantOf } from '../domain/time.ts';
import { employeeType, queryData } from './attendance-query.ts';
import type { AttendanceQuery } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { AttendanceSnapshot } from './platform.ts';

type Absence = AttendanceSnapshot['absences'][number];

const approvedStatus = 2;
const SpanSchema = z.object({
  start_time: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/),
  end_time: z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/),
});
const SpansSchema = z.array(SpanSchema).nullish();
const ApprovalsSchema = z.object({
  data: z.object({
    user_approvals: z
      .array(
        z.object({
          user_id: z.string().min(1),
          /** IANA name of the times; empty means UTC. */
          time_zone: z.string().optional(),
          leaves: SpansSchema,
          outs: SpansSchema,
          trips: SpansSchema,
          overtime_works: SpansSchema,
        }),
      )
      .nullish(),
  }),
});
type Row = NonNullable<z.output<typeof ApprovalsSchema>['data']['user_approvals']>[number];

/** Approved leave, business trips (outings too) and overtime that touch the queries' days, each once. */
export async function fetchAbsences(
  { sdk, call }: FeishuClient,
  queries: readonly AttendanceQuery[],
): Promise<Absence[]> {
  const found = new Map<string, Absence>();
  for (const query of queries) {
    const payload = { data: { ...queryData(query), status: approvedStatus }, params: employeeType };
    const run = () => sdk.attendance.userApproval.query(payload);
    const name = 'attendance.userApproval.query';
    const reply = await call({ name, reply: ApprovalsSchema, repeatable: true, run });
    for (const absence of (reply.data.user_approvals ?? []).flatMap(absencesOf))
      found.set(JSON.stringify(absence), absence);
  }
  return [...found.values()];
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
