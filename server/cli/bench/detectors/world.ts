import { createRandom, seedOf, type Random } from '../../../demo/random.ts';
import { median, quantile } from '../bench.ts';
import { staysOf } from './motion-bank.ts';
import { putOnDates } from './dated-days.ts';
import type { RawPerson } from './raw-person.ts';
import { punchAt, recordsOf } from './records.ts';
import { distanceM, HOUR_MS, iso, MIN_MS, type Day, type PlaceRow, type Scene, type Spot } from './scene.ts';

const MAX_HISTORY = 18;
const MAX_TEST = 10;
/** Two stays this near each other are at one place. */
const SAME_PLACE_M = 120;
const MAX_OWN = 14;
/** Everybody looks into the app of an evening now and then. */
const LATE_SHARE = 0.06;
const MIN_ZONE_M = 3000;
const MAX_ZONE_M = 40_000;
const ZONE_SHARE = 0.98;
const TRIP_MIN = 30;
/** An own store and a customer: with fewer there is nothing to visit. */
export const MIN_OWN = 2;
/** Fences of a whole company are many; only those within reach of the person matter. */
const COMPETITORS = 1000;
const COMPETITOR_APART_M = 300;
const COMPETITOR_REACH_M = 8000;
const MAX_COMPETITORS = 250;

/** A person with records that fit the tracks, and the same person's days to judge. */
export type World = Readonly<{ base: Scene; personId: string }>;

/** The competitor's shops of a city: building positions at least 300 m apart, drawn anew for every seed. */
export function drawCompetitors(
  buildings: readonly Spot[],
  seed: number,
  count: number = COMPETITORS,
): Spot[] {
  const random = createRandom(seedOf(`competitors ${seed}`));
  const sites: Spot[] = [];
  for (let tries = 0; sites.length < count && tries < 20 * count; tries++) {
    const spot = random.pick(buildings);
    if (sites.every((site) => distanceM(site, spot) >= COMPETITOR_APART_M)) sites.push(spot);
  }
  return sites;
}

const REP = {
  kind: 'rep',
  timeZone: 'Asia/Shanghai',
  engagement: 'full_time',
  phone: { model: 'M10', os: 'android 12' },
} as const;

type Around = Readonly<{ competitors: readonly Spot[]; colleagues: readonly RawPerson[]; seed: number }>;

/** Days on consecutive working days; the first half is history, the rest is judged. Other people's days are the peers'. */
export function buildWorld(person: RawPerson, { competitors, colleagues, seed }: Around): World {
  const random = createRandom(seedOf(`${person.id} ${seed}`));
  const dated = putOnDates(person.days);
  const half = Math.floor(dated.length / 2);
  const past = dated.slice(Math.max(0, half - MAX_HISTORY), half);
  const present = dated.slice(half, half + MAX_TEST);
  const own = ownPlaces(past, random);
  const rivals = nearestSites(
    competitors,
    past.flatMap(({ fixes }) => fixes.filter((_, n) => n % 50 === 0)),
  );
  const zone = usualZone(past);
  const withRecords = (raw: Day): Day => {
    const day = withTrip(raw, zone);
    const kept = recordsOf(day, { personId: person.id, own, random });
    const ms = day.zeroMs + random.between(20, 23) * HOUR_MS;
    const late = punchAt({ ...day, fixes: [] }, { kind: 'visit', ms, personId: person.id });
    return random.next() > LATE_SHARE ? kept : { ...kept, punches: [...kept.punches, late] };
  };
  return {
    personId: person.id,
    base: {
      person: { id: person.id, ...REP },
      deviceId: `d-${person.id}`,
      places: [...own, ...rivals.map((spot, n): PlaceRow => placeRow(`c${n}`, 'competitor', spot, 60))],
      zones: [zone],
      history: past.map(withRecords),
      days: present.map((day, n) => ({ ...withRecords(day), peers: peersOn(day, colleagues, half + n) })),
      declarations: [],
      placeDoubt: [],
      team: { conversion: { visits: 1200, orders: 420 } },
    },
  };
}

export function placeRow(id: string, kind: PlaceRow['kind'], spot: Spot, radiusM: number): PlaceRow {
  return { id, kind, name: id, lng: spot.lng, lat: spot.lat, radiusM, datum: 'wgs84' };
}

/** Places with stays on two or more days of the history: the most visited is the own store, the others are customers. */
function ownPlaces(days: readonly Day[], random: Random): PlaceRow[] {
  const found: { spot: Spot; days: Set<string> }[] = [];
  for (const { day, fixes } of days)
    for (const stay of staysOf(fixes)) {
      const known = found.find(({ spot }) => distanceM(spot, stay) < SAME_PLACE_M);
      if (known) known.days.add(day);
      else found.push({ spot: stay, days: new Set([day]) });
    }
  return found
    .filter((place) => place.days.size >= 2)
    .toSorted((a, b) => b.days.size - a.days.size)
    .slice(0, MAX_OWN)
    .map(({ spot: { lng, lat } }, n) =>
      placeRow(
        `o${n}`,
        n === 0 ? 'own_store' : 'customer',
        { lng, lat },
        Math.round(random.between(60, 110)),
      ),
    );
}

/** The usual zone, as a manager would draw it: around the middle of the past, nearly all of it and a kilometre more. */
function usualZone(past: readonly Day[]): Scene['zones'][number] {
  const seen = past.flatMap(({ fixes, shift }) =>
    fixes.filter(({ ms }) => ms >= shift.startMs && ms <= shift.endMs),
  );
  const center = { lng: median(seen.map(({ lng }) => lng)), lat: median(seen.map(({ lat }) => lat)) };
  const reachM = quantile(
    seen.map((fix) => distanceM(center, fix)),
    ZONE_SHARE,
  );
  return {
    id: 'z1',
    ...center,
    radiusM: Math.min(MAX_ZONE_M, Math.max(MIN_ZONE_M, reachM + 1000)),
    datum: 'wgs84',
  };
}

/** A day far out of the zone for long was a business trip that somebody approved: else it would not be an ordinary day. */
function withTrip(day: Day, zone: Scene['zones'][number]): Day {
  const { startMs, endMs } = day.shift;
  const worked = day.fixes.filter(({ ms }) => ms >= startMs && ms < endMs);
  const outMs = worked.reduce((sum, fix, at) => {
    const before = worked[at - 1];
    const isOut = before && [before, fix].every((one) => distanceM(one, zone) > zone.radiusM);
    return isOut ? sum + fix.ms - before.ms : sum;
  }, 0);
  if (outMs < TRIP_MIN * MIN_MS) return day;
  return { ...day, leaves: [{ start: iso(startMs - HOUR_MS), end: iso(endMs + HOUR_MS), kind: 'trip' }] };
}

function nearestSites(sites: readonly Spot[], seen: readonly Spot[]): Spot[] {
  return sites
    .map((site) => ({ site, m: Math.min(Infinity, ...seen.map((spot) => distanceM(site, spot))) }))
    .filter(({ m }) => m <= COMPETITOR_REACH_M)
    .toSorted((a, b) => a.m - b.m)
    .slice(0, MAX_COMPETITORS)
    .map(({ site }) => site);
}

function peersOn(day: Day, colleagues: readonly RawPerson[], n: number): Day['peers'] {
  return colleagues.flatMap((colleague) => {
    const raw = colleague.days[n % colleague.days.length];
    return raw
      ? [
          {
            personId: colleague.id,
            deviceId: `d-${colleague.id}`,
            fixes: raw.fixes.map((fix) => ({ ...fix, ms: fix.ms + day.zeroMs })),
          },
        ]
      : [];
  });
}
