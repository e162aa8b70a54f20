import { findPlaces } from '../../store/places.ts';
import { candidatePlaces, markAnchorShift } from './anchor-places.ts';
import { admitAll } from '../ingest/device-time.ts';
import { agreesSince } from '../policy/consent.ts';
import { rejected, taken, type SignalContext, type SignalOf, type SignalVerdict } from './signal-context.ts';

/** An access point of the store: location like a fix, so under the same consent and times (R1, R2). The address itself is not kept. */
export async function takeWifi(
  context: SignalContext,
  { bssid, punchId, promptId }: SignalOf<'wifi'>,
): Promise<SignalVerdict> {
  const { person, at, moments, schedules } = context;
  if (!(await agreesSince(person.id, 'location', ...moments))) return rejected('no_consent');
  const admission = admitAll(schedules, moments);
  if (admission !== 'ok') return rejected(admission);
  const places = await findPlaces(candidatePlaces(person, schedules, at));
  const place = places.find(({ wifiBssids = [] }) => wifiBssids.includes(bssid));
  if (!place) return rejected('no_match');
  await markAnchorShift(context);
  return taken({ placeId: place.id, ...(punchId && { punchId }), ...(promptId && { promptId }) });
}
