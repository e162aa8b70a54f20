import { addDays, dayOf } from '../../domain/time.ts';
import type { Interval } from '../../domain/interval.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import { findAlerts, findAlertsOnOrder, findClearable, type Alert } from '../../store/alerts.ts';
import { saveArrangement, type Arrangement } from '../../store/arrangements.ts';
import type { Declaration } from '../../store/declarations.ts';
import { detectionId } from '../../store/detections.ts';
import { markPlacesDirty, markShiftsDirty } from '../../store/detection-marks.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson } from '../../store/people.ts';
import { findPlanned } from '../../store/schedules.ts';
import type { Deps } from '../deps.ts';
import { WINDOW_DAYS } from './detect-window.ts';
import { digestOf } from '../digest-of.ts';
import { wasFoundTrue } from '../alert/exonerate.ts';
import { RAW_TRACK_DAYS } from '../retention.ts';

/** Days back that can be judged again: those whose whole fortnight still has its positions. */
const REJUDGE_DAYS = RAW_TRACK_DAYS - WINDOW_DAYS;

/**
 * Places (of these ids) or zones are not what they were: everything that may be cleared by it is judged again once the records have
 * settled, so that a whole import is judged once.
 */
export async function rejudgeCompany(deps: Deps, placeIds: readonly string[]): Promise<void> {
  const at = deps.now();
  const timeZone = await getTimeZone();
  const fromDay = addDays(dayOf(at, timeZone), -REJUDGE_DAYS);
  await markShiftsDirty((await findOpenTo({ fromDay })).map(shiftOf), at);
  await markPlacesDirty(placeIds, { fromDay, at });
}

/** Alerts that have not ended, and those whose end was against the person. */
async function findOpenTo(days: Readonly<{ fromDay: string; toDay?: string }>): Promise<Alert[]> {
  return (await findClearable(days)).filter(mayClear);
}

const mayClear = (alert: Alert): boolean => {
  if (alert.status === 'handled') return wasFoundTrue(alert);
  return alert.status === 'watching' || alert.status === 'open';
};

/**
 * Records of other systems about people's work are about to change: what their alerts of these days and later ones rest on is judged again
 * once they have settled, however long ago it was. Marked before, so that a change is never left unjudged.
 */
export async function rejudgeWork(
  deps: Deps,
  changed: readonly Readonly<{ personId: string; timeZone: string; startAt: Date }>[],
): Promise<void> {
  const at = deps.now();
  const alerts = await Promise.all(
    changed.map(async ({ personId, timeZone, startAt }) => {
      const today = dayOf(at, timeZone);
      // A shift that began the day before may reach into the record's day.
      const first = addDays(dayOf(startAt, timeZone), -1);
      // The same days whatever the record's, so that the rows of a file share one question.
      const found = await findAlerts(personId, addDays(today, -REJUDGE_DAYS), today);
      return found.filter(({ day }) => day >= first);
    }),
  );
  await markShiftsDirty(alerts.flat().filter(mayClear).map(shiftOf), at);
}

/** An order that is about to change or to go may be what somebody else's alert rests on: one whose visits it followed. */
export async function rejudgeOnOrder(deps: Deps, orderId: string): Promise<void> {
  const at = deps.now();
  const timeZone = await getTimeZone();
  const alerts = await findAlertsOnOrder(orderId, addDays(dayOf(at, timeZone), -REJUDGE_DAYS));
  await markShiftsDirty(alerts.filter(mayClear).map(shiftOf), at);
}

/** The same for the person of a declaration that was decided on, or ended. */
export async function rejudgeDeclared(deps: Deps, { personId }: Declaration): Promise<void> {
  const person = await findPerson(personId);
  if (person) await rejudgePerson(deps, person);
}

/** A permission of one person came or went: what it may bear on is judged again at once. */
export async function rejudgePerson(
  deps: Deps,
  { id, timeZone }: Readonly<{ id: string; timeZone: string }>,
): Promise<void> {
  const today = dayOf(deps.now(), timeZone);
  const alerts = await findAlerts(id, addDays(today, -REJUDGE_DAYS), today);
  if (alerts.length === 0) return;
  await markShiftsDirty(alerts.map(shiftOf), new Date(+deps.now() - deps.settleMs));
  await deps.enqueue({ name: 'detect', personId: id });
  await deps.enqueue({ name: 'relay' });
}

/** A manager's word that work was arranged, kept once; it may speak for the person in other alerts too. */
export async function keepArrangement(deps: Deps, arrangement: Arrangement): Promise<void> {
  await saveArrangement(arrangement);
  const person = await findPerson(arrangement.personId);
  if (person) await rejudgePerson(deps, person);
}

/** Shifts whose plan is about to change, with their leave and trips: marked before, so that a change is never left unjudged. */
export async function rejudgeSchedules(
  deps: Deps,
  schedules: readonly DaySchedule[],
  days: Readonly<{ fromDay: string; toDay: string }>,
): Promise<void> {
  const alerts = await findOpenTo(days);
  const planned = new Map(schedules.map((schedule) => [keyOf(schedule), planOf(schedule)]));
  const before = new Map(
    (await findPlanned(alerts.map(keyOf))).map((schedule) => [keyOf(schedule), planOf(schedule)]),
  );
  const changed = alerts.filter((alert) => {
    const plan = planned.get(keyOf(alert));
    return plan !== undefined && plan !== before.get(keyOf(alert));
  });
  await markShiftsDirty(changed.map(shiftOf), deps.now());
}

/** What was punched on these days can be read at last: what was found there is judged by it. */
export async function rejudgeDays(
  deps: Deps,
  days: readonly Readonly<{ personId: string; day: string }>[],
): Promise<void> {
  const ordered = days.map(({ day }) => day).toSorted();
  const [fromDay, toDay] = [ordered[0], ordered.at(-1)];
  if (fromDay === undefined || toDay === undefined) return;
  const keys = new Set(days.map(keyOf));
  const alerts = await findOpenTo({ fromDay, toDay });
  await markShiftsDirty(alerts.filter((alert) => keys.has(keyOf(alert))).map(shiftOf), deps.now());
}

const keyOf = ({ personId, day }: { personId: string; day: string }): string => `${personId}:${day}`;
const spanOf = ({ startAt, endAt }: Interval): Date[] => [startAt, endAt];
const planOf = ({ shifts, leaves, trips, unread = [] }: DaySchedule): string =>
  digestOf([
    unread,
    shifts.map((shift) => [shift.id, spanOf(shift), shift.breaks.map(spanOf), shift.placeId]),
    leaves.map(spanOf),
    trips.map(spanOf),
  ]);
const shiftOf = ({ personId, shiftId }: Alert): string => detectionId(personId, shiftId);
