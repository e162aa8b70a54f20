import { addDays, dayOf, instantOf, listDays } from '../../domain/time.ts';
import type { UnreadRow } from '../../feishu/platform.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPeople, type Person } from '../../store/people.ts';
import { addUnreadPunches, findUnreadDays, putUnreadPunches, type HeldDay } from '../../store/unread-days.ts';
import type { Deps } from '../deps.ts';
import { rejudgeDays } from '../detect/rejudge.ts';

/** `fromAt <= at < toAt`. */
export type Window = Readonly<{ fromAt: Date; toAt: Date }>;

/** Days that could not be read are read again for as long: what is older is judged no more. */
export const UNREAD_DAYS = 45;

/** The days a window touches. */
export const daysOf = ({ fromAt, toAt }: Window, timeZone: string): { fromDay: string; toDay: string } => ({
  fromDay: dayOf(fromAt, timeZone),
  toDay: dayOf(new Date(Math.max(+fromAt, +toAt - 1)), timeZone),
});

/** Days about which a row of punches or of results could not be read may not be judged. */
export async function holdPunches(
  people: readonly Person[],
  rows: readonly UnreadRow[],
  window: Window,
): Promise<void> {
  if (rows.length > 0) await addUnreadPunches(people.flatMap((person) => heldOf(person, rows, window)));
}

/** A row that names no day may be about any of the window's. */
function heldOf(person: Person, rows: readonly UnreadRow[], window: Window): HeldDay[] {
  const { id: personId, timeZone } = person;
  const own = rows.filter(({ userId }) => userId === person.userId);
  if (own.length === 0) return [];
  const dayIn = ({ day, at }: UnreadRow): string | undefined => day ?? (at && dayOf(at, timeZone));
  return listDays(daysOf(window, timeZone)).flatMap((day) => {
    const about = own.filter((row) => (dayIn(row) ?? day) === day);
    const fields = [...new Set(about.map(({ field }) => field))].toSorted();
    return fields.length > 0 ? [{ personId, day, timeZone, fields }] : [];
  });
}

/** Somebody may have put it right: days that are held are read again, each whole, and those that can be read now are judged. */
export async function readHeldAgain(
  deps: Deps,
  read: (people: readonly Person[], window: Window) => Promise<readonly UnreadRow[]>,
): Promise<void> {
  const today = dayOf(deps.now(), await getTimeZone());
  const span = { fromDay: addDays(today, -UNREAD_DAYS), toDay: addDays(today, 1) };
  const held = await findUnreadDays('unreadPunches', span);
  const found = await findPeople([...new Set(held.map(({ personId }) => personId))]);
  for (const day of new Set(held.map((one) => one.day))) {
    const ids = new Set(held.filter((one) => one.day === day).map(({ personId }) => personId));
    const people = found.filter(({ id, isActive }) => ids.has(id) && isActive);
    for (const timeZone of new Set(people.map((person) => person.timeZone))) {
      const own = people.filter((person) => person.timeZone === timeZone);
      await readDayAgain(deps, { day, timeZone, people: own }, read);
    }
  }
}

type HeldTogether = Readonly<{ day: string; timeZone: string; people: readonly Person[] }>;

async function readDayAgain(
  deps: Deps,
  { day, timeZone, people }: HeldTogether,
  read: Parameters<typeof readHeldAgain>[1],
): Promise<void> {
  const fromAt = instantOf(day, '00:00', timeZone);
  const endAt = instantOf(addDays(day, 1), '00:00', timeZone);
  const window = { fromAt, toAt: new Date(Math.min(+endAt, +deps.now())) };
  if (window.toAt <= fromAt) return;
  const rows = await read(people, window);
  const held = people.map(
    (person) => heldOf(person, rows, window)[0] ?? { personId: person.id, day, fields: [] },
  );
  // Before the day is let go, so that what it clears is never left unjudged.
  await rejudgeDays(
    deps,
    held.filter(({ fields }) => fields.length === 0),
  );
  await putUnreadPunches(held);
}
