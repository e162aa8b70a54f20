import { describe, expect, it } from 'vitest';
import { geocode, searchAround, type MapAccess } from '../../../server/connectors/map/ask-map.ts';
import { fromWgs84 } from '../../../server/domain/geo/datum.ts';

const HERE = { lng: 121.5, lat: 31.23 };
const gcj = fromWgs84(HERE, 'gcj02');

function asking(service: MapAccess['service'], ...replies: unknown[]) {
  const urls: URL[] = [];
  const access: MapAccess = {
    service,
    address: 'https://maps.example/base/',
    key: 'k&y',
    breathMs: 0,
    take: async () => true,
    puller: {
      ask: async ({ url }) => {
        urls.push(new URL(url));
        return { json: replies[urls.length - 1] ?? replies.at(-1) };
      },
    },
  };
  return { access, urls };
}
const amapOk = { status: '1', info: 'OK', infocode: '10000' };

describe('AMap', () => {
  it('is asked for an address by its documented path, and answers in GCJ-02 with a doubt by its level', async () => {
    const geocodes = [
      { formatted_address: '上海市南京东路100号', location: '121.48,31.23', level: '门牌号' },
    ];
    const { access, urls } = asking('amap', { ...amapOk, geocodes });
    expect(await geocode(access, { address: '南京东路100号', city: '上海' })).toEqual({
      found: {
        center: { lng: 121.48, lat: 31.23 },
        datum: 'gcj02',
        label: '上海市南京东路100号',
        level: '门牌号',
        precision: 'exact',
      },
    });
    expect(urls[0]?.pathname).toBe('/base/v3/geocode/geo');
    expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
      key: 'k&y',
      address: '南京东路100号',
      city: '上海',
      output: 'JSON',
    });
  });

  it.each([
    ['道路', 'rough'],
    ['区县', 'area'],
    ['没见过的级别', 'area'],
  ])('calls a position of level %s %s', async (level, precision) => {
    const geocodes = [{ formatted_address: [], location: '121.48,31.23', level }];
    const { access } = asking('amap', { ...amapOk, geocodes });
    expect(await geocode(access, { address: '南京东路' })).toMatchObject({ found: { precision } });
  });

  it('is asked around a point in GCJ-02, and what lies further than asked is left out', async () => {
    const far = fromWgs84({ lng: 121.51, lat: 31.23 }, 'gcj02');
    const pois = [
      { id: 'B001', name: '某品牌（一店）', address: [], location: `${gcj.lng},${gcj.lat}` },
      { id: 'B002', name: '某品牌（二店）', address: '某路1号', location: `${far.lng},${far.lat}` },
    ];
    const { access, urls } = asking('amap', { ...amapOk, count: '2', pois });
    const read = await searchAround(access, { word: '某品牌', center: HERE, radiusM: 500, page: 2 });
    expect(read).toMatchObject({
      found: { isLast: true, pois: [{ uid: 'B001', address: '', distanceM: 0 }] },
    });
    expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
      key: 'k&y',
      keywords: '某品牌',
      location: `${gcj.lng.toFixed(6)},${gcj.lat.toFixed(6)}`,
      radius: '500',
      sortrule: 'distance',
      page_size: '25',
      page_num: '2',
    });
  });

  it.each([
    ['10001', 'wrong_key'],
    ['10003', 'quota'],
    ['10005', 'wrong_ip'],
    ['10009', 'wrong_kind'],
    ['10044', 'quota'],
    ['20003', 'refused'],
  ])('says of its code %s that it is %s', async (infocode, fault) => {
    const { access } = asking('amap', { status: '0', info: 'NO', infocode });
    expect(await geocode(access, { address: '南京东路' })).toEqual({ fault });
  });

  it('is asked once more when it was asked too often', async () => {
    const { access, urls } = asking(
      'amap',
      { status: '0', info: 'CUQPS_HAS_EXCEEDED_THE_LIMIT', infocode: '10021' },
      { ...amapOk, geocodes: [] },
    );
    expect(await geocode(access, { address: '南京东路' })).toEqual({ fault: 'no_result' });
    expect(urls).toHaveLength(2);
  });
});

describe('Baidu', () => {
  it('is asked for GCJ-02 by name, latitude first, and says by how much it may be wrong', async () => {
    const { access, urls } = asking(
      'baidu',
      {
        status: 0,
        result: { location: { lng: 121.48, lat: 31.23 }, precise: 1, confidence: 80, level: '门址' },
      },
      { status: 0, message: 'ok', results: [{ uid: 'u1', name: '某品牌', location: gcj }] },
    );
    expect(await geocode(access, { address: '南京东路100号' })).toEqual({
      found: {
        center: { lng: 121.48, lat: 31.23 },
        datum: 'gcj02',
        level: '门址',
        precision: 'exact',
        errorM: 100,
      },
    });
    await searchAround(access, { word: '某品牌', center: HERE, radiusM: 500, page: 1 });
    expect(urls.map(({ pathname }) => pathname)).toEqual(['/base/geocoding/v3/', '/base/place/v2/search']);
    expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toMatchObject({ ret_coordtype: 'gcj02ll' });
    expect(Object.fromEntries(urls[1]?.searchParams ?? [])).toEqual({
      query: '某品牌',
      location: `${gcj.lat.toFixed(6)},${gcj.lng.toFixed(6)}`,
      radius: '500',
      radius_limit: 'true',
      coord_type: '2',
      ret_coordtype: 'gcj02ll',
      scope: '1',
      page_size: '20',
      page_num: '0',
      output: 'json',
      ak: 'k&y',
    });
  });

  it('goes on after a full page in which one shop has no position', async () => {
    const results = Array.from({ length: 20 }, (_, n) => ({
      uid: `u${n}`,
      name: '某品牌',
      ...(n !== 7 && { location: gcj }),
    }));
    const { access } = asking('baidu', { status: 0, message: 'ok', results });
    const read = await searchAround(access, { word: '某品牌', center: HERE, radiusM: 500, page: 1 });
    expect(read).toMatchObject({ found: { isLast: false } });
    expect('found' in read && read.found.pois.map(({ uid }) => uid)).not.toContain('u7');
    expect('found' in read && read.found.pois).toHaveLength(19);
  });

  it.each([
    [0, 50, 'area'],
    [0, 70, 'rough'],
    [1, 100, 'exact'],
    [0, 100, 'rough'],
  ])('calls precise %i, confidence %i %s', async (precise, confidence, precision) => {
    const { access } = asking('baidu', {
      status: 0,
      result: { location: { lng: 121.48, lat: 31.23 }, precise, confidence, level: '道路' },
    });
    expect(await geocode(access, { address: '南京东路' })).toMatchObject({ found: { precision } });
  });

  it.each([
    [{ status: 200, message: 'APP不存在，AK有误请检查再重试' }, 'wrong_key'],
    [{ status: 211, message: 'APP SN校验失败' }, 'signature'],
    [{ status: 302, message: '天配额超限' }, 'quota'],
    [{ status: 1, msg: 'Internal Service Error:无相关结果' }, 'no_result'],
    [{ status: 1, message: '服务器内部错误' }, 'refused'],
    [{ unknown: true }, 'strange'],
  ])('says of %j that it is %s', async (reply, fault) => {
    const { access } = asking('baidu', reply);
    expect(await geocode(access, { address: '南京东路' })).toEqual({ fault });
  });

  it('is not sent an address that is too long for it', async () => {
    const { access, urls } = asking('baidu', {});
    expect(await geocode(access, { address: '长'.repeat(29) })).toEqual({ fault: 'long_address' });
    expect(urls).toEqual([]);
  });
});
