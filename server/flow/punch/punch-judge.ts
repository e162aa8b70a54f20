import type { Punch as PunchItem, PunchBatch, PunchReason } from '../../contract/ingest.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import { haversineM } from '../../domain/geo/distance.ts';
import { distanceToEdgeM } from '../../domain/geo/fence.ts';
import type { Place } from '../../domain/geo/place.ts';
import { admitFix, shiftAt, type Admission } from '../../domain/working-time.ts';
import type { Person } from '../../store/people.ts';
import { findPlace } from '../../store/places.ts';
import type { Punch } from '../../store/punches.ts';
import type { Device } from '../../store/segments.ts';
import { agreesSince } from '../policy/consent.ts';
import type { Deps } from '../deps.ts';
import { admitAll, MAX_AHEAD_MS, momentIn } from '../ingest/device-time.ts';
import { findSchedulesAround } from '../ingest/ingest-judge.ts';
import { hashSecret, type Keyed } from '../secret/secret.ts';

/** A phone's error above this says little about a store, metres. */
const POOR_ACCURACY_M = 100;

type Input = Readonly<{ item: PunchItem; batch: PunchBatch; receivedAt: Date; device?: Device }>;

/** One readable punch as it will be stored: its time always, its location only with consent and inside working time (R1, R2). */
export async function judgePunch(deps: Deps, person: Person, input: Input): Promise<Punch> {
  const { item, batch, receivedAt, device } = input;
  const moment = momentIn(item, { ...batch, receivedAt });
  const at = new Date(moment.atMs);
  const skewMs = moment.isImpossible ? moment.skewMs : fairSkew(moment.skewMs, deps.aheadMs?.() ?? 0);
  const schedules = await findSchedulesAround(person, moment.possibleMs);
  const admission = admitFix(schedules, at);
  const shift = shiftAt(schedules, at);
  const placeId = shift?.placeId ?? person.storePlaceId;
  const place = placeId === undefined ? null : await findPlace(placeId);
  const moments = moment.possibleMs.map((ms) => new Date(ms));
  const mayLocate = await agreesSince(person.id, 'location', ...moments);
  const location = mayLocate && admitAll(schedules, moments) === 'ok' ? locate(item) : undefined;
  const distanceM = location && place ? Math.round(haversineM(location, place.center)) : undefined;
  const reasons = [
    ...timeReasons(admission, skewMs),
    ...placeReasons({ mayLocate, admission, location, place }),
  ];
  return {
    id: item.id,
    personId: person.id,
    kind: item.kind,
    at,
    capturedAt: new Date(item.capturedAtMs),
    receivedAt,
    skewMs,
    ...(moment.isLateOnPhoneTime && { onPhoneTime: true }),
    status: reasons.length === 0 ? 'confirmed' : 'needs_confirmation',
    reasons,
    ...(location && { location }),
    ...(shift && { shiftId: shift.id }),
    ...(placeId !== undefined && { placeId }),
    ...(distanceM !== undefined && { distanceM }),
    ...(item.photoId !== undefined && { photoId: item.photoId }),
    hasPhoto: false,
    ...(item.note !== undefined && { note: item.note }),
    installId: batch.installId,
    ...(device && { device }),
    digest: punchDigestOf(deps, item),
    conflicts: [],
  };
}

/** The demo's clock may run ahead, and a phone that keeps real time is not wrong for it. */
function fairSkew(skewMs: number, aheadMs: number): number {
  return Math.abs(skewMs + aheadMs) < Math.abs(skewMs) ? skewMs + aheadMs : skewMs;
}

function timeReasons(admission: Admission, skewMs: number): PunchReason[] {
  const reasons: PunchReason[] = [];
  if (admission === 'no_shift' || admission === 'off_hours') reasons.push('off_hours');
  if (admission === 'on_leave') reasons.push('on_leave');
  if (Math.abs(skewMs) > MAX_AHEAD_MS) reasons.push('clock_skew');
  return reasons;
}

function placeReasons(input: {
  mayLocate: boolean;
  admission: Admission;
  location: Punch['location'];
  place: Place | null;
}): PunchReason[] {
  const { mayLocate, admission, location, place } = input;
  if (!mayLocate) return ['no_location_consent'];
  if (!location) return admission === 'ok' || admission === 'on_break' ? ['no_location'] : [];
  if (location.accuracyM > POOR_ACCURACY_M) return ['poor_accuracy'];
  return place && distanceToEdgeM(location, place) > location.accuracyM ? ['too_far'] : [];
}

function locate({ location }: PunchItem): Punch['location'] {
  if (!location) return undefined;
  const { lng, lat, accuracyM, datum } = location;
  return { ...toWgs84({ lng, lat }, datum), accuracyM, sourceDatum: datum };
}

/** Keyed, so that a digest says nothing about a location that was not kept. Only what never changes from one sending to the next. */
export function punchDigestOf(key: Keyed, item: PunchItem): string {
  const { kind, capturedAtMs, location, photoId, note } = item;
  const { lng, lat, accuracyM, datum } = location ?? {};
  const content = [kind, capturedAtMs, lng, lat, accuracyM, datum, photoId, note];
  return hashSecret(key, 'punch', JSON.stringify(content));
}
