import { z } from 'zod';
import { platformFailed } from '../errors.ts';
import { employeeType } from './attendance-query.ts';
import type { FeishuClient } from './client.ts';
import type { AttendancePunch } from './platform.ts';
import { badReplyCode } from './reply-fault.ts';

const name = 'attendance.userFlow.batchCreate';
const CreatedSchema = z.object({
  msg: z.string(),
  data: z.object({ flow_records: z.array(z.looseObject({})).optional() }).optional(),
});

/** Imports at most 50 punches. A part that failed is reported only in words beside code 0, so fewer records back is a failure. */
export async function writePunches(
  { sdk, call }: FeishuClient,
  punches: readonly AttendancePunch[],
): Promise<void> {
  const data = { flow_records: punches.map(flowRecord) };
  const run = () => sdk.attendance.userFlow.batchCreate({ data, params: employeeType });
  const reply = await call({ name, reply: CreatedSchema, repeatable: true, run });
  const written = reply.data?.flow_records?.length ?? 0;
  if (written < punches.length && reply.msg !== 'success') throw platformFailed(name, badReplyCode);
}

function flowRecord(punch: AttendancePunch) {
  return {
    user_id: punch.userId,
    creator_id: punch.userId,
    location_name: punch.placeName,
    check_time: String(Math.floor(punch.at.getTime() / 1000)),
    comment: punch.comment,
    external_id: punch.id,
    idempotent_id: punch.id,
  };
}
