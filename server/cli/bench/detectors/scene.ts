import type { Period } from '../../../contract/period.ts';
import { DEGREE_M, metresPerLng } from '../../../domain/geo/distance.ts';

export const MIN_MS = 60_000;
export const HOUR_MS = 60 * MIN_MS;
export const TIME_ZONE = 'Asia/Shanghai';

export type Spot = Readonly<{ lng: number; lat: number }>;
/** A position at an instant (epoch milliseconds); accuracy is the 68 % radius in metres. */
export type Fix = Readonly<Spot & { ms: number; accuracyM: number }>;
export type Span = Readonly<{ startMs: number; endMs: number }>;

type Rows<Key extends keyof Period> = NonNullable<Period[Key]> extends readonly (infer Row)[] ? Row : never;
export type PlaceRow = Rows<'places'>;
export type PunchRow = Rows<'punches'>;
export type VisitRow = Rows<'visits'>;
export type OrderRow = Rows<'orders'>;
type PeerTrack = Readonly<{ personId: string; deviceId: string; fixes: readonly Fix[] }>;

/** One calendar day of one person, with everything recorded on it. */
export type Day = Readonly<{
  day: string;
  /** Local midnight. */
  zeroMs: number;
  shift: Span & Readonly<{ breaks: readonly Span[]; placeId?: string }>;
  fixes: readonly Fix[];
  leaves: readonly Rows<'leaves'>[];
  gaps: readonly Rows<'gaps'>[];
  punches: readonly PunchRow[];
  visits: readonly VisitRow[];
  orders: readonly OrderRow[];
  tasks: readonly Rows<'tasks'>[];
  anchors: readonly Rows<'anchors'>[];
  arrangements: readonly Rows<'arrangements'>[];
  /** Other people's phones on that day; only days to judge have them. */
  peers: readonly PeerTrack[];
}>;

/** A person with a history and the days to judge. Injectors and traps return changed copies. */
export type Scene = Readonly<{
  person: Period['person'];
  deviceId: string;
  places: readonly PlaceRow[];
  zones: readonly Rows<'zones'>[];
  history: readonly Day[];
  days: readonly Day[];
  declarations: readonly Rows<'declarations'>[];
  placeDoubt: readonly Rows<'placeDoubt'>[];
  team: NonNullable<Period['team']>;
}>;

export const iso = (ms: number): string => new Date(ms).toISOString();
export const zeroOf = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** Metres between two spots of one city (flat, error below 0.1 % within 50 km). */
export function distanceM(a: Spot, b: Spot): number {
  return Math.hypot((b.lng - a.lng) * metresPerLng(a.lat), (b.lat - a.lat) * DEGREE_M);
}

/** The spot `eastM` and `northM` metres from `from`. */
export function shifted(from: Spot, eastM: number, northM: number): Spot {
  return { lng: from.lng + eastM / metresPerLng(from.lat), lat: from.lat + northM / DEGREE_M };
}

/** Working time: the shift without its breaks. */
export function workSpans({ shift }: Day): Span[] {
  let from = shift.startMs;
  const spans: Span[] = [];
  for (const pause of shift.breaks) {
    if (pause.startMs > from) spans.push({ startMs: from, endMs: pause.startMs });
    from = pause.endMs;
  }
  if (from < shift.endMs) spans.push({ startMs: from, endMs: shift.endMs });
  return spans;
}

/** The last fix at or before `ms`, else the first one. */
export function fixAt(fixes: readonly Fix[], ms: number): Fix | undefined {
  let low = 0;
  let high = fixes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fixes[middle]?.ms ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  return fixes[Math.max(0, low - 1)];
}

/** The day with the fixes between `startMs` and `endMs` replaced. */
export function replaceFixes(day: Day, { startMs, endMs }: Span, fixes: readonly Fix[]): Day {
  const before = day.fixes.filter(({ ms }) => ms < startMs);
  const after = day.fixes.filter(({ ms }) => ms > endMs);
  return { ...day, fixes: [...before, ...fixes, ...after] };
}

/** The day without the visits that overlap `span`, and without the orders of those customers on that day. */
export function dropVisits(day: Day, span: Span): Day {
  const isHit = ({ start, end }: VisitRow) =>
    Date.parse(start) < span.endMs && Date.parse(end) > span.startMs;
  const gone = new Set(day.visits.filter(isHit).map(({ customerId }) => customerId));
  return {
    ...day,
    visits: day.visits.filter((visit) => !isHit(visit)),
    orders: day.orders.filter(({ customerId }) => !gone.has(customerId)),
  };
}
