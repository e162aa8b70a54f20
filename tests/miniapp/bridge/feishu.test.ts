import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FeishuLocation, FeishuTt } from '../../../miniapp/bridge/feishu-globals.ts';

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

/** The client's globals around a freshly loaded bridge; `requests` lists what was fetched. */
async function enterFeishu(tt: Partial<FeishuTt>) {
  const requests: string[] = [];
  const config = vi.fn<() => void>();
  const h5sdk = { config, ready: (done: () => void) => done(), error: () => undefined };
  vi.stubGlobal('window', { h5sdk, tt });
  vi.stubGlobal('location', { href: 'https://app.example/h5/#/checkin/in' });
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    requests.push(`${init.method} ${path} ${typeof init.body === 'string' ? init.body : ''}`.trim());
    return Promise.resolve(new Response(JSON.stringify(signature)));
  });
  const bridge = await import('../../../miniapp/bridge/feishu.ts');
  return { ...bridge, requests, config };
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

it('takes a reading of unknown datum for none', async () => {
  const { type: _unknown, ...bare } = found;
  const { feishuBridge } = await enterFeishu({ getLocation: ({ success }) => success?.(bare) });
  await expect(feishuBridge.locate({ precise: true })).rejects.toThrow('no_fix');
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
