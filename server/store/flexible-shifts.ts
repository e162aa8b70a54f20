import type { FlexibleStatus } from '../contract/flexible.ts';
import { askedDays, type FlexibleHours } from '../domain/flexible-hours.ts';
import { askForRows } from './ask-together.ts';
import type { RequestAnswer } from './declaration-model.ts';
import { FlexibleShifts, toFlexible, type FlexibleDoc, type FlexibleShift } from './flexible-model.ts';
import { behind, type PageScope } from './page.ts';
import type { Pending } from './pending.ts';
import { isDuplicateKey } from './schema.ts';

export type { FlexibleShift } from './flexible-model.ts';

/** Creates the request, or answers the one that has its id already; null = another request of the person has one of its days. */
export async function insertFlexible(
  request: FlexibleShift,
): Promise<{ created: boolean; request: FlexibleShift } | null> {
  const { id, takes: _before, ...fields } = request;
  try {
    const isLive = LIVE.includes(request.status);
    await FlexibleShifts.create({ _id: id, ...fields, ...(isLive && { takes: takenBy(request) }) });
    return { created: true, request };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const existing = await findFlexible(id);
    return existing && { created: false, request: existing };
  }
}

const takenBy = (request: FlexibleShift): string[] =>
  askedDays(request).map((day) => `${request.personId}:${day}`);

export async function findFlexible(id: string): Promise<FlexibleShift | null> {
  const found = await FlexibleShifts.findById(id).lean<FlexibleDoc>();
  return found && toFlexible(found);
}

/** How many a person has sent since then. */
export const countFlexible = (personId: string, sinceAt: Date): Promise<number> =>
  FlexibleShifts.countDocuments({ personId, submittedAt: { $gte: sinceAt } });

/** A person's requests, newest first. */
export async function listFlexible(personId: string, limit = 200): Promise<FlexibleShift[]> {
  const query = FlexibleShifts.find({ personId }).sort({ submittedAt: -1, _id: 1 }).limit(limit);
  return (await query.lean<FlexibleDoc[]>()).map(toFlexible);
}

/** Everybody's, or those of some people, newest first, page by page. */
export async function findFlexibleShifts(
  filter: Readonly<{ statuses: readonly FlexibleStatus[]; personIds?: readonly string[] }> & PageScope,
): Promise<FlexibleShift[]> {
  const { statuses, personIds, after, limit } = filter;
  const query = FlexibleShifts.find({
    status: { $in: [...statuses] },
    ...(personIds && { personId: { $in: [...personIds] } }),
    ...behind('submittedAt', after),
  });
  return (await query.sort({ submittedAt: -1, _id: 1 }).limit(limit).lean<FlexibleDoc[]>()).map(toFlexible);
}

/** What has its days to itself. */
const LIVE: readonly FlexibleStatus[] = ['pending', 'approved'];

/** The statuses whose hours were agreed to; an ended one holds up to its last day. */
const AGREED: readonly FlexibleStatus[] = ['approved', 'ended'];

/** The hours agreed to that a day from `fromDay` to `toDay` may have. */
export async function findAgreedHours(
  personId: string,
  fromDay: string,
  toDay: string,
): Promise<FlexibleHours[]> {
  return (await askForAgreed(personId, fromDay, toDay)).flatMap(hoursOf);
}

const askForAgreed = askForRows(
  ({ personId }: FlexibleDoc) => personId,
  (personIds, fromDay: string, toDay: string) =>
    FlexibleShifts.find({
      personId: { $in: personIds },
      lastDay: { $gte: fromDay },
      fromDay: { $lte: toDay },
      status: { $in: [...AGREED] },
    }).lean<FlexibleDoc[]>(),
);

/** The same for everybody. */
export async function findAgreedHoursOfAll(fromDay: string, toDay: string): Promise<FlexibleHours[]> {
  const found = await FlexibleShifts.find({
    lastDay: { $gte: fromDay },
    fromDay: { $lte: toDay },
    status: { $in: [...AGREED] },
  }).lean<FlexibleDoc[]>();
  return found.flatMap(hoursOf);
}

function hoursOf(stored: FlexibleDoc): FlexibleHours[] {
  const { personId, weekdays, startTime, endTime, fromDay, lastDay, decidedAt } = stored;
  return decidedAt ? [{ personId, weekdays, startTime, endTime, fromDay, toDay: lastDay, decidedAt }] : [];
}

export type FlexibleChanges = Partial<Omit<FlexibleShift, 'id' | 'version' | 'answers' | 'pending' | 'sent'>>;

/**
 * One write: the changes, an answer and the work they leave, if it still has this version and no other approval in the chat, which nobody
 * would take back. Null = somebody was first.
 */
export async function updateFlexible(
  { id, version, instanceCode }: Pick<FlexibleShift, 'id' | 'version' | 'instanceCode'>,
  update: {
    set: FlexibleChanges;
    unset?: readonly (keyof FlexibleChanges)[];
    answer?: RequestAnswer;
    pending: readonly Pending[];
  },
): Promise<FlexibleShift | null> {
  const { set, answer, pending } = update;
  const isOver = set.status !== undefined && !LIVE.includes(set.status);
  const unset = [...(update.unset ?? []), ...(isOver ? ['takes'] : [])];
  const found = await FlexibleShifts.findOneAndUpdate(
    { _id: id, version, instanceCode: instanceCode ?? null },
    {
      $set: { ...set, version: version + 1 },
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [name, 1])) }),
      $push: { pending: { $each: [...pending] }, ...(answer && { answers: answer }) },
    },
    { returnDocument: 'after' },
  ).lean<FlexibleDoc>();
  return found && toFlexible(found);
}
