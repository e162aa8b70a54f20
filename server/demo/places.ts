import type { LngLat } from '../contract/geo.ts';
import type { PlaceRecord, PlaceRole } from '../contract/place.ts';
import { createRandom } from './random.ts';

export type DemoPlace = Readonly<{ externalId: string; record: PlaceRecord }>;
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
export const CUSTOMERS = 130;
const RIVALS = ['甲牌专柜', '乙牌体验店', '丙牌便利', '丁牌门店'];
/** The mall where a rival counter stands 35 m from the own one. */
export const MALL_STORE = 'store-pudong-2';
export const MALL_RIVAL = 'rival-mall';

/** A customer whose stored position is 900 m off: everybody who goes there seems not to. */
export const MISPLACED_CUSTOMER = 'customer-40';
/** Newly won, and in nobody's zone yet. */
export const NEW_CUSTOMER = 'customer-new';
/** Where another platform's riders collect, and a counter that serves it and ours. */
export const RIVAL_PICKUP = 'pickup-rival';
export const SHARED_PICKUP = 'pickup-shared';

export const storeId = (regionId: string, index: number): string => `store-${regionId}-${index + 1}`;
export const rivalId = (regionId: string, index: number): string => `rival-${regionId}-${index + 1}`;

/** 12 own stores, 131 customers, 20 competitor places and two pick-up points, all in Shanghai (WGS-84); the same at every start. */
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
    place(NEW_CUSTOMER, '新客户 川沙路店', ['customer'], shift(regionOf('pudong').center, 5600, 2400), {
      radiusM: 40,
      regionId: 'pudong',
    }),
    place(RIVAL_PICKUP, '他平台自提点', ['competitor_pickup'], shift(regionOf('jingan').center, 520, -610), {
      radiusM: 30,
      regionId: 'jingan',
    }),
    place(
      SHARED_PICKUP,
      '多平台取货柜',
      ['competitor_pickup', 'own_pickup'],
      shift(regionOf('pudong').center, -480, 560),
      { radiusM: 30, regionId: 'pudong' },
    ),
  ];
}

function regionOf(id: string): DemoRegion {
  const region = REGIONS.find((one) => one.id === id);
  if (region === undefined) throw new Error(`no demo region ${id}`);
  return region;
}

/** Where the misplaced customer really is. */
export const TRUE_SPOT: LngLat = shift({ lng: 121.545, lat: 31.222 }, -2100, 900);

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
  return Array.from({ length: CUSTOMERS }, (_, index) => {
    const region = REGIONS[index % REGIONS.length];
    if (region === undefined) throw new Error('no region');
    const angle = random.between(0, 2 * Math.PI);
    const spot = shift(region.center, 2600 * Math.cos(angle), 2600 * Math.sin(angle));
    const center = `customer-${index + 1}` === MISPLACED_CUSTOMER ? shift(TRUE_SPOT, 640, 640) : spot;
    return place(`customer-${index + 1}`, `客户${String(index + 1).padStart(3, '0')}`, ['customer'], center, {
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
