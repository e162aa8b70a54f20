import { model, Schema } from 'mongoose';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isCreated, schemaOptions, toPlain, type Stored } from './schema.ts';

/** A person's request that the time around an off-hours punch counts as overtime, and what became of it. */
export type OvertimeRequest = Readonly<{
  id: string;
  personId: string;
  punchId: string;
  /** Who may decide: the managers of this store, else those of the region. */
  placeId?: string;
  regionId?: string;
  startAt: Date;
  endAt: Date;
  reason: string;
  requestedAt: Date;
  status: 'pending' | 'approved' | 'declined';
  decision?: Readonly<{ byId: string; at: Date; note?: string }>;
}>;
type OvertimeDoc = Stored<OvertimeRequest> & { pending: readonly Pending[]; sent: readonly SentCard[] };

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<OvertimeDoc>(
  {
    _id: text,
    personId: text,
    punchId: text,
    placeId: String,
    regionId: String,
    startAt: when,
    endAt: when,
    reason: text,
    requestedAt: when,
    status: text,
    decision: Schema.Types.Mixed,
    ...pendingFields,
  },
  schemaOptions('overtime_requests'),
);
schema.index({ personId: 1, startAt: 1 });
schema.index({ punchId: 1 }, { unique: true });
schema.index({ status: 1, placeId: 1 });
schema.index({ 'pending.id': 1 });
const Requests = model('OvertimeRequest', schema);

/** False when the id or the punch is taken. */
export async function insertOvertime(
  request: OvertimeRequest,
  pending: readonly Pending[],
): Promise<boolean> {
  const { id, ...fields } = request;
  return isCreated(Requests.create({ _id: id, ...fields, pending }));
}

/** Decides one that waits; false when it was decided before. */
export async function decideOvertimeRequest(
  id: string,
  to: Readonly<{ status: 'approved' | 'declined'; decision: NonNullable<OvertimeRequest['decision']> }>,
  pending: readonly Pending[],
): Promise<boolean> {
  const { modifiedCount } = await Requests.updateOne(
    { _id: id, status: 'pending' },
    { $set: to, $push: { pending: { $each: [...pending] } } },
  );
  return modifiedCount > 0;
}

export async function findOvertime(id: string): Promise<OvertimeRequest | null> {
  const found = await Requests.findById(id).lean<OvertimeDoc>();
  return found && toRequest(found);
}

/** Requests of a person that begin in `fromAt <= startAt < toAt`, by time. */
export async function findOvertimeOf(personId: string, fromAt: Date, toAt: Date): Promise<OvertimeRequest[]> {
  const query = Requests.find({ personId, startAt: { $gte: fromAt, $lt: toAt } }).sort({ startAt: 1 });
  return (await query.lean<OvertimeDoc[]>()).map(toRequest);
}

/** What waits at a store, or of a region's people, the oldest first; not the reader's own. */
export async function findOvertimeToDecide(
  where: Readonly<{ placeId: string } | { regionId: string }>,
  exceptPersonId: string,
): Promise<OvertimeRequest[]> {
  const query = Requests.find({ ...where, status: 'pending', personId: { $ne: exceptPersonId } });
  return (await query.sort({ requestedAt: 1 }).lean<OvertimeDoc[]>()).map(toRequest);
}

const toRequest = ({ pending: _pending, sent: _sent, ...request }: OvertimeDoc): OvertimeRequest =>
  toPlain(request);
