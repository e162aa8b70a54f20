import type { Random } from '../../../demo/random.ts';
import { staysOf } from './motion-bank.ts';
import {
  distanceM,
  fixAt,
  HOUR_MS,
  iso,
  MIN_MS,
  type Day,
  type Fix,
  type OrderRow,
  type PlaceRow,
  type PunchRow,
  type VisitRow,
} from './scene.ts';

const VISIT_REACH_M = 150;
const LOGGED_SHARE = 0.85;
const ORDER_SHARE = 0.35;
/** Outside the shift and this margin no position may be held. */
const HELD_MS = 15 * MIN_MS;

/** The day with honest records: punches at the ends of the shift, visits where somebody stayed, orders of visited customers. */
export function recordsOf(
  day: Day,
  { personId, own, random }: { personId: string; own: readonly PlaceRow[]; random: Random },
): Day {
  const visits = visitsOf(day, own, random);
  return {
    ...day,
    visits,
    orders: visits.flatMap((visit) => orderOf(visit, { personId, random })),
    punches: [
      punchAt(day, { kind: 'in', ms: day.shift.startMs + random.between(-9, 2) * MIN_MS, personId }),
      punchAt(day, { kind: 'out', ms: day.shift.endMs + random.between(0, 9) * MIN_MS, personId }),
    ],
  };
}

/** The day's punches with the positions its fixes tell. */
export function withHonestPunches(day: Day): Day {
  const punches = day.punches.map(
    ({ lng: _lng, lat: _lat, accuracyM: _accuracy, datum: _datum, ...punch }) => ({
      ...punch,
      ...positionAt(day, Date.parse(punch.t)),
    }),
  );
  return { ...day, punches };
}

/** A punch with the position the phone had at that moment, when it had one. */
export function punchAt(
  day: Day,
  { kind, ms, personId }: { kind: PunchRow['kind']; ms: number; personId: string },
): PunchRow {
  return {
    id: `p-${kind}-${Math.round(ms / 1000)}`,
    kind,
    t: iso(ms),
    deviceId: `d-${personId}`,
    riskFlag: 0,
    ...positionAt(day, ms),
  };
}

function positionAt({ fixes, shift }: Day, ms: number): Partial<PunchRow> {
  const near: Fix | undefined = fixAt(fixes, ms);
  const isHeld = ms >= shift.startMs - HELD_MS && ms < shift.endMs + HELD_MS;
  if (!near || !isHeld || Math.abs(near.ms - ms) > 6 * MIN_MS) return {};
  return { lng: near.lng, lat: near.lat, accuracyM: near.accuracyM, datum: 'wgs84' };
}

export function visitRow(customerId: string, startMs: number, endMs: number): VisitRow {
  return {
    id: `v-${customerId}-${Math.round(startMs / 1000)}`,
    customerId,
    start: iso(startMs),
    end: iso(endMs),
    purpose: 'sales',
  };
}

/** Stays of working time at a known place, most of them logged with some minutes of slack. */
function visitsOf(day: Day, own: readonly PlaceRow[], random: Random): VisitRow[] {
  return staysOf(day.fixes).flatMap((stay): VisitRow[] => {
    const startMs = Math.max(day.shift.startMs, +stay.startAt) + random.between(0, 3) * MIN_MS;
    const endMs = Math.min(day.shift.endMs, +stay.lastFixAt) - random.between(0, 3) * MIN_MS;
    const place = own
      .filter((one) => distanceM(one, stay) <= VISIT_REACH_M)
      .toSorted((a, b) => distanceM(a, stay) - distanceM(b, stay))[0];
    if (!place || endMs - startMs < 5 * MIN_MS || random.next() > LOGGED_SHARE) return [];
    const isPaused = day.shift.breaks.some((pause) => startMs < pause.endMs && endMs > pause.startMs);
    return isPaused ? [] : [visitRow(place.id, startMs, endMs)];
  });
}

/** A third of the visits bring an order within three days. */
function orderOf(visit: VisitRow, { personId, random }: { personId: string; random: Random }): OrderRow[] {
  if (random.next() > ORDER_SHARE) return [];
  return [
    {
      id: `r-${visit.id}`,
      customerId: visit.customerId,
      bookedTo: personId,
      t: iso(Date.parse(visit.end) + random.between(0, 60) * HOUR_MS),
      amountFen: Math.round(random.between(20_000, 400_000)),
      channel: 'rep',
    },
  ];
}
