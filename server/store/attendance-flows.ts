import { model, Schema } from 'mongoose';
import { askForRows } from './ask-together.ts';
import { schemaOptions } from './schema.ts';

/**
 * A punch in the platform's attendance system, without its place. `riskResult` is the platform's own suspicion (0 none, 1 cheating
 * software, 2 somebody else's device, 3 one device for several people): a weak signal, never evidence by itself.
 */
export type AttendanceFlowRecord = Readonly<{
  /** The platform's record id. */
  id: string;
  personId: string;
  at: Date;
  isField: boolean;
  isWifi: boolean;
  /** The person punched; absent where nobody knows. Entered, corrected and imported records claim nothing of the person. */
  isByPerson?: boolean;
  /** Absent while only the pull has seen it: the event alone carries it. */
  riskResult?: number;
}>;
type FlowDoc = Omit<AttendanceFlowRecord, 'id'> & { _id: string };

const schema = new Schema<FlowDoc>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    at: { type: Date, required: true },
    isField: { type: Boolean, required: true },
    isWifi: { type: Boolean, required: true },
    isByPerson: Boolean,
    riskResult: Number,
  },
  schemaOptions('attendance_flows'),
);
schema.index({ personId: 1, at: 1 });
// Trust R13: what is kept of a day lives a year.
schema.index({ at: 1 }, { expireAfterSeconds: 365 * 86_400 });
const Flows = model('AttendanceFlow', schema);

/** Keeps each record once, whether the event or the pull brings it first; a known risk is never taken back. */
export async function saveAttendanceFlows(flows: readonly AttendanceFlowRecord[]): Promise<void> {
  if (flows.length === 0) return;
  await Flows.bulkWrite(
    flows.map(({ id, riskResult, ...flow }) => ({
      updateOne: {
        filter: { _id: id },
        update: { $set: flow, ...(riskResult !== undefined && { $max: { riskResult } }) },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** A person's punches with `fromAt <= at < toAt`, oldest first. */
export async function findAttendanceFlows(
  personId: string,
  fromAt: Date,
  toAt: Date,
): Promise<AttendanceFlowRecord[]> {
  const found = await askForFlows(personId, fromAt, toAt);
  return found.map(({ _id, ...flow }) => ({ id: _id, ...flow }));
}

const askForFlows = askForRows(
  ({ personId }: FlowDoc) => personId,
  (personIds, fromAt: Date, toAt: Date) =>
    Flows.find({ personId: { $in: personIds }, at: { $gte: fromAt, $lt: toAt } })
      .sort({ at: 1, _id: 1 })
      .lean<FlowDoc[]>(),
);
