import type { LngLat } from '../../../contract/geo.ts';
import { haversineM } from '../../geo/distance.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { isWithin } from '../../interval.ts';
import { addDays, instantOf } from '../../time.ts';
import type { CompetitorDwellSettings } from '../settings/competitor-dwell-settings.ts';
import type { PeriodEvidence } from '../evidence.ts';
import type { DwellInput, JudgedDwell } from './judge-dwell.ts';
import { isOwn } from '../place/near-places.ts';
import { permissionsAt } from '../permissions.ts';
import { recentDaysAt } from '../place/usual-place.ts';

/** Days with a stay at this place within the time that counts as a repeat, this one included: from the history and this period. */
export function repeatsOf(
  { place, verdict }: JudgedDwell,
  { evidence, day }: DwellInput,
  { seen, settings }: { seen: Map<string, Set<string>>; settings: CompetitorDwellSettings },
): number {
  if (verdict !== 'supported') return 0;
  const days = seen.get(place.id) ?? new Set<string>();
  seen.set(place.id, days.add(day.day));
  const asked = { day: day.day, lastDays: settings.repeatWithinDays };
  const before = recentDaysAt(
    evidence.baseline,
    asked,
    (stop) => haversineM(stop, place.center) <= settings.usualM && !isNearerOwn(evidence, stop, place),
  );
  const repeats = before.filter((earlier) => !wasSentTo(evidence, place, earlier));
  return new Set([...repeats, ...days]).size;
}

/** A stop of the history is known to about the stay radius: at least as near to a place of ours, it is no stay at the rival. */
function isNearerOwn({ places }: PeriodEvidence, stop: LngLat, place: Place): boolean {
  const edgeM = distanceToEdgeM(stop, place);
  return places
    .nearby(stop, Math.max(0, edgeM))
    .some((near) => near.place.id !== place.id && near.edgeM <= edgeM && isOwn(near.place));
}

/** On that day the person was permitted or sent to be there, as far as the records still tell. */
function wasSentTo(evidence: PeriodEvidence, place: Place, day: string): boolean {
  const { timeZone } = evidence.person;
  const whole = {
    startAt: instantOf(day, '00:00', timeZone),
    endAt: instantOf(addDays(day, 1), '00:00', timeZone),
  };
  return (
    permissionsAt(evidence, place, [whole]).length > 0 ||
    evidence.visits.some(
      ({ customerId, startAt, purpose }) =>
        purpose === 'survey' && customerId === place.id && isWithin(startAt, whole),
    )
  );
}
