import type { LngLat } from '../contract/geo.ts';
import type { PlaceRecord, PlaceRole, ZoneRecord } from '../contract/place.ts';
import { createRandom } from './random.ts';

export type DemoPlace = Readonly<{ externalId: string; record: PlaceRecord }>;
export type DemoZone = Readonly<{ externalId: string; record: ZoneRecord }>;
export type DemoRegion = Readonly<{ id: string; name: string; center: LngLat }>;

export const REGIONS: readonly DemoRegion[] = [
  { id: 'pudong', name: '浦东区域', center: { lng: 121.545, lat: 31.222 } },
  { id: 'xuhui', name: '徐汇区域', center: { lng: 121.437, lat: 31.186 } },
  { id: 'jingan', name: '静安区域', center: { lng: 121.449, lat: 31.252 } },
];

const STORE_NAMES: Readonly<Record<string, readonly string[]>> = {
  pudong: ['世纪大道店', '张杨路店', '花木路店', '金桥店'],
  xuhui: ['徐家汇店', '漕河泾店', '龙华店', '田林店'],
  jingan: ['静安寺店', '大宁店', '江宁路店', '共和新路店'],
};
const RIVALS = ['甲牌专柜', '乙牌体验店', '丙牌便利', '丁牌门店'];
/** The mall where a rival counter stands 35 m from the own one. */
export const MALL_STORE = 'store-pudong-2';
export const MALL_RIVAL = 'rival-mall';

export const storeId = (regionId: string, index: number): string => `store-${regionId}-${index + 1}`;
export const rivalId = (regionId: string, index: number): string => `rival-${regionId}-${index + 1}`;

/** 12 own stores, 40 customers and 20 competitor places, all in Shanghai (WGS-84); the same at every start. */
export function buildPlaces(): DemoPlace[] {
  const stores = REGIONS.flatMap((region) => storesOf(region));
  const mall = stores.find((store) => store.externalId === MALL_STORE);
  if (mall === undefined) throw new Error('the mall store is missing');
  const neighbour = place(MALL_RIVAL, '甲牌商场专柜', ['competitor'], shift(mall.record.center, 35, 0), {
    radiusM: 15,
    regionId: 'pudong',
  });
  return [
    ...stores,
    ...REGIONS.flatMap((region, index) => rivalsOf(region, index === 0 ? 7 : 6)),
    neighbour,
    ...buildCustomers(),
  ];
}

/** One delivery zone per region: a square of 8 km. */
export function buildZones(): DemoZone[] {
  return REGIONS.map((region) => ({
    externalId: `zone-${region.id}`,
    record: {
      name: `${region.name}配送区`,
      datum: 'wgs84',
      regionId: region.id,
      polygon: [
        shift(region.center, -4000, -4000),
        shift(region.center, 4000, -4000),
        shift(region.center, 4000, 4000),
        shift(region.center, -4000, 4000),
      ],
    },
  }));
}

/** The point `eastM`, `northM` metres away (flat earth, good for a city). */
export function shift(from: LngLat, eastM: number, northM: number): LngLat {
  const lat = from.lat + northM / 111_320;
  const lng = from.lng + eastM / (111_320 * Math.cos((from.lat * Math.PI) / 180));
  return { lng: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)) };
}

function storesOf(region: DemoRegion): DemoPlace[] {
  const corners = [
    [-1500, -1200],
    [1400, -1300],
    [-1300, 1500],
    [1600, 1300],
  ] as const;
  return corners.map(([eastM, northM], index) =>
    place(
      storeId(region.id, index),
      STORE_NAMES[region.id]?.[index] ?? '',
      ['own_store'],
      shift(region.center, eastM, northM),
      {
        radiusM: 40,
        regionId: region.id,
      },
    ),
  );
}

function rivalsOf(region: DemoRegion, count: number): DemoPlace[] {
  const random = createRandom(region.id.length * 7919 + count);
  return Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count + 0.3;
    const center = shift(region.center, 700 * Math.cos(angle), 700 * Math.sin(angle));
    return place(
      rivalId(region.id, index),
      `${random.pick(RIVALS)}(${region.name}${index + 1}号)`,
      ['competitor'],
      center,
      {
        radiusM: 30,
        regionId: region.id,
      },
    );
  });
}

function buildCustomers(): DemoPlace[] {
  const random = createRandom(40);
  return Array.from({ length: 40 }, (_, index) => {
    const region = REGIONS[index % REGIONS.length];
    if (region === undefined) throw new Error('no region');
    const angle = random.between(0, 2 * Math.PI);
    const center = shift(region.center, 2600 * Math.cos(angle), 2600 * Math.sin(angle));
    return place(`customer-${index + 1}`, `客户${String(index + 1).padStart(2, '0')}`, ['customer'], center, {
      radiusM: 40,
      regionId: region.id,
    });
  });
}

function place(
  externalId: string,
  name: string,
  roles: PlaceRole[],
  center: LngLat,
  rest: { radiusM: number; regionId: string },
): DemoPlace {
  return { externalId, record: { name, roles, center, datum: 'wgs84', ...rest } };
}
