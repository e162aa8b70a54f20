import { model, Schema } from 'mongoose';
import { schemaOptions } from './schema.ts';

/** What the attendance system says of a person-day: results such as Normal, Late or Lack with their note (Leave, FieldPunch, None). */
export type AttendanceDayRecord = Readonly<{
  personId: string;
  /** YYYY-MM-DD. */
  day: string;
  results: readonly Readonly<{ in: string; out: string; inNote: string; outNote: string }>[];
}>;
type DayDoc = AttendanceDayRecord & { _id: string; seenAt: Date };

const text = { type: String, required: true } as const;
const schema = new Schema<DayDoc>(
  {
    _id: text,
    personId: text,
    day: text,
    results: { type: [Schema.Types.Mixed], required: true },
    seenAt: { type: Date, required: true },
  },
  schemaOptions('attendance_days'),
);
schema.index({ personId: 1, day: 1 });
// Trust R13: what is kept of a day lives a year.
schema.index({ seenAt: 1 }, { expireAfterSeconds: 365 * 86_400 });
const Days = model('AttendanceDay', schema);

/** Replaces each person-day. */
export async function saveAttendanceDays(days: readonly AttendanceDayRecord[], seenAt: Date): Promise<void> {
  if (days.length === 0) return;
  await Days.bulkWrite(
    days.map((day) => {
      const _id = `${day.personId}:${day.day}`;
      return { replaceOne: { filter: { _id }, replacement: { _id, ...day, seenAt }, upsert: true } };
    }),
    { ordered: false },
  );
}

/** Days are YYYY-MM-DD, inclusive. */
export async function findAttendanceDays(
  personId: string,
  fromDay: string,
  toDay: string,
): Promise<AttendanceDayRecord[]> {
  const query = Days.find({ personId, day: { $gte: fromDay, $lte: toDay } }).sort({ day: 1 });
  return (await query.lean<DayDoc[]>()).map(({ _id, seenAt: _seenAt, ...day }) => day);
}
