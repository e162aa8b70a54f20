import { flatJson, type Call, type Route } from './router.ts';

/** What the two fake map services want to be told; the spent one has had its day. */
const AMAP_KEY = 'amap-demo-key';
const AMAP_SPENT = 'amap-demo-spent';
const BAIDU_AK = 'baidu-demo-ak';
/** Shops of every brand stand on a grid of so many degrees, one a cell, somewhere in it; those of a brand with 满街 in its name closer. */
const CELL = 0.012;
const CLOSE_CELL = 0.002;
const EARTH_M_PER_DEGREE = 111_195;
/** Where addresses are: a town of its own around a square, GCJ-02. */
const SQUARE = { lng: 121.478, lat: 31.229 };
const SPREAD = 0.04;

/**
 * Small map services in the words of AMap and Baidu, to try the console's places with: geocoding, and shops around a point. A brand has its
 * shops at the same spots each time; an address without a number is known by its road alone, one with 不存在 not at all.
 */
export const mapServiceRoutes: readonly Route[] = [
  { method: 'GET', path: '/amap/v3/geocode/geo', auth: 'none', handle: amapGeocode },
  { method: 'GET', path: '/amap/v5/place/around', auth: 'none', handle: amapAround },
  { method: 'GET', path: '/baidu/geocoding/v3/', auth: 'none', handle: baiduGeocode },
  { method: 'GET', path: '/baidu/place/v2/search', auth: 'none', handle: baiduSearch },
];

function amapGeocode({ query }: Call) {
  const refused = amapRefusal(query);
  if (refused) return refused;
  const address = query.get('address') ?? '';
  const ok = { status: '1', info: 'OK', infocode: '10000' };
  if (address.includes('不存在')) return flatJson({ ...ok, count: '0', geocodes: [] });
  const { lng, lat } = spotOf(address);
  const level = /\d+号/.test(address) ? '门牌号' : /[路街道]/.test(address) ? '道路' : '区县';
  const location = `${lng.toFixed(6)},${lat.toFixed(6)}`;
  return flatJson({
    ...ok,
    count: '1',
    geocodes: [{ formatted_address: `上海市${address}`, district: [], location, level }],
  });
}

function amapAround({ query }: Call) {
  const refused = amapRefusal(query);
  if (refused) return refused;
  const [lng = 0, lat = 0] = (query.get('location') ?? '').split(',').map(Number);
  const size = Number(query.get('page_size') ?? 10);
  const page = Number(query.get('page_num') ?? 1);
  const shops = shopsAround({ lng, lat }, query).slice((page - 1) * size, page * size);
  return flatJson({
    status: '1',
    info: 'OK',
    infocode: '10000',
    count: String(shops.length),
    pois: shops.map(({ uid, name, address, lng: x, lat: y, distanceM }) => ({
      id: `B0${uid}`,
      name,
      address: address === '' ? [] : address,
      location: `${x.toFixed(6)},${y.toFixed(6)}`,
      distance: String(Math.round(distanceM)),
    })),
  });
}

function amapRefusal(query: URLSearchParams) {
  const key = query.get('key');
  if (key === AMAP_KEY) return null;
  const [infocode, info] =
    key === AMAP_SPENT ? ['10044', 'USER_DAILY_QUERY_OVER_LIMIT'] : ['10001', 'INVALID_USER_KEY'];
  return flatJson({ status: '0', info, infocode });
}

function baiduGeocode({ query }: Call) {
  const refused = baiduRefusal(query);
  if (refused) return refused;
  const address = query.get('address') ?? '';
  if (address.includes('不存在')) return flatJson({ status: 1, msg: 'Internal Service Error:无相关结果' });
  const isExact = /\d+号/.test(address);
  const words = isExact
    ? { precise: 1, confidence: 80, comprehension: 100, level: '门址' }
    : { precise: 0, confidence: 50, comprehension: 70, level: '道路' };
  return flatJson({ status: 0, result: { location: spotOf(address), ...words } });
}

function baiduSearch({ query }: Call) {
  const refused = baiduRefusal(query);
  if (refused) return refused;
  const [lat = 0, lng = 0] = (query.get('location') ?? '').split(',').map(Number);
  const size = Number(query.get('page_size') ?? 10);
  const page = Number(query.get('page_num') ?? 0);
  const shops = shopsAround({ lng, lat }, query);
  return flatJson({
    status: 0,
    message: 'ok',
    total: shops.length,
    results: shops.slice(page * size, (page + 1) * size).map(({ uid, name, address, ...at }) => ({
      uid: `bd${uid}`,
      name,
      address,
      location: { lng: at.lng, lat: at.lat },
    })),
  });
}

function baiduRefusal(query: URLSearchParams) {
  // Without them Baidu answers in a datum of its own.
  const isGcj = query.get('ret_coordtype') === 'gcj02ll';
  if (query.get('ak') !== BAIDU_AK)
    return flatJson({ status: 200, message: 'APP不存在，AK有误请检查再重试' });
  return isGcj ? null : flatJson({ status: 2, message: 'Parameter Invalid' });
}

type Point = Readonly<{ lng: number; lat: number }>;

/** Nearest first. */
function shopsAround({ lng, lat }: Point, query: URLSearchParams) {
  const brand = query.get('keywords') ?? query.get('query') ?? '';
  const radiusM = Number(query.get('radius') ?? 1_000);
  const cell = brand.includes('满街') ? CLOSE_CELL : CELL;
  const reach = Math.ceil(radiusM / (cell * EARTH_M_PER_DEGREE * 0.8)) + 1;
  const [x, y] = [Math.floor(lng / cell), Math.floor(lat / cell)];
  const steps = Array.from({ length: 2 * reach + 1 }, (_, n) => n - reach);
  return steps
    .flatMap((dx) => steps.map((dy) => shopIn({ brand, cell }, x + dx, y + dy)))
    .map((shop) => ({ ...shop, distanceM: metres({ lng, lat }, shop) }))
    .filter(({ distanceM }) => distanceM <= radiusM)
    .toSorted((a, b) => a.distanceM - b.distanceM);
}

function shopIn({ brand, cell }: Readonly<{ brand: string; cell: number }>, x: number, y: number) {
  const chance = hashOf(`${brand}:${x}:${y}`);
  const isOther = chance % 7 === 0;
  return {
    uid: chance.toString(36).toUpperCase().padStart(7, '0'),
    name: isOther ? `广场奶茶（${(chance % 90) + 10}店）` : `${brand}（${(chance % 90) + 10}店）`,
    address: chance % 5 === 0 ? '' : `示例路${(chance % 400) + 1}号`,
    lng: (x + ((chance >>> 3) % 1000) / 1000) * cell,
    lat: (y + ((chance >>> 13) % 1000) / 1000) * cell,
  };
}

function spotOf(address: string): Point {
  const chance = hashOf(address);
  return {
    lng: SQUARE.lng + ((chance % 2000) / 1000 - 1) * SPREAD,
    lat: SQUARE.lat + (((chance >>> 11) % 2000) / 1000 - 1) * SPREAD,
  };
}

function metres(a: Point, b: Point): number {
  const perLng = EARTH_M_PER_DEGREE * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot((a.lng - b.lng) * perLng, (a.lat - b.lat) * EARTH_M_PER_DEGREE);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
