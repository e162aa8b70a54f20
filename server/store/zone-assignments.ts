import { model, Schema } from 'mongoose';
import type { ZoneDays } from '../domain/zone/zones-of.ts';
import { changeMap } from './map-stamp.ts';
import { pendingFields, type Pending, type SentCard } from './pending.ts';
import { isDuplicateKey, schemaOptions, toPlain, type Stored } from './schema.ts';

/** A person put into a zone by somebody of the company (M21). */
export type ZoneAssignment = ZoneDays &
  Readonly<{
    id: string;
    personId: string;
    /** Absent once it was erased, as the end's. */
    reason?: string;
    byId: string;
    at: Date;
    end?: Readonly<{ byId: string; at: Date; reason?: string }>;
    /** The zone was withdrawn and the person is told so; absent again once it is back. */
    goneAt?: Date;
  }>;
type ZoneAssignmentDoc = Stored<ZoneAssignment> & {
  /** While it has no end: one for each person and zone. */
  takes?: string;
  pending: readonly Pending[];
  sent: readonly SentCard[];
};

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<ZoneAssignmentDoc>(
  {
    _id: text,
    personId: text,
    zoneId: text,
    fromDay: text,
    lastDay: String,
    reason: String,
    byId: text,
    at: when,
    end: new Schema({ byId: text, at: when, reason: String }, { _id: false }),
    goneAt: Date,
    takes: String,
    ...pendingFields,
  },
  schemaOptions('zone_assignments'),
);
schema.index({ personId: 1 });
schema.index({ zoneId: 1 });
schema.index({ takes: 1 }, { unique: true, sparse: true });
schema.index({ lastDay: 1 });
schema.index({ 'pending.id': 1 });
const Assignments = model('ZoneAssignment', schema);

/** Keeps it, or answers what has its id already; null = the person is in the zone until further notice. */
export async function insertZoneAssignment(
  assignment: ZoneAssignment,
  pending: readonly Pending[],
): Promise<ZoneAssignment | null> {
  const { id, ...fields } = assignment;
  const takes = `${assignment.personId}:${assignment.zoneId}`;
  try {
    await changeMap(() => Assignments.create({ _id: id, ...fields, takes, pending: [...pending] }));
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return findZoneAssignment(id);
  }
  return assignment;
}

/** One write, if it has no end yet; null = somebody was first. */
export async function endZoneAssignment(
  id: string,
  { lastDay, end }: Readonly<Required<Pick<ZoneAssignment, 'lastDay' | 'end'>>>,
  pending: readonly Pending[],
): Promise<ZoneAssignment | null> {
  const found = await changeMap(() =>
    Assignments.findOneAndUpdate(
      { _id: id, end: { $exists: false } },
      { $set: { lastDay, end }, $unset: { takes: 1 }, $push: { pending: { $each: [...pending] } } },
      { returnDocument: 'after' },
    ).lean<ZoneAssignmentDoc>(),
  );
  return found && toAssignment(found);
}

export async function findZoneAssignment(id: string): Promise<ZoneAssignment | null> {
  const found = await Assignments.findById(id).lean<ZoneAssignmentDoc>();
  return found && toAssignment(found);
}

/** Who is in the zone on the day or will be. */
export async function listStandingIn(zoneId: string, day: string): Promise<ZoneAssignment[]> {
  const filter = { zoneId, $or: [{ lastDay: { $exists: false } }, { lastDay: { $gte: day } }] };
  const found = (await Assignments.find(filter).lean<ZoneAssignmentDoc[]>()).map(toAssignment);
  return found.filter(({ fromDay, lastDay = fromDay }) => lastDay >= fromDay);
}

/** Notes once that its zone is gone. */
export async function markZoneGone(id: string, goneAt: Date, work: Pending): Promise<void> {
  const filter = { _id: id, goneAt: { $exists: false } };
  await Assignments.updateOne(filter, { $set: { goneAt }, $push: { pending: work } });
}

/** Notes once that its zone is back. */
export async function markZoneBack(id: string, work: Pending): Promise<void> {
  const filter = { _id: id, goneAt: { $exists: true } };
  await Assignments.updateOne(filter, { $unset: { goneAt: 1 }, $push: { pending: work } });
}

/** Everybody's, those that are over too: past days are judged by the zones of then. */
export async function listZoneAssignments(): Promise<ZoneAssignment[]> {
  const found = await Assignments.find().sort({ fromDay: 1, _id: 1 }).lean<ZoneAssignmentDoc[]>();
  return found.map(toAssignment);
}

/** Takes the words off one person's that were over before the day: the days stay, past ones are judged by them. Answers how many. */
export async function dropZoneWords(personId: string, beforeDay: string): Promise<number> {
  const wordless = { $unset: { reason: 1, 'end.reason': 1 } } as const;
  return (await Assignments.updateMany(withWords(personId, beforeDay), wordless)).modifiedCount;
}

/** How many have words that would go. */
export function countZoneWords(personId: string, beforeDay: string): Promise<number> {
  return Assignments.countDocuments(withWords(personId, beforeDay));
}

const withWords = (personId: string, beforeDay: string) => ({
  personId,
  lastDay: { $lt: beforeDay },
  reason: { $exists: true },
});

/** Those that were over before the day, of people not in `kept`; how many went. */
export async function deleteOldZoneAssignments(
  beforeDay: string,
  keptPersonIds: readonly string[],
): Promise<number> {
  const filter = { lastDay: { $lt: beforeDay }, personId: { $nin: [...keptPersonIds] } };
  return (await Assignments.deleteMany(filter)).deletedCount;
}

function toAssignment(stored: ZoneAssignmentDoc): ZoneAssignment {
  const { takes: _takes, pending: _pending, sent: _sent, ...assignment } = stored;
  return toPlain(assignment);
}
