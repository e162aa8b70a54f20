import { Schedules } from './schedules.ts';

type Span = Readonly<{ fromDay: string; toDay: string }>;
type PersonDay = Readonly<{ personId: string; day: string }>;
export type HeldDay = Readonly<PersonDay & { timeZone: string; fields: readonly string[] }>;

const between = ({ fromDay, toDay }: Span) => ({ $gte: fromDay, $lte: toDay });

/** Person-days of which nothing may be judged, for something about them could not be read; days are YYYY-MM-DD, inclusive. */
export async function findUnreadDays(
  of: 'unread' | 'unreadPunches',
  span: Span,
): Promise<(PersonDay & Readonly<{ fields: readonly string[] }>)[]> {
  const found = await Schedules.find({ [of]: { $exists: true }, day: between(span) })
    .sort({ day: 1, _id: 1 })
    .select({ personId: 1, day: 1, [of]: 1 })
    .lean<(PersonDay & Partial<Record<typeof of, readonly string[]>>)[]>();
  return found.map((one) => ({ personId: one.personId, day: one.day, fields: one[of] ?? [] }));
}

/** Adds to what could not be read of the punches of these days. */
export async function addUnreadPunches(held: readonly HeldDay[]): Promise<void> {
  if (held.length === 0) return;
  await Schedules.bulkWrite(
    held.map(({ personId, day, timeZone, fields }) => ({
      updateOne: {
        filter: { _id: `${personId}:${day}` },
        update: {
          $addToSet: { unreadPunches: { $each: [...fields] } },
          $setOnInsert: { personId, day, timeZone, shifts: [], leaves: [], trips: [] },
        },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** What could be read of the punches of these days now: no field at all lets the day go. */
export async function putUnreadPunches(held: readonly Omit<HeldDay, 'timeZone'>[]): Promise<void> {
  if (held.length === 0) return;
  await Schedules.bulkWrite(
    held.map(({ personId, day, fields }) => ({
      updateOne: {
        filter: { _id: `${personId}:${day}` },
        update:
          fields.length > 0 ? { $set: { unreadPunches: [...fields] } } : { $unset: { unreadPunches: true } },
      },
    })),
    { ordered: false },
  );
}
