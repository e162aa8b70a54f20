import type { Planted, Planter, Setting } from './case.ts';
import { staysOf } from './motion-bank.ts';
import { atUnknownPlace, only } from './plant-places.ts';
import { distanceM, HOUR_MS, iso, shifted, type Day, type PlaceRow, type Scene, type Spot } from './scene.ts';
import { withHonestPunches } from './records.ts';
import { same, trap } from './trap-places.ts';
import { placeRow } from './world.ts';

/** Situations that somebody allowed beforehand. */
export const PERMISSION_TRAPS: readonly Planter[] = [
  trap('approved-side-job', 'window', approvedJob),
  trap('approved-trip', 'day', approvedTrip),
  trap('new-territory', 'window', newTerritory),
];

/** The second job of the planters, declared and approved with its place and hours. */
function approvedJob(scene: Scene, setting: Setting): Planted | null {
  const made = atUnknownPlace(scene, { dwellMin: 120, days: 3 }, setting);
  if (!made) return null;
  const known = made.scene.days.find(({ day }) => day === made.days[0]);
  const site = known && longestUnknown(made.scene, known);
  if (!site) return null;
  const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '07:30', to: '20:30' }));
  const declaration = { id: 'd1', status: 'approved', placeId: 'x-job', employer: '社区图书室', hours };
  return same({
    ...made.scene,
    places: [...made.scene.places, placeRow('x-job', 'other', site, 100)],
    declarations: [declaration],
  });
}

/** The whole day 60 km away on an approved trip. */
function approvedTrip(scene: Scene, setting: Setting): Planted | null {
  const day = only(scene);
  const { random } = setting;
  const [east, north] = [random.between(40, 60) * 1000, random.between(-40, 40) * 1000];
  const fixes = day.fixes.map((fix) => ({ ...fix, ...shifted(fix, east, north) }));
  const trip = {
    start: iso(day.shift.startMs - HOUR_MS),
    end: iso(day.shift.endMs + HOUR_MS),
    kind: 'trip' as const,
  };
  const away = withHonestPunches({ ...day, fixes, visits: [], orders: [], leaves: [trip] });
  return same({ ...scene, days: [away] });
}

/** From the third day on the person serves another area: new customers, logged visits, a new zone, told by the manager. */
function newTerritory(scene: Scene, { random }: Setting): Planted | null {
  const angle = random.between(0, 2 * Math.PI);
  const [east, north] = [9000 * Math.cos(angle), 9000 * Math.sin(angle)];
  const first = scene.days[2];
  const last = scene.days.at(-1);
  if (!first || !last || scene.days.length < 8) return null;
  const own = scene.places.filter(({ kind }) => kind === 'customer' || kind === 'own_store');
  const moved = own.map((place): PlaceRow => ({
    ...place,
    ...shifted(place, east, north),
    id: `n-${place.id}`,
    kind: 'customer',
  }));
  const days = scene.days.map((day, at): Day => {
    if (at < 2) return day;
    const arranged = {
      from: iso(day.zeroMs),
      to: iso(day.zeroMs + 24 * HOUR_MS),
      reason: 'customer_change' as const,
    };
    return {
      ...day,
      fixes: day.fixes.map((fix) => ({ ...fix, ...shifted(fix, east, north) })),
      punches: day.punches.map(({ lng, lat, ...punch }) =>
        lng === undefined || lat === undefined ? punch : { ...punch, ...shifted({ lng, lat }, east, north) },
      ),
      visits: day.visits.map((visit) => ({ ...visit, customerId: `n-${visit.customerId}` })),
      orders: day.orders.map((order) => ({ ...order, customerId: `n-${order.customerId}` })),
      arrangements: [arranged],
    };
  });
  const zones = scene.zones.flatMap((zone) => [zone, { ...zone, id: 'z2', ...shifted(zone, east, north) }]);
  return same({ ...scene, days, places: [...scene.places, ...moved], zones });
}

/** Where the day's longest stay away from every known place was. */
function longestUnknown(scene: Scene, { fixes }: Day): Spot | null {
  const stays = staysOf(fixes).filter((stay) => scene.places.every((place) => distanceM(place, stay) > 300));
  return stays.toSorted((a, b) => +b.lastFixAt - +b.startAt - (+a.lastFixAt - +a.startAt))[0] ?? null;
}
