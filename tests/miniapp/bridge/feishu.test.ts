import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { en } from '../../../miniapp/texts/en.ts';
import { zh } from '../../../miniapp/texts/zh.ts';
import type { FeishuH5sdk, FeishuLocation, FeishuTt } from '../../../miniapp/bridge/feishu-globals.ts';

const signature = { appId: 'cli_1', timestamp: 1, nonceStr: 'n', signature: 's' };
const found: FeishuLocation = {
  latitude: 31.2,
  longitude: 121.5,
  accuracy: 90,
  horizontalAccuracy: 18,
  type: 'gcj02',
  timestamp: 5,
};

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const withoutType = ({ type: _unknown, ...bare }: FeishuLocation): FeishuLocation => bare;

/** The client's globals around a freshly loaded bridge; `requests` lists what was fetched. */
async function enterFeishu(tt: Partial<FeishuTt>, refusedWith?: number) {
  const requests: string[] = [];
  const config = vi.fn<FeishuH5sdk['config']>(({ onSuccess, onFail }) =>
    refusedWith === undefined ? onSuccess?.() : onFail?.({ errorCode: refusedWith }),
  );
  const h5sdk = { config, ready: (done: () => void) => done(), error: () => undefined };
  vi.stubGlobal('window', { h5sdk, tt });
  vi.stubGlobal('location', { href: 'https://app.example/h5/#/checkin/in' });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    requests.push(`${init.method} ${path} ${typeof init.body === 'string' ? init.body : ''}`.trim());
    return Promise.resolve(new Response(JSON.stringify(signature)));
  });
  const bridge = await import('../../../miniapp/bridge/feishu.ts');
  const client = await import('../../../miniapp/bridge/feishu-client.ts');
  return { ...bridge, ...client, requests, config };
}

it('reads a location with its datum and its horizontal accuracy, under the new API version', async () => {
  const setAPIConfig = vi.fn<() => void>();
  const getLocation = vi.fn<FeishuTt['getLocation']>(({ success }) => success?.(found));
  const { feishuBridge, requests, config } = await enterFeishu({ setAPIConfig, getLocation });
  const reading = await feishuBridge.locate({ precise: true });
  expect(reading).toEqual({ capturedAtMs: 5, lng: 121.5, lat: 31.2, accuracyM: 18, datum: 'gcj02' });
  expect(setAPIConfig).toHaveBeenCalledWith({
    apiConfig: expect.objectContaining({ getLocation: { version: 2 } }),
  });
  expect(getLocation).toHaveBeenCalledWith(expect.objectContaining({ accuracy: 'best', cacheTimeout: 0 }));
  expect(config).toHaveBeenCalledWith(expect.objectContaining(signature));
  expect(requests).toEqual(['GET /api/v1/jssdk-config?url=https%3A%2F%2Fapp.example%2Fh5%2F']);
});

it('signs the page once, however often it reads', async () => {
  const { feishuBridge, requests } = await enterFeishu({ getLocation: ({ success }) => success?.(found) });
  await feishuBridge.locate({ precise: false });
  await feishuBridge.locate({ precise: false });
  expect(requests).toHaveLength(1);
});

it('opens a place in the client’s map in the datum it is in, and says when no map opens', async () => {
  const place = { lng: 121.5, lat: 31.2, datum: 'gcj02', name: '一号店' } as const;
  const openLocation = vi.fn<NonNullable<FeishuTt['openLocation']>>(({ success }) => success?.({}));
  const { feishuBridge, config } = await enterFeishu({ openLocation });
  await feishuBridge.openMap(place);
  expect(openLocation).toHaveBeenCalledWith(
    expect.objectContaining({ longitude: 121.5, latitude: 31.2, type: 'gcj02', name: '一号店' }),
  );
  expect(config.mock.calls[0]?.[0].jsApiList).toContain('openLocation');
  openLocation.mockImplementation(({ fail }) => fail?.({ errno: 103 }));
  await expect(feishuBridge.openMap(place)).rejects.toThrow('unsupported');
});

it('has no map where the client has none', async () => {
  const { feishuBridge } = await enterFeishu({});
  const place = { lng: 121.5, lat: 31.2, datum: 'gcj02', name: '一号店' } as const;
  await expect(feishuBridge.openMap(place)).rejects.toThrow('unsupported');
});

it('takes a reading of unknown datum for none', async () => {
  const { feishuBridge } = await enterFeishu({
    getLocation: ({ success }) => success?.(withoutType(found)),
  });
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow('no_fix');
});

it('asks for nothing before the client has accepted the page', async () => {
  const getLocation = vi.fn<FeishuTt['getLocation']>(({ success }) => success?.(found));
  const { feishuBridge } = await enterFeishu({ getLocation }, 333_441);
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow('not_ready');
  expect(getLocation).not.toHaveBeenCalled();
});

it.each([
  [103, 'unsupported'],
  [106, 'system_denied'],
  [107, 'no_permission'],
  [108, 'org_denied'],
  [111, 'too_often'],
  [112, 'in_background'],
  [1_700_001, 'org_denied'],
  [1_700_003, 'no_fix'],
  [1_700_004, 'no_fix'],
  [1_700_006, 'location_off'],
  [999_999, 'no_fix'],
])('names the client’s error %i as %s, with words and a way out in both languages', async (errno, fault) => {
  const { feishuBridge } = await enterFeishu({ getLocation: ({ fail }) => fail?.({ errno }) });
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow(fault);
  for (const texts of [zh, en]) {
    const words = Object.entries(texts.bridgeFault).find(([name]) => name === fault)?.[1] ?? '';
    expect(words.length).toBeGreaterThan(10);
  }
});

it('reports readings until it is stopped, and faults in between', async () => {
  let listener: (place: FeishuLocation) => void = () => undefined;
  let failed: (fault: { errno: number }) => void = () => undefined;
  const stopLocationUpdate = vi.fn<() => void>();
  const { feishuBridge } = await enterFeishu({
    startLocationUpdate: ({ success }) => success?.({}),
    onLocationChange: (given) => {
      listener = given;
    },
    onLocationChangeError: (given) => {
      failed = given;
    },
    stopLocationUpdate,
  });
  const seen: unknown[] = [];
  const stop = feishuBridge.watch({
    onReading: ({ lng }) => seen.push(lng),
    onFault: ({ fault }) => seen.push(fault),
  });
  await vi.waitFor(() => {
    listener(found);
    expect(seen).toEqual([121.5]);
  }, 60_000);
  failed({ errno: 1_700_003 });
  listener(withoutType(found));
  listener({ ...found, longitude: 121.6 });
  stop();
  listener(found);
  expect(seen).toEqual([121.5, 'no_fix', 121.6]);
  expect(stopLocationUpdate).toHaveBeenCalledTimes(1);
});

it('says that an old client cannot watch', async () => {
  const { feishuBridge } = await enterFeishu({});
  const fault = await new Promise((resolve) => {
    feishuBridge.watch({ onReading: () => undefined, onFault: resolve });
  });
  expect(fault).toMatchObject({ fault: 'unsupported' });
});

it('tells network, Wi-Fi and phone, and nothing where the client is silent', async () => {
  const networkType = '4g';
  const { feishuBridge } = await enterFeishu({
    getLocation: ({ success }) => success?.(found),
    getNetworkType: ({ success }) => success?.({ networkType }),
    getConnectedWifi: ({ success }) => success?.({ SSID: 'Store', BSSID: '02:00:5E:10:00:01' }),
    getSystemInfo: ({ success }) => success?.({ model: 'Redmi 12C', system: 'Android 13' }),
  });
  expect(await feishuBridge.network()).toBe('mobile');
  expect(await feishuBridge.wifi()).toEqual({ ssid: 'Store', bssid: '02:00:5e:10:00:01' });
  expect(feishuBridge.device()).toEqual({});
  await feishuBridge.locate({ precise: false });
  expect(feishuBridge.device()).toEqual({ model: 'Redmi 12C', os: 'Android 13' });
  vi.resetModules();
  const silent = await enterFeishu({ getConnectedWifi: ({ fail }) => fail?.({ errno: 107 }) });
  expect(await silent.feishuBridge.network()).toBe('unknown');
  expect(await silent.feishuBridge.wifi()).toBeUndefined();
});

it.each([
  ['2:0:5e:10:0:1', '02:00:5e:10:00:01'],
  ['02-00-5E-10-00-01', '02:00:5e:10:00:01'],
  ['02:00:00:00:00:00', undefined],
  ['00:00:00:00:00:00', undefined],
  ['<unknown>', undefined],
  ['', undefined],
])('reads the access point %s as %s', async (BSSID, bssid) => {
  const { feishuBridge } = await enterFeishu({
    getConnectedWifi: ({ success }) => success?.({ SSID: 'Store', BSSID }),
  });
  expect((await feishuBridge.wifi())?.bssid).toBe(bssid);
});

it('keeps the screen on, and minds no refusal', async () => {
  const setKeepScreenOn = vi.fn<NonNullable<FeishuTt['setKeepScreenOn']>>(({ fail }) => fail?.({}));
  const { feishuBridge } = await enterFeishu({ setKeepScreenOn });
  await feishuBridge.keepScreenOn(true);
  expect(setKeepScreenOn).toHaveBeenCalledWith(expect.objectContaining({ keepScreenOn: true }));
});

it('tells a refusal from a missing signal', async () => {
  let errno = 107;
  const { feishuBridge } = await enterFeishu({ getLocation: ({ fail }) => fail?.({ errno }) });
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow('no_permission');
  errno = 1_700_003;
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow('no_fix');
});

it('reads the photo that the camera left, and nothing when the person gave up', async () => {
  let isCancelled = false;
  const { feishuBridge } = await enterFeishu({
    chooseImage: ({ success, fail }) =>
      isCancelled ? fail?.({ errno: 1_300_001 }) : success?.({ tempFilePaths: ['ttfile://one'] }),
    getFileSystemManager: () => ({ readFile: ({ success }) => success?.({ data: btoa('jpeg') }) }),
  });
  const photo = await feishuBridge.takePhoto();
  expect(await photo?.text()).toBe('jpeg');
  isCancelled = true;
  expect(await feishuBridge.takePhoto()).toBeUndefined();
});

it('signs in with a code, also where only the older call exists', async () => {
  const modern = await enterFeishu({
    requestAccess: ({ appID, success }) => success?.({ code: `new-${appID}` }),
  });
  expect(await modern.signInWithFeishu()).toBe(true);
  expect(modern.requests.at(-1)).toBe('POST /auth/feishu {"code":"new-cli_1"}');
  vi.resetModules();
  const older = await enterFeishu({
    requestAccess: ({ fail }) => fail?.({ errno: 103 }),
    requestAuthCode: ({ success }) => success?.({ code: 'old' }),
  });
  expect(await older.signInWithFeishu()).toBe(true);
  expect(older.requests.at(-1)).toBe('POST /auth/feishu {"code":"old"}');
});
