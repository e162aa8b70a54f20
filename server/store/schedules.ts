import mongoose, { model, Schema } from 'mongoose';
import { withFlexibleHours, type LateHours } from '../domain/flexible-hours.ts';
import { withOwnTime } from '../domain/own-time.ts';
import type { DaySchedule } from '../domain/working-time.ts';
import { askForRows } from './ask-together.ts';
import { findAgreedHours, findAgreedHoursOfAll } from './flexible-shifts.ts';
import { findOwnTimes } from './own-times.ts';
import { schemaOptions } from './schema.ts';

type ScheduleDoc = DaySchedule & { _id: string };

const when = { type: Date, required: true } as const;
const text = { type: String, required: true } as const;
const interval = new Schema({ startAt: when, endAt: when }, { _id: false, strict: 'throw' });
const shift = new Schema(
  { id: text, startAt: when, endAt: when, breaks: [interval], placeId: String },
  { _id: false, id: false, strict: 'throw' },
);
const schema = new Schema<ScheduleDoc>(
  {
    _id: text,
    personId: text,
    day: text,
    timeZone: text,
    shifts: [shift],
    leaves: [interval],
    trips: [interval],
    unread: { type: [String], default: undefined },
    unreadPunches: { type: [String], default: undefined },
  },
  schemaOptions('schedules'),
);
schema.index({ personId: 1, day: 1 }, { unique: true });
schema.index({ day: 1 });
schema.index({ unread: 1 }, { sparse: true });
schema.index({ unreadPunches: 1 }, { sparse: true });
export const Schedules = model('Schedule', schema);

/**
 * Replaces each person-day, but not what is known of its punches. Not as mongoose documents: a month of a company is hundreds of thousands
 * of rows whose shape the type holds, and building and checking a document for each takes several times as long as writing them.
 */
export async function saveSchedules(schedules: readonly DaySchedule[]): Promise<void> {
  if (schedules.length === 0) return;
  await mongoose.connection.collection<ScheduleDoc>('schedules').bulkWrite(
    schedules.map(({ unread, unreadPunches: _others, ...plan }) => ({
      updateOne: {
        filter: { _id: `${plan.personId}:${plan.day}` },
        update: unread ? { $set: { ...plan, unread } } : { $set: plan, $unset: { unread: true } },
        upsert: true,
      },
    })),
  );
}

/** What the attendance has planned on these person-days (`person:day`), without agreed flexible hours, own sessions and rests. */
export async function findPlanned(ids: readonly string[]): Promise<DaySchedule[]> {
  if (ids.length === 0) return [];
  const found = await Schedules.find({ _id: { $in: [...ids] } }).lean<ScheduleDoc[]>();
  return found.map(({ _id, ...schedule }) => schedule);
}

/** What the attendance has planned for one person, without the above; days are YYYY-MM-DD, inclusive. */
export async function findPlannedOf(
  personId: string,
  fromDay: string,
  toDay: string,
): Promise<DaySchedule[]> {
  return (await askForSchedules(personId, fromDay, toDay)).map(({ _id, ...schedule }) => schedule);
}

/**
 * Working time: what is planned, flexible hours that were agreed to in its place, and the person's own sessions and rests. Days are
 * YYYY-MM-DD, inclusive.
 */
export function findSchedules(personId: string, fromDay: string, toDay: string): Promise<DaySchedule[]> {
  return findWorkingTime(personId, { fromDay, toDay, late: 'both' });
}

/** The same for counting how much was worked: of a day whose hours were agreed late, the planned and the agreed ones. */
export function findCountedSchedules(
  personId: string,
  fromDay: string,
  toDay: string,
): Promise<DaySchedule[]> {
  return findWorkingTime(personId, { fromDay, toDay, late: 'either' });
}

async function findWorkingTime(
  personId: string,
  { fromDay, toDay, late }: Readonly<{ fromDay: string; toDay: string; late: LateHours }>,
): Promise<DaySchedule[]> {
  const [planned, flexible, own] = await Promise.all([
    findPlannedOf(personId, fromDay, toDay),
    findAgreedHours(personId, fromDay, toDay),
    findOwnTimes(personId, fromDay, toDay),
  ]);
  const agreed = withFlexibleHours(planned, flexible, late);
  return own.length === 0 ? agreed : withOwnTime(agreed, own);
}

const askForSchedules = askForRows(
  ({ personId }: ScheduleDoc) => personId,
  (personIds, fromDay: string, toDay: string) =>
    Schedules.find({ personId: { $in: personIds }, day: { $gte: fromDay, $lte: toDay } })
      .sort({ day: 1 })
      .lean<ScheduleDoc[]>(),
);

/** How many people's days the attendance system has given. */
export async function countSchedules(day: string): Promise<number> {
  return Schedules.countDocuments({ day });
}

/** Planned and agreed working time of everybody on the days; own sessions and rests are not in it. */
export async function findDaySchedules(days: readonly string[]): Promise<DaySchedule[]> {
  const ordered = days.toSorted();
  const found = await Schedules.find({ day: { $in: [...days] }, 'shifts.0': { $exists: true } }).lean<
    ScheduleDoc[]
  >();
  return withFlexibleHours(
    found.map(({ _id, ...schedule }) => schedule),
    await findAgreedHoursOfAll(ordered[0] ?? '', ordered.at(-1) ?? ''),
  );
}
