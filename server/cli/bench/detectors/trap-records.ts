import type { Planted, Planter, Setting } from './case.ts';
import { findSlot } from './detour.ts';
import { only } from './plant-places.ts';
import { withSales } from './plant-records.ts';
import { fixAt, HOUR_MS, iso, MIN_MS, shifted, type Day, type Fix, type Scene } from './scene.ts';
import { withHonestPunches } from './records.ts';
import { trap } from './trap-places.ts';

/** Situations of phones and records that only look like something (product section 3). */
export const RECORD_TRAPS: readonly Planter[] = [
  trap('tunnel', 'day', tunnel),
  trap('killed-app', 'day', killedApp),
  trap('train', 'day', train),
  trap('cached-fix', 'day', cachedFix),
  trap('wrong-customer-spot', 'day', wrongCustomerSpot),
  { ...trap('small-numbers', 'window', (scene) => smallNumbers(scene)), staff: 'seller' },
  trap('forgotten-punch', 'window', forgottenPunch),
  trap('overtime', 'window', overtime),
];

/** No signal for 10 to 25 minutes; the phone comes back where the person really is. */
function tunnel(scene: Scene, { random }: Setting): Planted | null {
  return silence(scene, random.between(10, 25) * MIN_MS, { cause: 'no_fix', random });
}

/** The system ended the app for hours; visits go on and are logged. */
function killedApp(scene: Scene, { random }: Setting): Planted | null {
  return silence(scene, random.between(1.5, 4) * HOUR_MS, { cause: 'killed', random });
}

function silence(
  scene: Scene,
  lengthMs: number,
  { cause, random }: { cause: 'no_fix' | 'killed'; random: Setting['random'] },
): Planted | null {
  const day = only(scene);
  const startMs = findSlot(day, Math.min(lengthMs, 2.5 * HOUR_MS), random);
  if (startMs === null) return null;
  const endMs = startMs + lengthMs;
  const fixes = day.fixes.filter(({ ms }) => ms < startMs || ms > endMs);
  return same({
    ...scene,
    days: [{ ...day, fixes, gaps: [{ start: iso(startMs), end: iso(endMs), cause }] }],
  });
}

/** An afternoon ride of 120 km at 250 km/h with tunnels, on an approved trip. */
function train(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const startMs = day.zeroMs + 14 * HOUR_MS;
  const at = fixAt(day.fixes, startMs);
  if (!at || day.shift.endMs < startMs + 2 * HOUR_MS) return null;
  const angle = random.between(0, 2 * Math.PI);
  const fixes: Fix[] = day.fixes.filter(({ ms }) => ms < startMs);
  for (let ms = startMs + 30_000; ms < day.shift.endMs; ms += 30_000) {
    const m = Math.min(120_000, ((ms - startMs) / 1000) * 69);
    const isTunnel = m < 120_000 && random.next() < 0.25;
    const spot = shifted(
      at,
      m * Math.cos(angle) + random.normal(12),
      m * Math.sin(angle) + random.normal(12),
    );
    if (!isTunnel) fixes.push({ ms, ...spot, accuracyM: Math.round(random.between(10, 45)) });
  }
  const trip = { start: iso(startMs - HOUR_MS), end: iso(day.shift.endMs + HOUR_MS), kind: 'trip' as const };
  const visits = day.visits.filter(({ end }) => Date.parse(end) < startMs);
  return same({ ...scene, days: [withHonestPunches({ ...day, fixes, visits, leaves: [trip] })] });
}

/** Indoors the phone repeats its last position for ten minutes, several times a day. */
function cachedFix(scene: Scene, { random }: Setting): Planted | null {
  let day = only(scene);
  for (let n = 0; n < 4; n++) {
    const startMs = findSlot(day, 12 * MIN_MS, random);
    const at = startMs === null ? undefined : fixAt(day.fixes, startMs);
    if (startMs === null || !at) continue;
    const endMs = startMs + random.between(6, 12) * MIN_MS;
    const fixes = day.fixes.map((fix) => (fix.ms > startMs && fix.ms < endMs ? { ...at, ms: fix.ms } : fix));
    day = { ...day, fixes };
  }
  return same({ ...scene, days: [day] });
}

/** A customer the person really visits is stored 600 to 1,500 m off; others miss that customer too. */
function wrongCustomerSpot(scene: Scene, { random }: Setting): Planted | null {
  const day = only(scene);
  const visit = day.visits.at(-1);
  if (!visit) return null;
  const angle = random.between(0, 2 * Math.PI);
  const m = random.between(600, 1500);
  const places = scene.places.map((place) =>
    place.id === visit.customerId
      ? { ...place, ...shifted(place, m * Math.cos(angle), m * Math.sin(angle)) }
      : place,
  );
  return same({ ...scene, places, placeDoubt: [{ placeId: visit.customerId, people: 5, misses: 4 }] });
}

/** Eight visits and no order: too few to say anything. */
const smallNumbers = (scene: Scene): Planted | null => {
  const made = withSales({ ...scene, days: scene.days.slice(0, 4) }, { visits: 8, orders: 0 });
  return made && same(made.scene);
};

/** No clock-out on one day, no clock-in on another, a late one on a third. */
function forgottenPunch(scene: Scene): Planted | null {
  const days = scene.days.map((day, at): Day => {
    if (at === 2) return { ...day, punches: day.punches.filter(({ kind }) => kind !== 'out') };
    if (at === 4) return { ...day, punches: day.punches.filter(({ kind }) => kind !== 'in') };
    if (at !== 6) return day;
    const late = (t: string) => iso(Date.parse(t) + 70 * MIN_MS);
    return {
      ...day,
      punches: day.punches.map((punch) =>
        punch.kind === 'out'
          ? { id: punch.id, kind: punch.kind, t: late(punch.t), deviceId: scene.deviceId }
          : punch,
      ),
    };
  });
  return scene.days.length < 8 ? null : same({ ...scene, days });
}

/** Evening check-ins on six days, each within approved overtime. */
function overtime(scene: Scene, { random }: Setting): Planted | null {
  const days = scene.days.map((day, at): Day => {
    if (at < 2 || at > 7) return day;
    const ms = day.zeroMs + random.between(20, 21.5) * HOUR_MS;
    const leave = {
      start: iso(day.shift.endMs),
      end: iso(day.zeroMs + 22 * HOUR_MS),
      kind: 'overtime' as const,
    };
    const punch = { id: `p-late-${day.day}`, kind: 'visit' as const, t: iso(ms), deviceId: scene.deviceId };
    return { ...day, leaves: [...day.leaves, leave], punches: [...day.punches, punch] };
  });
  return scene.days.length < 8 ? null : same({ ...scene, days });
}

const same = (scene: Scene): Planted => ({ scene, days: [] });
