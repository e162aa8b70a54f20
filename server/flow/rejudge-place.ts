import { addDays, dayOf } from '../domain/time.ts';
import { findAlerts } from '../store/alerts.ts';
import type { Declaration } from '../store/declarations.ts';
import { markDirty } from '../store/detections.ts';
import { findPerson } from '../store/people.ts';
import type { Deps } from './deps.ts';

/** Days back in which a decision on a declaration judges stays at its place again. */
const REJUDGE_DAYS = 35;

/** Judges the shifts again whose alerts are about the declared place. */
export async function rejudgePlace(deps: Deps, { personId, placeId }: Declaration): Promise<void> {
  const person = await findPerson(personId);
  if (!person || placeId === undefined) return;
  const today = dayOf(deps.now(), person.timeZone);
  const alerts = await findAlerts(personId, addDays(today, -REJUDGE_DAYS), today);
  const at = new Date(+deps.now() - deps.settleMs);
  for (const { shiftId, day } of alerts.filter((alert) => alert.placeId === placeId))
    await markDirty({ personId, shiftId, day, at });
  await deps.enqueue({ name: 'detect', personId });
  await deps.enqueue({ name: 'relay' });
}
