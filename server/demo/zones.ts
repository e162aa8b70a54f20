import type { ZoneRecord } from '../contract/place.ts';
import { dayOf, addDays, instantOf } from '../domain/time.ts';
import type { Deps } from '../flow/deps.ts';
import { assignZone } from '../flow/zone/zone-assign.ts';
import { buildPeople, MANAGER, openIdOf, toTenantUser } from './people.ts';
import { REGIONS, shift } from './places.ts';
import { findDemoPerson } from './staff.ts';
import { DEMO_ZONE } from './start-time.ts';
import type { Moment } from './timeline.ts';
import { uuidV7Of } from './uuid.ts';

type DemoZone = Readonly<{ externalId: string; record: ZoneRecord }>;

/** Two parts of Pudong that the manager gives to people, and a rider of Xuhui whom the dispatch system names. */
const PARTS = [
  { externalId: 'zone-pudong-north', name: '浦东北片', northM: 1_500 },
  { externalId: 'zone-pudong-south', name: '浦东南片', northM: -1_500 },
] as const;
const PART_RADIUS_M = 2_600;
const HALF_SIDE_M = 4_000;
const NAMED_RIDER = 'd-5';

/** One delivery zone per region, a square of 8 km, and the above. */
export function buildZones(): DemoZone[] {
  const regions = REGIONS.map(({ id, name }) =>
    squareOf(id, { externalId: `zone-${id}`, name: `${name}配送区` }),
  );
  const [pudong] = REGIONS;
  const parts = PARTS.map(({ externalId, name, northM }): DemoZone => {
    const center = shift(pudong?.center ?? { lng: 0, lat: 0 }, 0, northM);
    const record = { name, datum: 'wgs84', regionId: 'pudong', center, radiusM: PART_RADIUS_M } as const;
    return { externalId, record };
  });
  const named = squareOf('xuhui', {
    externalId: 'zone-xuhui-express',
    name: '徐汇专送区',
    employeeNos: [employeeNoOf(NAMED_RIDER)],
  });
  return [...regions, ...parts, named];
}

function squareOf(
  regionId: string,
  { externalId, ...more }: { externalId: string; name: string; employeeNos?: string[] },
): DemoZone {
  const center = REGIONS.find(({ id }) => id === regionId)?.center ?? { lng: 0, lat: 0 };
  const corner = (eastM: number, northM: number) => shift(center, eastM * HALF_SIDE_M, northM * HALF_SIDE_M);
  const polygon = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  return { externalId, record: { datum: 'wgs84', regionId, polygon, ...more } };
}

function employeeNoOf(key: string): string {
  const user = buildPeople()
    .map(toTenantUser)
    .find(({ openId }) => openId === openIdOf(key));
  if (!user) throw new Error(`no demo person ${key}`);
  return user.employeeNo;
}

/** This morning's changes: for two people from today on, for one from tomorrow. Nobody's past days change. */
export function zoneMoments(startAt: Date): Moment[] {
  const today = dayOf(startAt, DEMO_ZONE);
  const at = instantOf(today, '08:10', DEMO_ZONE);
  const [north, south] = PARTS;
  const give = async (deps: Deps): Promise<void> => {
    const manager = await findDemoPerson(MANAGER);
    const changes = [
      { key: 'd-1', zoneId: north.externalId, fromDay: today, reason: '北片新开两家门店，由您负责' },
      { key: 'r-10', zoneId: north.externalId, fromDay: today, reason: '客户大多在北片' },
      { key: 'd-4', zoneId: south.externalId, fromDay: addDays(today, 1), reason: '南片订单多，明天起支援' },
    ];
    for (const { key, ...change } of changes) {
      const { id: personId } = await findDemoPerson(key);
      await assignZone(deps, manager, { id: uuidV7Of(at, `${key}:zone`), personId, ...change });
    }
  };
  return at < startAt ? [{ at, run: give }] : [];
}
